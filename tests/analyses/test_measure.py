"""Times in prose."""

from __future__ import annotations

import pytest

from designlint.quantities.showing import spell_time


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(247 * 86_400.0, "247 days"), (1.0, "1 second"), (7200.0, "2 hours"), (0.25, "250ms")],
)
def test_a_time_in_prose(seconds: float, text: str) -> None:
    assert spell_time(seconds) == text
