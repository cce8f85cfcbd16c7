"""The examples of the page of what a design means, and designs whose verdict was wrong once."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint.reference.meaning import TOPICS
from tests.support.outcomes import Case, cases_in, unlike

PAGES = Path(__file__).parents[2] / "designlint" / "reference" / "semantics"
REGRESSIONS = Path(__file__).parent / "cases"
FILES = sorted([*PAGES.glob("*.md"), *REGRESSIONS.glob("*.md")])
CASES = [case for path in FILES for case in cases_in(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_comes_out_as_the_page_says(case: Case) -> None:
    assert unlike(case) == []


def test_every_topic_is_on_the_page() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} <= set(TOPICS)
