import { Configuration, JobsApi, ResponseError, SharedStorageApi } from "cph-client";
import type { ApiError, Job, PushShareFilesRequestBody, ServerJob } from "cph-client";
import type { ErrorCatalogue, Row } from "./catalogue";

export interface Endpoint {
  readonly url: string;
  readonly projectId: string;
  readonly token: string;
}

/** What became of a push, server by server. */
export interface Receipt {
  readonly requestId: string | undefined;
  readonly accepted: readonly ServerJob[];
  readonly refused: readonly ServerJob[];
  /** Servers that were asked for, and that the answer says nothing about. */
  readonly missing: readonly string[];
}

/** The service, or something before it, refused the push as a whole. */
export class ServiceError extends Error {
  constructor(
    readonly status: number,
    readonly error: ApiError,
    readonly row: Row,
  ) {
    super(`${status} ${error.errorCode ?? ""} ${error.errorMsg ?? ""}`.trim());
    this.name = "ServiceError";
  }
}

/** A redirect is not followed: the token is for this host alone. */
export function configuration(endpoint: Endpoint): Configuration {
  return new Configuration({
    basePath: endpoint.url,
    headers: { "X-Auth-Token": endpoint.token },
    fetchApi: (url, init) => fetch(url, { ...init, redirect: "manual" }),
  });
}

/** Sends a push, once. */
export async function push(
  endpoint: Endpoint,
  catalogue: ErrorCatalogue,
  request: PushShareFilesRequestBody,
): Promise<Receipt> {
  const api = new SharedStorageApi(configuration(endpoint));
  return explained(catalogue, async () => {
    const response = await api.pushShareFilesRaw({
      projectId: endpoint.projectId,
      pushShareFilesRequestBody: request,
    });
    const answer = await response.value();
    const jobs = answer.jobs ?? [];
    return {
      requestId: answer.requestId || response.raw.headers.get("X-Request-Id") || undefined,
      accepted: jobs.filter((job) => !job.errorCode),
      refused: jobs.filter((job) => job.errorCode),
      missing: request.serverIds.filter((id) => !jobs.some((job) => job.serverId === id)),
    };
  });
}

const RUNNING = 1;
const PAGE = 100;

/**
 * Asks for the jobs of a push until none of them runs, or the patience is at its end.
 *
 * @param pause between two looks, in whichever way the caller wants to wait
 * @returns the jobs as they stood at the last look
 */
export async function follow(
  endpoint: Endpoint,
  catalogue: ErrorCatalogue,
  receipt: Receipt,
  pause: () => Promise<void>,
  patience = 60,
): Promise<Job[]> {
  for (let look = 1; ; look++) {
    const jobs = await jobsOf(endpoint, catalogue, receipt);
    if (jobs.every((job) => job.status !== RUNNING) || look === patience) return jobs;
    await pause();
  }
}

/** The answer does not say how many there are: a page that is not full is the last. */
async function jobsOf(endpoint: Endpoint, catalogue: ErrorCatalogue, receipt: Receipt): Promise<Job[]> {
  const { requestId } = receipt;
  if (!requestId) throw new Error("without a request id nobody can ask for the jobs of this push alone");
  const api = new JobsApi(configuration(endpoint));
  const jobs: Job[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const page = await explained(catalogue, () =>
      api.listJobs({ projectId: endpoint.projectId, requestIds: [requestId], offset, limit: PAGE }),
    );
    jobs.push(...(page.jobs ?? []));
    if ((page.jobs ?? []).length < PAGE) return jobs;
  }
}

async function explained<T>(catalogue: ErrorCatalogue, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (failure) {
    if (!(failure instanceof ResponseError)) throw failure;
    const { status } = failure.response;
    const error = await errorOf(failure.response);
    throw new ServiceError(status, error, catalogue.find(error.errorCode, status));
  }
}

/** What stands between may answer with something else than the contract's error. */
async function errorOf(response: Response): Promise<ApiError> {
  const requestId = response.headers.get("X-Request-Id") ?? undefined;
  if (!response.headers.get("Content-Type")?.startsWith("application/json")) return { requestId };
  // It may also break off.
  const { request_id, error_code, error_msg } = (await response.json().catch(() => null)) ?? {};
  return { requestId: request_id || requestId, errorCode: error_code ?? undefined, errorMsg: error_msg ?? undefined };
}
