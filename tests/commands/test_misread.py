"""Nothing is proved of what was not understood, and no command that shows results ends well on it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from designlint.cli import main

PARTS = """\
actor clerk
zone z { availability 100% }
component desk : service { replicas 1 in z; availability 99%; capacity 1k req/s }
component till : service { replicas 1 in z; availability 99%; capacity 1k req/s }
flow file { rate 3 req/s peak; clerk -> desk }
flow pay { rate 3 req/s peak; clerk -> till }
"""
N1 = 'nonfunctional N1 "Filing works." { require availability of file >= 95% }\n'
N2 = 'nonfunctional N2 "Paying works." { require availability of pay >= 95% }\n'
BROKEN = {
    "a word of a flow": PARTS.replace("clerk -> desk", "clerk -> desk -> cupboard") + N1 + N2,
    "a property of a component": PARTS.replace("in z; availability", "in z; avaliability", 1)
    + N1
    + N2,
    "a missing file": 'import "absent.design"\n' + PARTS + N1 + N2,
    "a declaration": PARTS + "componnt safe : service\n" + N1 + N2,
    "a declaration of a group": PARTS.replace("component desk", "group g { defualt service { replicas 3 }; component desk")
    .replace("1k req/s }\ncomponent till", "1k req/s } }\ncomponent till") + N1 + N2,
    "a default of a group": PARTS.replace("component desk", "group g { default service { replcas 3 }; component desk")
    .replace("1k req/s }\ncomponent till", "1k req/s } }\ncomponent till") + N1 + N2,
    "a relation": PARTS + "clerk -> desk { timeot 1s }\n" + N1 + N2,
    "a requirement": PARTS + N1.replace(">= 95%", ">= 95 percent") + N2,
    "a value": PARTS.replace("rate 3 req/s", "rate 3 rps", 1) + N1 + N2,
    "two sides of a merge": PARTS + f"<<<<<<< ours\n{N1}=======\n{N2}>>>>>>> theirs\n",
}  # fmt: skip
COMMANDS = (
    ("verify",),
    ("whatif", "--load", "2x"),
    ("diagram", "--format", "dot"),
    ("report", "--format", "markdown"),
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "a.design"


def words(here: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    main(["verify", "--format", "json", here.name])
    return {one["owner"]: one["status"] for one in json.loads(capsys.readouterr().out)["verdicts"]}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_errors_are_shown_and_the_command_does_not_end_well(
    text: str, command: tuple[str, ...], here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here.write_text(text, encoding="utf-8")
    assert main([command[0], here.name, *command[1:]]) == 1
    shown = capsys.readouterr()
    assert shown.out
    assert "error[LNG" in shown.err
    assert "what rests on it is not judged" in shown.err


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_what_rests_on_an_error_is_not_met(
    text: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here.write_text(text, encoding="utf-8")
    assert words(here, capsys).get("N1", "undecided") == "undecided"


@pytest.mark.parametrize("kind", ["a word of a flow", "a property of a component", "a value"])
@pytest.mark.parametrize("subject", ["z", "till"])
def test_a_share_of_all_flows_rests_on_each(
    kind: str, subject: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = f'nonfunctional N3 "Little fails." {{ require blast_radius of {subject} <= 100% }}\n'
    here.write_text(BROKEN[kind] + claim, encoding="utf-8")
    assert words(here, capsys)["N3"] == "undecided"


@pytest.mark.parametrize(
    "kind", ["a word of a flow", "a property of a component", "a requirement", "a value"]
)
def test_what_has_nothing_to_do_with_it_is_judged(
    kind: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here.write_text(BROKEN[kind], encoding="utf-8")
    assert words(here, capsys)["N2"] == "met"


def test_a_check_tells_the_error_and_not_what_is_undecided_for_it(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here.write_text(BROKEN["a missing file"], encoding="utf-8")
    assert main(["check", "--no-cache", "--format", "short", here.name]) == 1
    shown = capsys.readouterr().out
    assert "LNG005" in shown
    assert "VER002" not in shown


def test_a_whole_design_has_nothing_to_say(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here.write_text(PARTS + N1 + N2, encoding="utf-8")
    assert main(["verify", here.name]) == 0
    assert capsys.readouterr().err == ""
