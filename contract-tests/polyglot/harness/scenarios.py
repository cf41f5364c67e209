"""Writes what the languages' tests go through: each interaction of the pact, each category of the error catalogue, and
what a client can get wrong by itself. A scenario says how to set the simulator up, what to ask for, and what the caller
has to be told; how the request looks on the wire it does not say, since that is what is looked at."""

import base64
import io
import json
import tarfile

import contract

PUSH = "pushShareFiles"
WITHOUT_A_CODE = "*"


def main():
    document = contract.spec()
    catalogue = contract.catalogue()
    scenarios = of_the_pact(document) + of_the_catalogue(document, catalogue) + of_our_own(document)
    write("scenarios.json", scenarios)
    write("following.json", following(document))
    write("two-pushes.json", two_pushes())
    rows = ("code", "statuses", "category", "retryable", "delivery", "advice")
    write("error-catalogue.json", [{name: row[name] for name in rows} for row in catalogue["x-errors"]])


def write(name, content):
    contract.TARGET.mkdir(exist_ok=True)
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    (contract.TARGET / name).write_text(text, encoding="utf-8")


def request_of(document):
    """The contract's own example."""
    _, _, definition = contract.operation(document, PUSH)
    examples = definition["requestBody"]["content"]["application/json"]["examples"]
    return next(iter(examples.values()))["value"]


def of_the_pact(document):
    interactions = contract.pact()["interactions"]
    return [of_an_interaction(document, each) for each in interactions if contract.is_of(document, PUSH, each)]


def of_an_interaction(document, interaction):
    request = request_of(document)
    setup = {"name": interaction["description"]}
    answer = interaction["response"]
    for state in interaction["providerStates"]:
        parameters = state.get("params", {})
        match state["name"]:
            case (
                "the bucket holds the archive, and the servers have shared storage"
                | "the bucket holds the archive, and the servers have long ids"
            ):
                request = parameters
                setup["objects"] = [{"bucket": parameters["bucket_name"], "key": parameters["object_path"]}]
                setup["servers"] = [{"id": server} for server in parameters["server_ids"]]
            case "a server has no shared storage":
                setup["servers"].append({"id": parameters["server_id"], "shared_storage": False})
            case "a server is refused for another reason":
                refusing = {"code": parameters["error_code"], "message": parameters["error_msg"]}
                setup["servers"].append({"id": parameters["server_id"], "refusing": refusing})
            case "the request fails as a whole":
                fault = {"status": parameters["status"]}
                if "error_code" in parameters:
                    fault["code"] = parameters["error_code"]
                setup["faults"] = [fault]
            case "the answer has a shape that the contract leaves open":
                headers = {name: values[0] for name, values in answer.get("headers", {}).items()}
                headers.pop("Content-Type")
                body = json.dumps(answer["body"]["content"])
                setup["faults"] = [{"status": answer["status"], "body": body, "headers": headers}]
            case unknown:
                raise LookupError(f"a state of the pact that is not known here: {unknown}")
    body = answer["body"]["content"]
    if answer["status"] == 200:
        expected = receipt(request["server_ids"], body["jobs"])
    else:
        # The message is pinned by type alone.
        expected = {"status": answer["status"]} | {name: body[name] for name in body.keys() & {"error_code"}}
    return {"name": interaction["description"], "setup": setup, "request": request, "expected": expected}


def receipt(asked, jobs):
    refused = {job["server_id"]: job.get("error_code") for job in jobs if job.get("error_code")}
    accepted = [job["server_id"] for job in jobs if job["server_id"] not in refused]
    missing = [server for server in asked if server not in accepted and server not in refused]
    return {"status": 200, "accepted": accepted, "refused": refused, "missing": missing}


def of_the_catalogue(document, catalogue):
    """One failure of each category, by the first row that can come with a status of its own."""
    scenarios = []
    for category in catalogue["x-error-categories"]:
        row, status = next(failures(catalogue, category["name"]))
        if row["code"] == WITHOUT_A_CODE:
            page = {"content_type": "text/html", "body": "<html></html>", "headers": {"Location": "/elsewhere"}}
            fault, message = {"status": status, **page}, {}
        else:
            fault = {"status": status, "code": row["code"]}
            message = {"error_code": row["code"]}
        expected = {"status": status, "category": category["name"], "retryable": row["retryable"], **message}
        scenarios.append(failing(document, f"a push that fails: {category['name']}", fault, expected))
    return scenarios


def failures(catalogue, category):
    """Rows of a category with a status that a whole request can fail with, those that name a code first."""
    for row in sorted(catalogue["x-errors"], key=lambda each: each["code"] == WITHOUT_A_CODE):
        for status in row["statuses"]:
            if row["category"] == category and not status.startswith("2"):
                yield row, int(status.replace("XX", "02"))


def of_our_own(document):
    unknown = {"status": 400, "code": "CPS.9999", "message": "A reason of a later day."}
    expected = {
        "status": 400,
        "error_code": unknown["code"],
        "error_msg": unknown["message"],
        "category": "INVALID_REQUEST",
        "retryable": False,
    }
    unavailable = {"status": 502, "category": "UNAVAILABLE", "retryable": True}
    page = {"status": 502, "content_type": "text/html", "body": "<html><h1>502</h1></html>"}
    nothing = {"status": 502, "content_type": "application/json", "body": "null"}
    blank = {"status": 502, "body": '{"request_id": "", "error_code": null}'}
    half = {"status": 502, "content_type": "application/json", "body": '{"error_code": "APIGW.02'}
    expired = {"name": "a push with an expired token", "expired_token": True}
    told = {"status": 401, "error_code": "APIGW.0307", "category": "AUTHENTICATION", "retryable": False}
    return [
        failing(document, "a push that fails with a code that no catalogue has", unknown, expected),
        failing(
            document,
            "a push that a proxy answers with a page of its own",
            page,
            unavailable,
        ),
        failing(
            document,
            "a push whose refusal breaks off",
            half,
            unavailable,
        ),
        failing(
            document,
            "a push that is refused with null",
            nothing,
            unavailable,
        ),
        failing(
            document,
            "a push that is refused with an empty request id",
            blank,
            unavailable,
        ),
        {"name": expired["name"], "setup": expired, "request": request_of(document), "expected": told},
    ]


def following(document):
    """A push of which one server's job fails; both take a minute."""
    request = request_of(document)
    good, bad = request["server_ids"]
    failing_jobs = {"code": "CPS.0135", "message": "The archive cannot be unpacked."}
    setup = {
        "name": "the jobs of a push are followed to their end",
        "job_seconds": 60,
        "objects": [{"bucket": request["bucket_name"], "key": request["object_path"], "base64": archive()}],
        "servers": [{"id": good}, {"id": bad, "failing_jobs": failing_jobs}],
    }
    jobs = [
        {"server_id": good, "status": 2, "error_code": None},
        {"server_id": bad, "status": -1, "error_code": failing_jobs["code"]},
    ]
    return {"setup": setup, "request": request, "jobs": jobs}


def archive():
    """A tar with one file, whose place is taken by a push; in base64."""
    file = tarfile.TarInfo("data/app/a.txt")
    content = b"hello"
    file.size = len(content)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        tar.addfile(file, io.BytesIO(content))
    return base64.b64encode(packed.getvalue()).decode()


def two_pushes():
    """A query by a list, which each generator joins in its own way; it is answered as the pact has it."""
    name = "the jobs of two pushes"
    interaction = next(each for each in contract.pact()["interactions"] if each["description"] == name)
    answer = interaction["response"]["body"]["content"]
    fault = {"operation": "listJobs", "status": 200, "body": json.dumps(answer)}
    _, _, definition = contract.operation(contract.spec(), "listJobs")
    requests = next(each["example"] for each in definition["parameters"] if each.get("name") == "request_ids")
    statuses = [job["status"] for job in answer["jobs"]]
    return {"setup": {"name": name, "faults": [fault]}, "request_ids": requests, "statuses": statuses}


def failing(document, name, fault, expected):
    setup = {"name": name, "faults": [fault]}
    return {"name": name, "setup": setup, "request": request_of(document), "expected": expected}


if __name__ == "__main__":
    main()
