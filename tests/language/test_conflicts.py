"""Merge conflicts in a design: one finding that says what it is, and nothing about what it hides."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint.base.source import Source
from designlint.cli import main
from designlint.language.syntax.conflicts import without_conflicts
from tests.language.reading import clean, read

FINE, USAGE = 0, 2
OURS = "component b : service\n"
THEIRS = "component b : database\ncomponent d : cache\n"
WHOLE = {
    "two sides": f"<<<<<<< HEAD\n{OURS}=======\n{THEIRS}>>>>>>> other\n",
    "with the base": f"<<<<<<< HEAD\n{OURS}||||||| 1a2b3c\ncomponent b : worker\n=======\n{THEIRS}>>>>>>> other\n",
    "without names": f"<<<<<<<\n{OURS}=======\n{THEIRS}>>>>>>>\n",
    "one side is empty": f"<<<<<<< HEAD\n=======\n{THEIRS}>>>>>>> other\n",
    "longer markers": f"<<<<<<<<<< HEAD\n{OURS}==========\n{THEIRS}>>>>>>>>>> other\n",
    "a conflict of the bases": (
        f"<<<<<<< HEAD\n{OURS}||||||| merged\n<<<<<<<<< Temporary 1\ncomponent b : worker\n=========\n"
        f"component b : queue\n>>>>>>>>> Temporary 2\n=======\n{THEIRS}>>>>>>> other\n"
    ),
}
INSIDE = """\
component a : service {
<<<<<<< HEAD
  replicas 2
=======
  replicas 3 {
    rolling 1
>>>>>>> other
}
"""
BRACES = """\
<<<<<<< HEAD
component a : service { replicas 2
=======
component a : service { replicas 3
>>>>>>> other
}
"""


def messages(text: str) -> list[tuple[str, str, int]]:
    return [(d.code, d.message, d.primary.span.position.line) for d in read(text)[0]]


@pytest.mark.parametrize("conflict", WHOLE.values(), ids=WHOLE)
def test_a_conflict_is_one_finding(conflict: str) -> None:
    text = f"component a : service\n{conflict}component c : service\nactor u\nflow f {{ u -> a -> d }}\n"
    last = 1 + conflict.count("\n")
    assert messages(text) == [("LNG001", f"an unresolved merge conflict: lines 2 to {last}", 2)]


@pytest.mark.parametrize("text", [INSIDE, BRACES])
def test_a_conflict_in_a_block_is_one_finding(text: str) -> None:
    (found,) = messages(text)
    assert found[1].startswith("an unresolved merge conflict")


def test_each_conflict_is_reported() -> None:
    text = WHOLE["two sides"]
    found = messages(
        f"{text}component x : service\n{text.replace(' b ', ' z ').replace(' d ', ' y ')}"
    )
    assert [line for _, _, line in found] == [1, 8]


@pytest.mark.parametrize(
    ("rest", "lines"),
    [
        ("<<<<<<< HEAD\ncomponent b : service\n", "2"),
        ("component b : service\n>>>>>>> other\n", "3"),
        ("component b : service\n=======\ncomponent d : cache\n>>>>>>> other\n", "3 and 5"),
        ("<<<<<<< HEAD\ncomponent b : service\n=======\n", "2 and 4"),
    ],
)
def test_a_marker_that_is_left_over_is_said(rest: str, lines: str) -> None:
    text = f"component a : service\n{rest}component c : service\n"
    some = "markers" if " and " in lines else "marker"
    (message,) = [message for _, message, _ in messages(text)]
    assert message.startswith(f"leftover {some} of a merge conflict: line")
    assert message.endswith(f" {lines}")


def test_what_only_looks_like_a_marker_is_none() -> None:
    text = 'component a : service """\n  A heading\n=======\n<<<<<< six\n"""\n# <<<<<<< HEAD\n'
    assert clean(text).components


@pytest.mark.parametrize("text", [*WHOLE.values(), INSIDE, BRACES])
def test_places_stay_where_they_are(text: str) -> None:
    found = without_conflicts(Source("a.design", text))
    assert len(found.text) == len(text)
    assert found.text.count("\n") == text.count("\n")


def test_the_formatter_leaves_the_file_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "c.design"
    path.write_text(f"component   a : service\n{WHOLE['with the base']}")
    before = path.read_bytes()
    assert main(["format", str(path)]) == USAGE
    assert path.read_bytes() == before
    assert capsys.readouterr().err.count("error[") == 1
