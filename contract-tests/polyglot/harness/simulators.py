"""The simulators that the parts talk to: what each part's simulators were sent is kept in target/journals."""

import json
import os
import sys
import urllib.request

import contract

JOURNALS = contract.TARGET / "journals"
LANGUAGES = ("typescript", "python", "go", "kotlin")


def start(setup):
    """Starts one; gives its endpoint, project and token."""
    body = json.dumps(setup).encode()
    with urllib.request.urlopen(os.environ["CPH_CONTROL"] + "/simulators", data=body) as response:
        return json.load(response)


def save(part):
    with urllib.request.urlopen(os.environ["CPH_CONTROL"] + "/simulators") as response:
        (JOURNALS / f"{part}.json").write_bytes(response.read())


def of(part):
    """The requests that a part sent, by the name of the simulator. A scenario has to be gone through once."""
    simulators = json.loads((JOURNALS / f"{part}.json").read_text(encoding="utf-8"))["simulators"]
    names = [simulator["name"] for simulator in simulators]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"{part} went through {twice} more than once")
    return {simulator["name"]: simulator["journal"] for simulator in simulators}


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["save", part]:
            save(part)
        case _:
            sys.exit("Usage: simulators.py save PART")
