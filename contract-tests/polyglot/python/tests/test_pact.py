"""What this client relies on, written down from the contract alone with Pact's library for Python. That it comes to the
same as the committed pact, which was written in Java, is for harness/test_agreement.py."""

import copy
from pathlib import Path

import yaml
from cph_client import PushShareFilesRequestBody
from pact import Pact, match
from pytest import fixture, mark, raises

from cph_push import Endpoint, ServiceError, push
from simulator import CATALOGUE, TARGET

CONSUMER, PROVIDER = "cph-share-python", "cloud-phone"
OPENAPI = Path(__file__).resolve().parents[4] / "api-spec" / "src" / "main" / "openapi"
CONTRACT = yaml.safe_load((OPENAPI / "cph-share.yaml").read_text(encoding="utf-8"))
PATH = "/v1/{project_id}/cloud-phone/phones/share-files"
OPERATION = CONTRACT["paths"][PATH]["post"]
PROJECT = CONTRACT["components"]["parameters"]["ProjectId"]

SERVED = "the bucket holds the archive, and the servers have shared storage"
ANOTHER_SHAPE = ("the answer has a shape that the contract leaves open", {})


def examples(owner):
    while "$ref" in owner:
        owner = CONTRACT["components"]["responses"][owner["$ref"].rsplit("/", 1)[1]]
    return {name: each["value"] for name, each in owner["content"]["application/json"]["examples"].items()}


ASKED = examples(OPERATION["requestBody"])["twoServers"]
FIRST, SECOND = ASKED["server_ids"]
ACCEPTED = examples(OPERATION["responses"]["200"])["everyServerAccepted"]
REFUSED = examples(OPERATION["responses"]["200"])["oneServerRefused"]


@fixture(scope="module", autouse=True)
def from_scratch():
    (TARGET / "pacts" / f"{CONSUMER}-{PROVIDER}.json").unlink(missing_ok=True)


def like(value, name=""):
    """What a client decides by is pinned by value, all else by type, and the order of the jobs not at all."""
    match value:
        case list():
            return array_containing([like(element) for element in value])
        case dict():
            return {key: like(nested, key) for key, nested in value.items()}
        case _:
            return value if name in ("server_id", "error_code") else of_type(value)


# The statement 'match' stands before the module's name.
array_containing, of_type, regex = match.array_containing, match.like, match.regex


def exchange(description, states, status, body, request=None, headers=None):
    request = request or ASKED
    pact = Pact(CONSUMER, PROVIDER).with_specification("V4")
    interaction = pact.upon_receiving(description)
    for state, parameters in states:
        interaction.given(state, parameters)
    address = PATH.replace("{project_id}", PROJECT["schema"]["pattern"][1:-1])
    (
        interaction.with_request("POST", regex(PATH.replace("{project_id}", PROJECT["example"]), regex=address))
        .with_header("X-Auth-Token", regex("not-a-real-token", regex=".+"))
        .with_body(request, content_type="application/json")
        .will_respond_with(status)
        .with_body(like(body), content_type="application/json")
    )
    for name, value in (headers or {}).items():
        interaction.with_header(name, regex(value, regex=".+"))
    try:
        with pact.serve() as server:
            endpoint = Endpoint(str(server.url), PROJECT["example"], "not-a-real-token")
            return push(endpoint, CATALOGUE, PushShareFilesRequestBody(**request))
    finally:
        pact.write_file(TARGET / "pacts")


def told(receipt):
    assert receipt.request_id == ACCEPTED["request_id"]
    return (
        [job.server_id for job in receipt.accepted],
        [job.error_code for job in receipt.refused],
        receipt.missing,
    )


def test_every_server_accepts():
    receipt = exchange("a push that every server accepts", [(SERVED, ASKED)], 200, ACCEPTED)

    assert told(receipt) == ([FIRST, SECOND], [], [])


def test_one_server_has_no_shared_storage():
    states = [(SERVED, ASKED), ("a server has no shared storage", {"server_id": SECOND})]
    receipt = exchange("a push that one server refuses, having no shared storage", states, 200, REFUSED)

    assert told(receipt) == ([FIRST], ["CPS.0137"], [])


def test_one_server_is_refused_with_an_unknown_code():
    reason = {"error_code": "CPS.9999", "error_msg": "A reason of a later day."}
    states = [(SERVED, ASKED), ("a server is refused for another reason", {"server_id": SECOND} | reason)]
    body = copy.deepcopy(REFUSED)
    body["jobs"][1] |= reason
    receipt = exchange("a push that one server refuses with a code that no catalogue has", states, 200, body)

    assert told(receipt) == ([FIRST], ["CPS.9999"], [])


def test_one_server_is_refused_with_an_empty_job_id():
    body = copy.deepcopy(REFUSED)
    body["jobs"][1]["job_id"] = ""
    receipt = exchange("a push that one server refuses with an empty job id", [ANOTHER_SHAPE], 200, body)

    assert told(receipt) == ([FIRST], ["CPS.0137"], [])


def test_a_server_is_left_out():
    body = ACCEPTED | {"jobs": ACCEPTED["jobs"][:1]}
    receipt = exchange("a push whose answer leaves a server out", [ANOTHER_SHAPE], 200, body)

    assert told(receipt) == ([FIRST], [], [SECOND])


def test_the_request_id_is_in_the_header_alone():
    body = {"jobs": ACCEPTED["jobs"]}
    headers = {"X-Request-Id": ACCEPTED["request_id"]}
    description = "a push whose answer has its request id in the header alone"
    receipt = exchange(description, [ANOTHER_SHAPE], 200, body, headers=headers)

    assert told(receipt) == ([FIRST, SECOND], [], [])


def test_fields_of_a_later_day():
    later = {"a_later_field": "a later value"}
    body = ACCEPTED | later | {"a_later_object": {"depth": "one"}}
    body["jobs"] = [ACCEPTED["jobs"][0] | later, ACCEPTED["jobs"][1]]
    receipt = exchange("a push whose answer has fields of a later day", [ANOTHER_SHAPE], 200, body)

    assert told(receipt) == ([FIRST, SECOND], [], [])


def test_ids_are_longer_than_documented():
    """The documents say 32 characters, and give examples of other lengths."""
    request = ASKED | {"server_ids": [f"{server}-{server}" for server in ASKED["server_ids"]]}
    jobs = [{name: f"{value}-{value}" for name, value in job.items()} for job in ACCEPTED["jobs"]]
    description = "a push to servers whose ids are longer than documented"
    states = [("the bucket holds the archive, and the servers have long ids", request)]
    receipt = exchange(description, states, 200, ACCEPTED | {"jobs": jobs}, request)

    assert told(receipt) == (request["server_ids"], [], [])


FAILURES = [
    (int(status), name, body)
    for status, response in OPERATION["responses"].items()
    if status != "200"
    for name, body in examples(response).items()
]


@mark.parametrize(("status", "name", "body"), FAILURES, ids=[f"{status}-{name}" for status, name, _ in FAILURES])
def test_each_failure_that_the_contract_has_an_example_of(status, name, body):
    parameters = {"status": status} | {key: body[key] for key in body.keys() & {"error_code"}}
    states = [("the request fails as a whole", parameters)]

    with raises(ServiceError) as failure:
        exchange(f"a push that is answered with {status}: {name}", states, status, body)

    assert failure.value.status == status
    assert failure.value.error == body
