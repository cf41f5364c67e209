"""A push by the client that OpenAPI Generator makes of the contract."""

import itertools
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from cph_client import (
    ApiClient,
    ApiException,
    Configuration,
    Job,
    JobsApi,
    PushShareFilesRequestBody,
    ServerJob,
    SharedStorageApi,
)


class ErrorCatalogue:
    """What a code means. Read as its document says: code and status, else the code, else the status, else its hundred."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self._rows = rows

    def find(self, code: str | None, status: int) -> dict[str, Any]:
        known = re.sub(r"^CPS(?=\d)", "CPS.", re.sub(r"^APIG\.", "APIGW.", code or ""))
        of_code = [row for row in self._rows if row["code"] == known]
        any_code = [row for row in self._rows if row["code"] == "*"]
        candidates = [
            *(row for row in of_code if str(status) in row["statuses"]),
            *of_code,
            *(row for row in any_code if str(status) in row["statuses"]),
            *(row for row in any_code if f"{status // 100}XX" in row["statuses"]),
        ]
        return candidates[0]


@dataclass(frozen=True)
class Endpoint:
    url: str
    project_id: str
    token: str


@dataclass(frozen=True)
class Receipt:
    """What became of a push, server by server."""

    request_id: str | None
    accepted: list[ServerJob]
    refused: list[ServerJob]
    missing: list[str]
    """Servers that were asked for, and that the answer says nothing about."""


class ServiceError(Exception):
    """The service, or something before it, refused the push as a whole."""

    def __init__(self, status: int, error: dict[str, str], row: dict[str, Any]) -> None:
        super().__init__(f"{status} {error.get('error_code', '')} {error.get('error_msg', '')}".strip())
        self.status = status
        self.error = error
        self.row = row


def push(endpoint: Endpoint, catalogue: ErrorCatalogue, request: PushShareFilesRequestBody) -> Receipt:
    """Sends a push, once."""
    with _explained(catalogue):
        api = SharedStorageApi(client(endpoint))
        response = api.push_share_files_with_http_info(endpoint.project_id, request)
    jobs = response.data.jobs or []
    answered = {job.server_id for job in jobs}
    return Receipt(
        request_id=response.data.request_id or _header(response.headers, "X-Request-Id"),
        accepted=[job for job in jobs if not job.error_code],
        refused=[job for job in jobs if job.error_code],
        missing=[server for server in request.server_ids if server not in answered],
    )


RUNNING = 1
PAGE = 100


def follow(
    endpoint: Endpoint,
    catalogue: ErrorCatalogue,
    receipt: Receipt,
    pause: Callable[[], None],
    patience: int = 60,
) -> list[Job]:
    """Asks for the jobs of a push until none of them runs, or the patience is at its end.

    Between two looks it calls `pause`, which waits in whichever way the caller wants to. Returns the jobs as they stood
    at the last look.
    """
    for look in itertools.count(1):
        jobs = list(_jobs_of(endpoint, catalogue, receipt))
        if all(job.status != RUNNING for job in jobs) or look == patience:
            return jobs
        pause()


def _jobs_of(endpoint: Endpoint, catalogue: ErrorCatalogue, receipt: Receipt) -> Iterator[Job]:
    """The answer does not say how many there are: a page that is not full is the last."""
    if not receipt.request_id:
        raise ValueError("without a request id nobody can ask for the jobs of this push alone")
    api = JobsApi(client(endpoint))
    for offset in itertools.count(0, PAGE):
        with _explained(catalogue):
            page = api.list_jobs(endpoint.project_id, request_ids=[receipt.request_id], offset=offset, limit=PAGE)
        jobs = page.jobs or []
        yield from jobs
        if len(jobs) < PAGE:
            return


def client(endpoint: Endpoint) -> ApiClient:
    """Nothing is sent again unasked, and a redirect is not followed: the token is for this host alone."""
    return ApiClient(Configuration(host=endpoint.url, api_key={"XAuthToken": endpoint.token}, retries=False))


@contextmanager
def _explained(catalogue: ErrorCatalogue) -> Iterator[None]:
    try:
        yield
    except ApiException as failure:
        error = _error_of(failure)
        raise ServiceError(failure.status, error, catalogue.find(error.get("error_code"), failure.status)) from failure


def _error_of(failure: ApiException) -> dict[str, str]:
    """What stands between may answer with something else than the contract's error."""
    body = None
    if (_header(failure.headers, "Content-Type") or "").startswith("application/json"):
        with suppress(ValueError):  # It may also break off.
            body = json.loads(failure.body)
    told = body if isinstance(body, dict) else {}
    error = {name: value for name, value in told.items() if value and isinstance(value, str)}
    error.setdefault("request_id", _header(failure.headers, "X-Request-Id"))
    return error


def _header(headers: Mapping[str, str] | None, name: str) -> str | None:
    """The generated client hands out a plain dictionary, with the names as they came."""
    return next((value for key, value in (headers or {}).items() if key.lower() == name.lower()), None)
