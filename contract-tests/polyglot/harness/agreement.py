"""What an interaction of a pact says, in one form whichever library wrote it."""

import json
from collections.abc import Mapping


def meaning(pact):
    """What the pact says of each interaction, by description."""
    said = [(each["description"], _of_interaction(each)) for each in pact["interactions"]]
    descriptions = [description for description, _ in said]
    if len(set(descriptions)) != len(descriptions):
        raise ValueError("two interactions have one description")
    return dict(said)


def _of_interaction(interaction):
    """Without its key, which is a hash, and what the libraries note down about themselves."""
    return {
        "type": interaction["type"],
        "states": [(state["name"], state.get("params", {})) for state in interaction["providerStates"]],
        "request": _of_message(interaction["request"]) | {"method": interaction["request"]["method"].upper()},
        "response": _of_message(interaction["response"]) | {"status": interaction["response"]["status"]},
    }


def _of_message(message):
    said = {
        "path": message.get("path"),
        "query": message.get("query", {}),
        "headers": {name.lower(): values for name, values in message.get("headers", {}).items()},
    }
    body = message.get("body")
    if body:
        content = body["content"]
        # A library may keep JSON as text.
        said["body"] = json.loads(content) if isinstance(content, str) else content
        said["content type"] = body["contentType"]
    for part, rules in message.get("matchingRules", {}).items():
        lower = part == "header"
        if part == "path":
            rules = {"": rules}
        known = {name.lower() if lower else name: _of_rule(rule) for name, rule in rules.items()}
        if known:
            said[f"rules of {part}"] = known
    return said


def _of_rule(rule):
    """How several matchers combine says nothing where there is one."""
    matchers = [_of_matcher(matcher) for matcher in rule["matchers"]]
    return matchers if len(matchers) == 1 else (rule["combine"], matchers)


def _of_matcher(matcher):
    if matcher["match"] == "arrayContains":
        return [
            {path: _of_rule(rule) for path, rule in variant["rules"].items()}
            for variant in sorted(matcher["variants"], key=lambda each: each["index"])
        ]
    return dict(matcher)


def differences(one, other, at="$"):
    """Where two meanings differ, and how."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        names = [*one, *(name for name in other if name not in one)]
        return [
            difference
            for name in names
            for difference in differences(one.get(name, "nothing"), other.get(name, "nothing"), f"{at}.{name}")
        ]
    return [] if one == other else [f"{at}: {one!r} and {other!r}"]
