"""Puts requests that schemathesis makes of the contract to a simulator (schemathesis.toml says which, and what is
checked), and then looks whether they were enough: a run in which nothing is accepted would prove little."""

import collections
import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import contract
import simulators
from scenarios import PUSH

NAME = "schemathesis"
AT_LEAST = 2000


def main():
    document = contract.spec()
    operations = [
        definition["operationId"]
        for item in document["paths"].values()
        for definition in item.values()
        if isinstance(definition, dict) and "operationId" in definition
    ]
    started = simulators.start({"name": NAME, "objects": [{"bucket": "bucket-a", "key": "my_apps/test.tar"}]})
    # Its example database would make a run depend on the one before.
    work = contract.TARGET / "schemathesis"
    work.mkdir(exist_ok=True)
    known = work / "contract.json"
    known.write_text(json.dumps(with_examples_of(document, *push(document, started))), encoding="utf-8")
    examples = -(-AT_LEAST // len(operations))
    command = [
        Path(sys.executable).with_name("schemathesis"),
        f"--config-file={Path(__file__).with_name('schemathesis.toml')}",
        "run",
        known,
        f"--url={started['endpoint']}",
        f"--header=X-Auth-Token: {started['token']}",
        f"--max-examples={examples}",
        "--report=junit",
        f"--report-junit-path={contract.TARGET / 'results' / NAME}.xml",
        "--no-color",
    ]
    ran = subprocess.run([os.fspath(each) for each in command], cwd=work, check=False)
    simulators.save(NAME)
    return max(ran.returncode, enough(operations))


def push(document, started):
    """Starts a job, so that there is one to ask for; gives the ids of request and job."""
    method, path, definition = contract.operation(document, PUSH)
    body = next(iter(definition["requestBody"]["content"]["application/json"]["examples"].values()))["value"]
    request = urllib.request.Request(
        started["endpoint"] + path.replace("{project_id}", started["project_id"]),
        json.dumps(body).encode(),
        {"X-Auth-Token": started["token"], "Content-Type": "application/json"},
        method=method,
    )
    with urllib.request.urlopen(request) as response:
        answer = json.load(response)
    return answer["request_id"], answer["jobs"][0]["job_id"]


def with_examples_of(document, request_id, job_id):
    """The contract with examples that exist in the simulator, as schemathesis begins with the examples."""
    known = {"request_id": request_id, "request_ids": [request_id], "job_id": job_id}
    for operation_id in ("listJobs", "showJob"):
        _, _, definition = contract.operation(document, operation_id)
        for parameter in definition["parameters"]:
            if parameter.get("name") in known:
                parameter["example"] = known[parameter["name"]]
    return document


def enough(operations):
    sent = simulators.of(NAME)[NAME]
    answers = collections.Counter((each.get("operation", "no operation"), each.get("status", 0)) for each in sent)
    for (operation, status), count in sorted(answers.items()):
        print(f"  {operation} -> {status}: {count}")
    missing = [
        f"{operation} was never answered with {what}"
        for operation in operations
        for what, fits in (("success", lambda s: s < 300), ("a refusal", lambda s: 400 <= s < 500))
        if not any(of == operation and fits(status) for of, status in answers)
    ]
    if len(sent) < AT_LEAST:
        missing.append(f"only {len(sent)} requests were sent")
    print(f"{len(sent)} requests", *missing, sep="\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
