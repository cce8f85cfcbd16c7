"""Decisions of a design as MADR files, and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint.check import check
from designlint.config import Settings
from designlint.language.project import load_text
from designlint.madr import declared, records
from designlint.model import Design
from designlint.schema.context import CON, CONSEQUENCE, PRO
from designlint.testing import TODAY, registry

ROOT = Path(__file__).parents[2]
HOSTILE = """
actor visitor
component store : database "The \\"store\\" \\\\ of # it all"
flow order { visitor -> store }
nonfunctional NFR1 "Ordering works 99% of the time." { require availability of order >= 99% }
decision D1 "Where --> orders <!-- are kept" about store {
  superseded_by D2; date 2024-05-01; owner "Orders & co"; because "It is `fast`, **bold** and \\"quoted\\" [so](x)."
  consequence "Backups are ours -->"; consequence "# no heading"
  option one "First: the best" { pro "Good, because it is good"; con "Back\\\\slash"; chosen }
  option two { pro "* a star"; con "Bad" }
}
decision D2 "Where orders are kept" about store, order { status proposed; serves NFR1; because "Why?" }
decision D3 { because "No title." }
"""


def design(text: str) -> Design:
    """A design that has no error of the language."""
    checked = check(load_text(text, "a.design"), registry(), Settings(), TODAY)
    assert not [d.message for d in checked.result.diagnostics if d.code.startswith("LNG0")]
    return checked.understood.design


def stated(design: Design) -> list[object]:
    """All that the decisions of a design say."""
    return [
        (
            d.path, d.title or d.name, d.status, [n.path for n in d.about],
            {key.name: d.value(key) for key in d.properties.stated() if key is not CONSEQUENCE and key.name != "status"},
            [known.value.replace("-->", "-- >") for known in d.properties.all(CONSEQUENCE)],
            [
                (o.name, o.title, [k.value for k in o.properties.all(PRO)], [k.value for k in o.properties.all(CON)], o in d.chosen)
                for o in d.options
            ],
        )
        for d in design.decisions.values()
    ]  # fmt: skip


def back(text: str) -> tuple[Design, Design]:
    """A design, and the same one with its decisions written and read."""
    before = design(text)
    files = {record.name: record.text for record in records(before)}
    bare = text[: text.index("\ndecision ")] + "\n"
    return before, design(bare + declared(files))


def test_a_decision_is_the_same_when_it_comes_back() -> None:
    before, after = back(HOSTILE.replace("Where --> orders <!-- are kept", "Where orders are kept"))
    assert stated(after) == stated(before)


def test_comments_in_a_title_stay_texts() -> None:
    before, after = back(HOSTILE)
    assert [d.path for d in after.decisions.values()] == [d.path for d in before.decisions.values()]
    assert after.decisions["D1"].title == "Where -- > orders <! -- are kept"


@pytest.mark.parametrize("name", ["shortlink"])
def test_the_decisions_of_an_example(name: str) -> None:
    text = (ROOT / f"examples/{name}.design").read_text(encoding="utf-8")
    before = design(text)
    assert before.decisions
    read = declared({record.name: record.text for record in records(before)})
    names = [line.split()[1] for line in read.split("\n") if line.startswith("decision ")]
    assert names == list(before.decisions)
    assert stated(design(_without_decisions(text) + read)) == stated(before)


def _without_decisions(text: str) -> str:
    kept: list[str] = []
    inside = False
    for line in text.split("\n"):
        inside = inside or line.startswith("decision ")
        if not inside:
            kept.append(line)
        elif line.startswith("}"):
            inside = False
    return "\n".join(kept) + "\n"


def test_names_of_files_are_plain() -> None:
    made = records(
        design(
            'decision D1 "../../etc/passwd: a/b\\\\c" { because "x" }\ndecision D2 "Ключ" { because "x" }'
        )
    )
    assert [record.name for record in made] == ["0001-etc-passwd-a-b-c.md", "0002-decision.md"]
