"""Whether a request, as a simulator's journal has it, is the one of an interaction of the pact."""

import json
import re
from urllib.parse import parse_qs


def differences(interaction, sent):
    """What is not as the pact wants it; nothing where all is. Other headers than the pact's are the client's affair."""
    wanted = interaction["request"]
    rules = wanted.get("matchingRules", {})
    found = []

    def compare(what, expected, actual, rule):
        if not (_fits(rule, actual) if rule else expected == actual):
            found.append(f"{what} is {actual!r}, not {_pattern(rule) if rule else repr(expected)}")

    compare("the method", wanted["method"], sent["method"], None)
    compare("the path", wanted["path"], sent["path"], rules.get("path"))
    compare("the query", wanted.get("query", {}), parse_qs(sent["query"], keep_blank_values=True), None)
    headers = {name.lower(): values for name, values in sent["headers"].items()}
    for name, values in wanted.get("headers", {}).items():
        rule = rules.get("header", {}).get(name)
        actual = [_media_type(each) if name == "Content-Type" else each for each in headers.get(name.lower(), [])]
        if rule and len(actual) == 1:
            compare(f"header {name}", None, actual[0], rule)
        else:
            compare(f"header {name}", values, actual, None)
    body = wanted.get("body")
    compare("the body", body["content"] if body else None, json.loads(sent["body"]) if sent["body"] else None, None)
    return found


def _media_type(value):
    """A charset says nothing new about JSON."""
    return value.split(";")[0].strip()


def _fits(rule, actual):
    return isinstance(actual, str) and re.fullmatch(_pattern(rule), actual) is not None


def _pattern(rule):
    (matcher,) = rule["matchers"]
    if matcher["match"] != "regex":
        raise ValueError(f"a matcher that is not known here: {matcher}")
    return matcher["regex"]
