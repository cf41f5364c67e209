"""What each language sent is what the committed pact says; and that the comparison sees a difference."""

import copy
import json
from urllib.parse import parse_qs

import contract
import simulators
import wire
from pytest import fixture, mark
from scenarios import PUSH

INTERACTIONS = [each for each in contract.pact()["interactions"] if contract.is_of(contract.spec(), PUSH, each)]

def interaction(description):
    return next(each for each in contract.pact()["interactions"] if each["description"] == description)


interactions = mark.parametrize("interaction", INTERACTIONS, ids=lambda each: each["description"])
languages = mark.parametrize("language", simulators.LANGUAGES)


@languages
@interactions
def test_it_sent_what_is_pinned_once(language, interaction):
    requests = simulators.of(language)[interaction["description"]]

    assert len(requests) == 1
    assert wire.differences(interaction, requests[0]) == []


@languages
def test_it_went_through_every_scenario_and_sent_each_push_once(language):
    scenarios = json.loads((contract.TARGET / "scenarios.json").read_text(encoding="utf-8"))
    journals = simulators.of(language)
    pushes = {name: [each for each in sent if each.get("operation") == PUSH] for name, sent in journals.items()}

    assert {name: len(sent) for name, sent in pushes.items() if len(sent) > 1} == {}
    assert {each["name"] for each in scenarios} <= {name for name, sent in pushes.items() if sent}


@languages
def test_it_asked_for_the_jobs_until_none_ran(language):
    """The first look finds them running, the second, a minute later, at their end. Only the request's id is its own."""
    push, *looks = simulators.of(language)["the jobs of a push are followed to their end"]
    wanted = copy.deepcopy(interaction("the jobs of a push of which one still runs"))
    wanted["request"]["query"]["request_ids"] = parse_qs(looks[0]["query"])["request_ids"]

    assert push["operation"] == PUSH
    assert len(looks) == 2
    assert [wire.differences(wanted, look) for look in looks] == [[], []]


@languages
def test_it_joins_a_list_as_the_pact_has_it(language):
    (sent,) = simulators.of(language)["the jobs of two pushes"]

    assert wire.differences(interaction("the jobs of two pushes"), sent) == []


@languages
def test_the_pages_push_is_the_pushes_own(language):
    """The page's differs from the pact's in the number of servers only."""
    (sent,) = simulators.of(language)["the push of the page"]
    wanted = copy.deepcopy(INTERACTIONS[0])
    wanted["request"]["body"]["content"]["server_ids"].pop()

    assert wire.differences(wanted, sent) == []


@fixture
def sent():
    return {
        "method": "POST",
        "path": INTERACTIONS[0]["request"]["path"],
        "query": "",
        "headers": {"Content-type": ["application/json; charset=utf-8"], "X-auth-token": ["any"], "Accept": ["*/*"]},
        "body": json.dumps(INTERACTIONS[0]["request"]["body"]["content"]),
    }


def test_what_is_pinned_has_no_difference(sent):
    assert wire.differences(INTERACTIONS[0], sent) == []


@mark.parametrize(
    ("name", "value", "why"),
    [
        ("method", "PUT", "the method"),
        ("path", "/v1/a/b/cloud-phone/phones/share-files", "the path"),
        ("query", "a=b", "the query"),
        ("headers", {"Content-Type": ["application/json"]}, "header X-Auth-Token"),
        ("headers", {"Content-Type": ["text/plain"], "X-Auth-Token": ["any"]}, "header Content-Type"),
        ("headers", {"Content-Type": ["application/json"], "X-Auth-Token": ["any", "other"]}, "header X-Auth-Token"),
        ("body", "", "the body"),
        ("body", "{}", "the body"),
    ],
)
def test_a_difference_is_seen(sent, name, value, why):
    (found,) = wire.differences(INTERACTIONS[0], sent | {name: value})

    assert found.startswith(why)


def test_an_added_field_is_a_difference(sent):
    body = json.loads(sent["body"]) | {"file_paths": []}

    assert len(wire.differences(INTERACTIONS[0], sent | {"body": json.dumps(body)})) == 1
