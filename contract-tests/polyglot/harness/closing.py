"""The closing line of one part: `NAME: N passed, N failed`, from what its test runner wrote. Fails where it ran no test."""

import json
import sys
import xml.etree.ElementTree as ElementTree

import contract

RESULTS = contract.TARGET / "results"


def of_junit(files):
    suites = [suite for file in files for suite in ElementTree.parse(file).getroot().iter("testsuite")]
    cases = [case for suite in suites for case in suite.findall("testcase")]
    failed = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    skipped = [case for case in cases if case.find("skipped") is not None]
    return len(cases) - len(failed) - len(skipped), len(failed), len(skipped)


def of_go(file):
    """Subtests count, not the tests that hold them. Where nothing could be compiled there is no file."""
    if not file.exists():
        return 0, 0, 0
    events = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("{")]
    ended = {event["Test"]: event["Action"] for event in events if event.get("Test")}
    leaves = [action for name, action in ended.items() if not any(other.startswith(f"{name}/") for other in ended)]
    return leaves.count("pass"), leaves.count("fail"), leaves.count("skip")


def main(name):
    if name == "go":
        passed, failed, skipped = of_go(RESULTS / "go.json")
    else:
        file = RESULTS / f"{name}.xml"
        passed, failed, skipped = of_junit([file] if file.exists() else sorted((RESULTS / name).glob("TEST-*.xml")))
    print(f"{name}: {passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
