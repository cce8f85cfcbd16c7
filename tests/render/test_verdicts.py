"""The table of verdicts: its words and marks, the register of assumptions, trees of derivations."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from designlint.cli import main
from designlint.diagnostics.diagnostic import Step
from designlint.render.verdicts import Row, branches, render

DESIGN = """actor u
data d
region eu { availability 99.99999%; zone a { availability 99.999% }; zone b { availability 99.999% } }
component gate : gateway { replicas 2 in eu.a, eu.b; capacity 100 req/s }
component cut : cache { tech redis; replicas 1 }
component one : service { replicas 1; capacity 100 req/s; availability 99.9% }
component riddle : third_party
flow f { rate 10 req/s; gate -> gate }
flow g { rate 5k req/s peak; u -> cut }
flow h { rate 40 req/s peak; u -> one }
flow i { rate 1 req/s; u -> riddle }
nonfunctional N1 "n" { require availability of f >= 99% }
nonfunctional N2 "n" { require availability of f >= 99.9999% }
nonfunctional N3 "n" { require headroom of g >= 0% }
nonfunctional N4 "n" { require headroom of g >= 99% }
nonfunctional N5 "n" { require headroom of h >= 0% }
nonfunctional N6 "n" { require headroom of h >= 90% }
nonfunctional N7 "n" { require availability of i >= 90% }
"""
WORDS = {
    "N1": ("+*", "met on assumptions"),
    "N2": ("x*", "violated on assumptions"),
    "N3": ("+~", "met (likely)"),
    "N4": ("x~", "violated (likely)"),
    "N5": ("+", "met"),
    "N6": ("x", "violated"),
    "N7": ("?", "undecided"),
}


@pytest.fixture
def design(tmp_path: Path) -> str:
    path = tmp_path / "a.design"
    path.write_text(DESIGN)
    return str(path)


def test_each_verdict_has_a_word_and_a_mark(
    design: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["verify", design])
    text = capsys.readouterr().out
    found = {m[3]: (m[1], m[2].strip()) for m in re.finditer(r"(?m)^(\S+) (.+?) +(N\d) ", text)}
    assert found == WORDS
    assert " ".join(text.split()).endswith(
        "7 claims: 1 met, 1 met on assumptions, 1 met (likely), 1 violated, 1 violated on "
        "assumptions, 1 violated (likely), 1 undecided"
    )


def test_each_verdict_has_a_colour_of_its_own_strength(
    design: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["verify", design, "--color", "always"])
    text = capsys.readouterr().out
    colours = {m[2].strip(): m[1] for m in re.finditer(r"\x1b\[([\d;]+)m\S+ (.+?)\x1b", text)}
    assert colours["met"] != colours["met on assumptions"]
    assert colours["violated"] != colours["violated on assumptions"]
    assert len({colours["violated"], colours["met"], colours["undecided"]}) == 3


def test_json_says_what_a_verdict_rests_on(design: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["verify", design, "--format", "json"])
    document = json.loads(capsys.readouterr().out)
    found = {one["owner"]: (one["status"], one["basis"]) for one in document["verdicts"]}
    assert found == {
        "N1": ("met", "assumptions"),
        "N2": ("violated", "assumptions"),
        "N3": ("met", "estimate"),
        "N4": ("violated", "estimate"),
        "N5": ("met", "proof"),
        "N6": ("violated", "proof"),
        "N7": ("undecided", None),
    }
    assumed = [(one["line"]["text"], one["owners"]) for one in document["assumptions"]]
    assert assumed == [
        ("gate 99.5%", ["N1", "N2"]),
        ("gate: its load is within its capacity", ["N1"]),
    ]


def test_the_register_lists_who_rests_on_what(
    design: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["verify", design, "--assumptions"])
    text = capsys.readouterr().out
    assert "assumptions\n  gate 99.5%  (assumed of a gateway: " in text
    assert "    for N1, N2\n" in text


def test_a_check_counts_each_verdict(design: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", design, "--format", "json"])
    counted = json.loads(capsys.readouterr().out)["summary"]["requirements"]
    assert counted.pop("total") == 7
    assert set(counted.values()) == {1}


def test_a_tree_shows_which_line_explains_which() -> None:
    depths = [0, 1, 2, 2, 1, 0, 1]
    steps = [Step(str(number), depth=depth) for number, depth in enumerate(depths)]
    drawn = [f"{branch}{step.text}" for branch, step in branches(steps)]
    assert drawn == ["0", "|- 1", "|  |- 2", "|  `- 3", "`- 4", "5", "`- 6"]


def test_a_flat_list_has_no_branches() -> None:
    assert [branch for branch, _ in branches([Step("a"), Step("b")])] == ["", ""]


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("name", ["NFR1", "loss_of_the_largest_region"])
def test_a_narrow_table_is_whole_and_no_wider(columns: int, name: str) -> None:
    claim, value = "consistency of post >= read_your_writes", "0s, unless region `aws` is lost"
    row = Row(name, claim, "violated", "", "violated", value, "0s", "-0.09 percentage points")
    lines = render([row], width=columns, colour=False).splitlines()
    assert max(map(len, lines)) <= columns
    text = " ".join(" ".join(lines).split())
    assert all(part in text for part in (name, value, "-0.09 percentage points"))
    assert sorted(claim.split()) == sorted(word for word in claim.split() if word in text)
