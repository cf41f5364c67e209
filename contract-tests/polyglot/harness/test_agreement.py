"""Three pacts, written with three libraries in three languages, say the same; and a difference is seen."""

import copy
import json

import agreement
import contract
from pytest import fixture, mark
from scenarios import PUSH

WRITTEN = ("typescript", "python")


def committed():
    """What the committed pact says of the operations that all three cover."""
    pact = contract.pact()
    document = contract.spec()
    covered = [each for each in pact["interactions"] if contract.is_of(document, PUSH, each)]
    return agreement.meaning(pact | {"interactions": covered})


COMMITTED = committed()


def written(language):
    file = contract.TARGET / "pacts" / f"cph-share-{language}-cloud-phone.json"
    return agreement.meaning(json.loads(file.read_text(encoding="utf-8")))


@mark.parametrize("language", WRITTEN)
def test_it_pins_the_same_interactions(language):
    assert written(language).keys() == COMMITTED.keys()


@mark.parametrize("language", WRITTEN)
@mark.parametrize("description", COMMITTED)
def test_it_says_the_same(language, description):
    assert agreement.differences(COMMITTED[description], written(language)[description]) == []


@fixture
def interaction():
    return next(each for each in contract.pact()["interactions"] if each["description"] == "a push that every server accepts")


def changed(value):
    match value:
        case str():
            return value + "x"
        case int():
            return value + 1
        case list():
            return value[:-1]
        case dict():
            return {}


@mark.parametrize(
    "path",
    [
        "providerStates.0.name",
        "providerStates.0.params.server_ids",
        "request.method",
        "request.path",
        "request.headers.X-Auth-Token",
        "request.body.content.object_path",
        "request.body.contentType",
        "request.matchingRules.path.matchers.0.regex",
        "request.matchingRules.header",
        "response.status",
        "response.body.content.jobs",
        "response.body.content.jobs.0.server_id",
        "response.matchingRules.body.$.request_id.matchers.0.match",
        "response.matchingRules.body.$.jobs.matchers.0.variants.0.rules",
    ],
)
def test_a_difference_is_seen(interaction, path):
    other = copy.deepcopy(interaction)
    at, steps = other, path.replace("$.", "$").split(".")
    steps = [int(step) if step.isdigit() else step.replace("$", "$.") for step in steps]
    for step in steps[:-1]:
        at = at[step]
    at[steps[-1]] = changed(at[steps[-1]])

    (one, another) = (agreement.meaning({"interactions": [each]}) for each in (interaction, other))
    assert len(agreement.differences(one, another)) == 1


def test_the_key_and_the_order_of_names_are_no_difference(interaction):
    other = dict(reversed((interaction | {"key": "another"}).items()))

    (one, another) = (agreement.meaning({"interactions": [each]}) for each in (interaction, other))
    assert agreement.differences(one, another) == []
