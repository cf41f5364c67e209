"""The simulator, as the tests ask for it."""

import json
import os
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from cph_push import Endpoint, ErrorCatalogue

TARGET = Path(__file__).resolve().parent.parent.parent / "target"


def _read(name):
    return json.loads((TARGET / name).read_text(encoding="utf-8"))


SCENARIOS = _read("scenarios.json")
FOLLOWING = _read("following.json")
TWO_PUSHES = _read("two-pushes.json")
CATALOGUE = ErrorCatalogue(_read("error-catalogue.json"))


@dataclass(frozen=True)
class Simulator(Endpoint):
    """A simulator of one's own."""

    id: int

    def forward(self, seconds: int) -> None:
        """Puts its clock forward."""
        _control(f"/simulators/{self.id}/clock", {"seconds": seconds})


def simulator(setup: dict) -> Simulator:
    started = _control("/simulators", setup)
    return Simulator(started["endpoint"], started["project_id"], started["token"], started["id"])


def _control(path, body):
    with urllib.request.urlopen(os.environ["CPH_CONTROL"] + path, data=json.dumps(body).encode()) as response:
        return json.load(response)
