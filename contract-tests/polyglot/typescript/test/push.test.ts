import { Configuration, JobsApi, SharedStorageApi } from "cph-client";
import { describe, expect, it } from "vitest";
import { configuration, follow, push, ServiceError } from "../src/push";
import { catalogue, following, type Scenario, scenarios, simulator, twoPushes } from "./simulator";

const succeeding = scenarios.filter((scenario) => scenario.expected.status === 200);
const failing = scenarios.filter((scenario) => scenario.expected.status !== 200);

async function pushed({ setup, request }: Scenario) {
  return push(await simulator(setup), catalogue, {
    bucketName: request.bucket_name,
    objectPath: request.object_path,
    serverIds: request.server_ids,
  });
}

describe("a receipt tells what became of each server", () => {
  it.each(succeeding)("$name", async (scenario) => {
    const receipt = await pushed(scenario);

    expect(receipt.requestId).toMatch(/.+/);
    expect(receipt.accepted.map((job) => job.serverId)).toEqual(scenario.expected.accepted);
    expect(receipt.accepted.every((job) => job.jobId)).toBe(true);
    expect(Object.fromEntries(receipt.refused.map((job) => [job.serverId, job.errorCode]))).toEqual(
      scenario.expected.refused,
    );
    expect(receipt.missing).toEqual(scenario.expected.missing);
  });
});

describe("a failure tells what the service said, and of which kind it is", () => {
  it.each(failing)("$name", async (scenario) => {
    const { expected } = scenario;

    const failure: unknown = await pushed(scenario).catch((thrown: unknown) => thrown);

    if (!(failure instanceof ServiceError)) throw failure;
    expect(failure.status).toBe(expected.status);
    expect(failure.error.requestId).toMatch(/.+/);
    expect(failure.error.errorCode).toBe(expected.error_code);
    if (expected.error_msg) expect(failure.error.errorMsg).toBe(expected.error_msg);
    if (expected.category) {
      expect(failure.row).toMatchObject({ category: expected.category, retryable: expected.retryable });
    }
  });
});

it("the jobs of a push are followed to their end", async () => {
  const { setup, request } = following;
  const started = await simulator(setup);
  const receipt = await push(started, catalogue, {
    bucketName: request.bucket_name,
    objectPath: request.object_path,
    serverIds: request.server_ids,
  });

  const jobs = await follow(started, catalogue, receipt, () => started.forward(60));

  expect(jobs.map((job) => job.jobId)).toEqual(receipt.accepted.map((job) => job.jobId));
  expect(jobs.map((job) => ({ server_id: job.serverId, status: job.status, error_code: job.errorCode || null }))).toEqual(
    following.jobs,
  );
});

it.each([undefined, ""])("without a request id (%j) no jobs are asked for, since that would mean all of them", async (requestId) => {
  const nowhere = { url: "http://127.0.0.1:1", projectId: "p", token: "not-a-real-token" };
  const receipt = { requestId, accepted: [], refused: [], missing: [] };

  await expect(follow(nowhere, catalogue, receipt, async () => {})).rejects.toThrow("without a request id");
});

it("the jobs of two pushes are asked for at once", async () => {
  const started = await simulator(twoPushes.setup);

  const answer = await new JobsApi(configuration(started)).listJobs({
    projectId: started.projectId,
    requestIds: [...twoPushes.request_ids],
    offset: 0,
    limit: 100,
  });

  expect(answer.jobs?.map((job) => job.status)).toEqual(twoPushes.statuses);
});

it("the page's push works as it stands", async () => {
  const objects = [{ bucket: "bucket-a", key: "my_apps/test.tar" }];
  const { url: endpoint, projectId, token } = await simulator({ name: "the push of the page", objects });
  const said: unknown[] = [];
  const console = { log: (...words: unknown[]) => said.push(words) };

  // page: push
  const configuration = new Configuration({
    basePath: endpoint,
    headers: { "X-Auth-Token": token },
    fetchApi: (url, init) => fetch(url, { ...init, redirect: "error" }), // the token is for this host alone
  });
  const answer = await new SharedStorageApi(configuration).pushShareFiles({
    projectId,
    pushShareFilesRequestBody: {
      bucketName: "bucket-a",
      objectPath: "my_apps/test.tar",
      serverIds: ["1234567b8bab40ffb711234cb80d0234"],
    },
  });
  for (const job of answer.jobs ?? []) {
    console.log(job.serverId, job.errorCode || job.jobId); // a 200 can hold refused servers
  }
  // page: end

  expect(said).toEqual([["1234567b8bab40ffb711234cb80d0234", expect.stringMatching(/.+/)]]);
});
