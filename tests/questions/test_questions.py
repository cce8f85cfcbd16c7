"""The questions of a design review are asked where a design leaves them open, and only there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.questions.cases import Case, cases_in, is_complete

FILES = sorted(Path(__file__).parent.glob("*.md"))


@pytest.mark.parametrize(
    "case", [case for path in FILES for case in cases_in(path)], ids=lambda case: case.name
)
def test_the_question_is_asked_here_or_not(case: Case) -> None:
    assert case.problems() == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_heading_has_a_bad_and_a_good_design(path: Path) -> None:
    assert is_complete(path)
