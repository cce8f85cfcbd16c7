"""Published outages as designs: what was there before has the finding, what came after lacks it."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint.diagnostic import Severity
from tests.support.fixtures import Case, cases, diagnose

CASES = list(cases((Path(__file__).parent / "recovery.md").read_text(encoding="utf-8")))
PAIRS = [
    pytest.param(before, after, id=before.heading.split(":")[0])
    for before, after in zip(CASES[::2], CASES[1::2], strict=True)
]


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_before_has_it_and_after_has_not(before: Case, after: Case) -> None:
    assert before.heading.endswith(": before")
    assert after.heading == before.heading.replace(": before", ": after")
    assert before.expectations
    found = diagnose(before.text)
    for expectation in before.expectations:
        fitting = [d for d in found if expectation.fits(d)]
        assert fitting, f"{expectation}\n{found}"
        assert all(d.witness or d.secondary for d in fitting)
    expected = {expectation.code for expectation in before.expectations}
    left = diagnose(after.text)
    assert expected.isdisjoint(d.code for d in left)
    assert [d for d in left if d.severity is Severity.ERROR] == []
    wrong = [d for d in found if d.severity is Severity.ERROR and d.code not in expected]
    assert wrong == []
