"""The committed pact, the contract and its error catalogue, as the other languages' tests are held to them."""

import json
from pathlib import Path

import yaml

POLYGLOT = Path(__file__).resolve().parent.parent
ROOT = POLYGLOT.parent.parent
TARGET = POLYGLOT / "target"
OPENAPI = ROOT / "api-spec" / "src" / "main" / "openapi"
SPEC = OPENAPI / "cph-share.yaml"
PACT = ROOT / "contract-tests" / "pacts" / "cph-share-client-cloud-phone.json"


def spec():
    return yaml.safe_load(SPEC.read_text(encoding="utf-8"))


def catalogue():
    return yaml.safe_load((OPENAPI / "errors.yaml").read_text(encoding="utf-8"))


def pact():
    return json.loads(PACT.read_text(encoding="utf-8"))


def operation(document, operation_id):
    """Method, path and definition of an operation."""
    for path, item in document["paths"].items():
        for method, definition in item.items():
            if isinstance(definition, dict) and definition.get("operationId") == operation_id:
                return method.upper(), path, definition
    raise LookupError(f"the contract has no operation {operation_id}")


def is_of(document, operation_id, interaction):
    """Whether an interaction of a pact is a call of an operation."""
    method, template, _ = operation(document, operation_id)
    request = interaction["request"]
    asked, actual = template.split("/"), request["path"].split("/")
    fits = len(asked) == len(actual) and all(a == b or a.startswith("{") for a, b in zip(asked, actual, strict=True))
    return fits and request["method"].upper() == method
