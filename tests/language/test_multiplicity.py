"""How often a step makes its call: the words for it, and what they come to."""

from __future__ import annotations

import pytest

from designlint.quantities.multiplicity import multiplicity


@pytest.mark.parametrize(
    ("word", "times"),
    [
        ("x3", 3.0),
        ("x1_000", 1000.0),
        ("x20k", 20_000.0),
        ("x2M", 2_000_000.0),
        ("x999M", 999_000_000.0),
        ("x1000M", None),
        ("x9999999999", None),
        ("x", None),
        ("x2G", None),
        ("xk", None),
    ],
)
def test_a_multiplicity_is_a_whole_number_of_calls(word: str, times: float | None) -> None:
    assert multiplicity(word) == times
