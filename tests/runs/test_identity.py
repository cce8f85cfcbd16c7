"""A finding keeps its identity in every format, whatever becomes of the rest of a monorepo."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from designlint.cli import main

FEW = 6
PLATFORM = """\
actor user "A user"
component gateway : gateway { replicas 1; because "One for all." }
component ledger : database { replicas 1; availability 99%; because "One for all." }
"""
BASELINE = "known.json"
Services = dict[str, list[str]]
"""The statements of each service."""


def service(number: int) -> list[str]:
    """A design with findings of its own, one in the shared file, and two equal ones."""
    return [
        'import "../../platform.design"',
        f"component s{number} : service {{ replicas {number % 2 + 1}; capacity 1k req/s }}",
        f"component store : database {{ replicas 1; availability {number % 9}% }}",
        'functional F1 "It works." { priority must }',
        "flow ask serves F1 { rate 9 req/s; user -> gateway -> " + f"s{number} -> store }}",
        "flow book serves F1 { rate 9 req/s; user -> gateway -> " + f"s{number} -> ledger }}",
        'nonfunctional N1 "It is fast." { require latency p99 of ask <= 90ms; require latency p99 of '
        "book <= 90ms }",
    ]


def write(services: Services, before: str = "") -> None:
    for name, statements in services.items():
        folder = Path("services") / name
        folder.mkdir(parents=True, exist_ok=True)
        text = "\n".join([before, *statements, ""])
        (folder / "main.design").write_text(text, encoding="utf-8")


@pytest.fixture
def services(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Services:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "platform.design").write_text(PLATFORM, encoding="utf-8")
    count = getattr(request, "param", FEW)
    made = {f"team{number}": service(number) for number in range(count)}
    write(made)
    return made


Identities = dict[str, set[str]]
"""The identities of the findings in each file."""


def of_json(text: str) -> Identities:
    return grouped(
        [(d["location"]["file"], d["fingerprint"]) for d in json.loads(text)["diagnostics"]]
    )


def of_gitlab(text: str) -> Identities:
    return grouped([(d["location"]["path"], d["fingerprint"]) for d in json.loads(text)])


def of_sarif(text: str) -> Identities:
    results = json.loads(text)["runs"][0]["results"]
    places = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results]
    marks = [r["partialFingerprints"]["designlint/v1"] for r in results]
    return grouped(list(zip(places, marks, strict=True)))


def of_junit(text: str) -> Identities:
    return grouped(re.findall(r'<testcase classname="([^"]*)" name="([^"]*)"', text))


def grouped(pairs: list[tuple[str, str]]) -> Identities:
    found: Identities = {}
    for file, mark in pairs:
        assert mark not in found.setdefault(file, set()), "no two findings are one"
        found[file].add(mark)
    return found


FORMATS: dict[str, Callable[[str], Identities]] = {
    "json": of_json,
    "gitlab": of_gitlab,
    "sarif": of_sarif,
    "junit": of_junit,
}


def identities(*paths: str) -> dict[str, Identities]:
    """The identities of all findings in each format."""
    outputs = [f"--output={name}={name}.out" for name in FORMATS]
    main(["check", "--no-cache", "--format", "short", "--exit-zero", *outputs, *paths])
    return {name: read(Path(f"{name}.out").read_text("utf-8")) for name, read in FORMATS.items()}


def remove(services: Services) -> set[str]:
    gone = f"team{len(services) // 2}"
    del services[gone]
    Path("services", gone, "main.design").unlink()
    return {gone}


def add(services: Services) -> set[str]:
    for name in ("aaa", "zzz"):
        services[name] = service(2)
    write(services)
    return {"aaa", "zzz"}


def repair(services: Services) -> set[str]:
    services["team0"] = [line.replace("replicas 1", "replicas 2") for line in services["team0"]]
    write(services)
    return {"team0"}


def reorder(services: Services) -> set[str]:
    write({name: [lines[0], *lines[:0:-1]] for name, lines in services.items()})
    return set()


def move(services: Services) -> set[str]:
    write(services, before="# a comment\n\n# and another\n")
    Path("platform.design").write_text(f"\n\n{PLATFORM}", encoding="utf-8")
    return set()


def enlarge(services: Services) -> set[str]:
    """More in one service: what was found in it is found still."""
    services["team1"] += [
        "component aside : cache { replicas 1 }",
        "flow aa serves F1 { rate 1 req/s; user -> gateway -> s1 -> aside }",
        "flow zz serves F1 { rate 1 req/s; user -> gateway -> s1 -> store }",
    ]
    write(services)
    return {"team1"}


CHANGES = (remove, add, repair, reorder, move, enlarge)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@pytest.mark.parametrize(
    "services", [FEW, pytest.param(200, marks=pytest.mark.slow)], indirect=True
)
def test_what_is_not_touched_stays_what_it_is(
    services: Services,
    change: Callable[[Services], set[str]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = identities("services")
    assert main(["baseline", "create", "services", "--file", BASELINE]) == 0
    touched = {f"services/{name}/main.design" for name in change(services)}
    after = identities("services")
    for name, found in before.items():
        assert set(found) >= {"platform.design"}
        for file in set(found) - touched:
            now = after[name][file]
            if change is repair:  # what stood beneath a finding that is gone stands by itself
                now = now & found[file]
            assert now == found[file], f"{name}: {file}"
        if change is enlarge:
            larger = "services/team1/main.design"
            assert after[name][larger] >= found[larger]
    assert_new(touched, capsys)


def assert_new(touched: set[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Against the baseline, only what was touched is new or stale."""
    capsys.readouterr()
    main(["check", "--no-cache", "--format", "json", "--baseline", BASELINE, "services"])
    shown = json.loads(capsys.readouterr().out)["diagnostics"]
    assert {d["location"]["file"] for d in shown} <= {BASELINE, *touched}
    stale = [d["label"] or d["message"] for d in shown if d["code"] == "BAS002"]
    entries = json.loads(Path(BASELINE).read_text("utf-8"))["findings"]
    assert len(stale) <= sum(entry["file"] in touched for entry in entries)


def test_all_formats_agree(services: Services) -> None:
    found = identities("services")
    assert found["json"] == found["gitlab"] == found["sarif"]
    assert {f: len(marks) for f, marks in found["junit"].items()} == {
        f: len(marks) for f, marks in found["json"].items()
    }
    main(["baseline", "create", "services", "--file", BASELINE])
    entries = json.loads(Path(BASELINE).read_text("utf-8"))["findings"]
    known = {entry["fingerprint"] for entry in entries}
    assert len(known) == len(entries)
    assert known >= {mark for marks in found["json"].values() for mark in marks}


def test_the_order_of_arguments_and_the_working_folder_do_not_matter(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = [f"services/{name}/main.design" for name in services]
    before = identities(*named)["gitlab"]
    assert identities(*reversed(named))["gitlab"] == before
    monkeypatch.chdir("services")
    assert identities(".")["gitlab"] == before


def test_a_renamed_design_keeps_what_a_baseline_knows(
    services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["baseline", "create", "services", "--file", BASELINE])
    Path("services/team2").rename("services/other")
    assert_new(set(), capsys)
