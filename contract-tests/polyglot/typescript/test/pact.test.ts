import { readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { MatchersV3, PactV4 } from "@pact-foundation/pact";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { push, type Receipt, ServiceError } from "../src/push";
import { catalogue } from "./simulator";

/*
 * What this client relies on, written down from the contract alone with Pact's library for JavaScript. That it comes to
 * the same as the committed pact, which was written in Java, is for harness/test_agreement.py.
 */

type Json = { [name: string]: any };

const contract = parse(
  readFileSync(new URL("../../../../api-spec/src/main/openapi/cph-share.yaml", import.meta.url), "utf8"),
);
const path = "/v1/{project_id}/cloud-phone/phones/share-files";
const operation = contract.paths[path].post;
const project = contract.components.parameters.ProjectId;
const asked: Json = examples(operation.requestBody).twoServers;
const [first, second] = asked.server_ids as [string, string];

const dir = fileURLToPath(new URL("../../target/pacts/", import.meta.url));
const names = { consumer: "cph-share-typescript", provider: "cloud-phone" };

function examples(owner: Json): Json {
  const named: Json = owner.content["application/json"].examples;
  return Object.fromEntries(Object.entries(named).map(([name, example]) => [name, structuredClone(example.value)]));
}

function resolve(node: Json): Json {
  return node.$ref ? node.$ref.slice(2).split("/").reduce((at: Json, name: string) => at[name], contract) : node;
}

/** What a client decides by is pinned by value, all else by type, and the order of the jobs not at all. */
function like(value: any, name = ""): any {
  if (Array.isArray(value)) return MatchersV3.arrayContaining(...value.map((element) => like(element)));
  if (typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, nested]) => [key, like(nested, key)]));
  }
  return ["server_id", "error_code"].includes(name) ? value : MatchersV3.like(value);
}

interface Interaction {
  readonly description: string;
  readonly states: readonly [name: string, parameters?: Json][];
  readonly request?: Json;
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body: Json;
}

async function exchange(interaction: Interaction): Promise<Receipt | ServiceError | undefined> {
  const request = interaction.request ?? asked;
  const pact = new PactV4({ ...names, dir, logLevel: "error" }).addInteraction();
  for (const [state, parameters] of interaction.states) pact.given(state, parameters);
  const address = new RegExp(path.replace("{project_id}", project.schema.pattern.slice(1, -1)));
  return pact
    .uponReceiving(interaction.description)
    .withRequest("POST", MatchersV3.regex(address.source.replaceAll("\\/", "/"), path.replace("{project_id}", project.example)), (sent) => {
      sent.headers({ "X-Auth-Token": MatchersV3.regex(".+", "not-a-real-token"), "Content-Type": "application/json" });
      sent.jsonBody(request);
    })
    .willRespondWith(interaction.status, (answer) => {
      const own = Object.entries(interaction.headers ?? {}).map(([name, value]) => [name, MatchersV3.regex(".+", value)]);
      answer.headers({ "Content-Type": "application/json", ...Object.fromEntries(own) });
      answer.jsonBody(like(interaction.body));
    })
    .executeTest(async ({ url }) => {
      const endpoint = { url, projectId: project.example, token: "not-a-real-token" };
      const body = { bucketName: request.bucket_name, objectPath: request.object_path, serverIds: request.server_ids };
      return push(endpoint, catalogue, body).catch((failure: unknown) => {
        if (failure instanceof ServiceError) return failure;
        throw failure;
      });
    });
}

const accepted = examples(operation.responses["200"]).everyServerAccepted!;
const refused = examples(operation.responses["200"]).oneServerRefused!;
const served = (request: Json): Interaction["states"][number] => [
  "the bucket holds the archive, and the servers have shared storage",
  request,
];
const anotherShape: Interaction["states"] = [["the answer has a shape that the contract leaves open"]];

function changed(body: Json, change: (copy: Json) => void): Json {
  const copy = structuredClone(body);
  change(copy);
  return copy;
}

const receipts: { interaction: Interaction; told: Json }[] = [
  {
    interaction: {
      description: "a push that every server accepts",
      states: [served(asked)],
      status: 200,
      body: accepted,
    },
    told: { accepted: [first, second], refused: [], missing: [] },
  },
  {
    interaction: {
      description: "a push that one server refuses, having no shared storage",
      states: [served(asked), ["a server has no shared storage", { server_id: second }]],
      status: 200,
      body: refused,
    },
    told: { accepted: [first], refused: ["CPS.0137"], missing: [] },
  },
  {
    interaction: {
      description: "a push that one server refuses with a code that no catalogue has",
      states: [
        served(asked),
        [
          "a server is refused for another reason",
          { server_id: second, error_code: "CPS.9999", error_msg: "A reason of a later day." },
        ],
      ],
      status: 200,
      body: changed(refused, ({ jobs }) => {
        jobs[1].error_code = "CPS.9999";
        jobs[1].error_msg = "A reason of a later day.";
      }),
    },
    told: { accepted: [first], refused: ["CPS.9999"], missing: [] },
  },
  {
    interaction: {
      description: "a push that one server refuses with an empty job id",
      states: anotherShape,
      status: 200,
      body: changed(refused, ({ jobs }) => {
        jobs[1].job_id = "";
      }),
    },
    told: { accepted: [first], refused: ["CPS.0137"], missing: [] },
  },
  {
    interaction: {
      description: "a push whose answer leaves a server out",
      states: anotherShape,
      status: 200,
      body: changed(accepted, ({ jobs }) => jobs.pop()),
    },
    told: { accepted: [first], refused: [], missing: [second] },
  },
  {
    interaction: {
      description: "a push whose answer has its request id in the header alone",
      states: anotherShape,
      status: 200,
      headers: { "X-Request-Id": accepted.request_id },
      body: changed(accepted, (body) => delete body.request_id),
    },
    told: { accepted: [first, second], refused: [], missing: [] },
  },
  {
    interaction: {
      description: "a push whose answer has fields of a later day",
      states: anotherShape,
      status: 200,
      body: changed(accepted, (body) => {
        body.a_later_field = "a later value";
        body.a_later_object = { depth: "one" };
        body.jobs[0].a_later_field = "a later value";
      }),
    },
    told: { accepted: [first, second], refused: [], missing: [] },
  },
  longIds(),
];

/** The documents say 32 characters, and give examples of other lengths. */
function longIds() {
  const longer = (id: string) => `${id}-${id}`;
  const request = { ...asked, server_ids: [longer(first), longer(second)] };
  const body = changed(accepted, ({ jobs }) => {
    for (const job of jobs) Object.assign(job, { server_id: longer(job.server_id), job_id: longer(job.job_id) });
  });
  const interaction: Interaction = {
    description: "a push to servers whose ids are longer than documented",
    states: [["the bucket holds the archive, and the servers have long ids", request]],
    request,
    status: 200,
    body,
  };
  return { interaction, told: { accepted: request.server_ids, refused: [], missing: [] } };
}

/** Each failure that the contract has an example of. */
const failures: Interaction[] = Object.entries(operation.responses as Json)
  .filter(([status]) => status !== "200")
  .flatMap(([status, response]) =>
    Object.entries(examples(resolve(response))).map(([name, body]) => ({
      description: `a push that is answered with ${status}: ${name}`,
      states: [["the request fails as a whole", failing(Number(status), body)] as const],
      status: Number(status),
      body,
    })),
  );

function failing(status: number, { error_code }: Json): Json {
  return error_code ? { status, error_code } : { status };
}

beforeAll(() => rmSync(`${dir}${names.consumer}-${names.provider}.json`, { force: true }));

// Pact's server now and then answers before it has noted the request, and then says that none came: hence once more.
describe("what this client relies on when it pushes", { retry: 3 }, () => {
  it.each(receipts)("$interaction.description", async ({ interaction, told }) => {
    const receipt = (await exchange(interaction)) as Receipt;

    expect(receipt.requestId).toBe(accepted.request_id);
    expect({
      accepted: receipt.accepted.map((job) => job.serverId),
      refused: receipt.refused.map((job) => job.errorCode),
      missing: receipt.missing,
    }).toEqual(told);
  });

  it.each(failures)("$description", async (interaction) => {
    const failure = await exchange(interaction);

    if (!(failure instanceof ServiceError)) throw failure;
    expect(failure.status).toBe(interaction.status);
    expect(failure.error.errorCode).toBe(interaction.body.error_code);
    expect(failure.error.errorMsg).toBe(interaction.body.error_msg);
    expect(failure.error.requestId).toBe(interaction.body.request_id);
  });
});
