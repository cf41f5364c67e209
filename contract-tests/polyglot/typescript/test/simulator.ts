import { readFileSync } from "node:fs";
import type { Row } from "../src/catalogue";
import { ErrorCatalogue } from "../src/catalogue";
import type { Endpoint } from "../src/push";

export interface Scenario {
  readonly name: string;
  readonly setup: object;
  readonly request: { bucket_name: string; object_path: string; server_ids: string[] };
  readonly expected: {
    readonly status: number;
    readonly accepted: string[];
    readonly refused: Record<string, string>;
    readonly missing: string[];
    readonly error_code?: string;
    readonly error_msg?: string;
    readonly category?: string;
    readonly retryable?: boolean;
  };
}

/** A push whose jobs are to be followed, and how each ends. */
export interface Following extends Pick<Scenario, "setup" | "request"> {
  readonly jobs: readonly { server_id: string; status: number; error_code: string | null }[];
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../target/${name}`, import.meta.url), "utf8"));
}

export const scenarios = read<Scenario[]>("scenarios.json");
export const following = read<Following>("following.json");
export const twoPushes = read<{ setup: object; request_ids: string[]; statuses: number[] }>("two-pushes.json");
export const catalogue = new ErrorCatalogue(read<Row[]>("error-catalogue.json"));

export interface Simulator extends Endpoint {
  /** Puts its clock forward. */
  forward(seconds: number): Promise<void>;
}

/** A simulator of one's own. */
export async function simulator(setup: object): Promise<Simulator> {
  const started = await control("/simulators", setup);
  return {
    url: started.endpoint,
    projectId: started.project_id,
    token: started.token,
    async forward(seconds) {
      await control(`/simulators/${started.id}/clock`, { seconds });
    },
  };
}

async function control(path: string, body: object) {
  const response = await fetch(`${process.env.CPH_CONTROL}${path}`, { method: "POST", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}
