"""The EARS pattern of a sentence."""

from __future__ import annotations

import pytest

from designlint.prose import ears_pattern
from designlint.prose.ears import PATTERNS


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("The shop shall keep orders.", "ubiquitous"),
        ("A visitor orders a product.", "ubiquitous"),
        ("When a payment fails, the shop shall cancel the order.", "event-driven"),
        ("Upon receipt of a command, the server shall answer.", "event-driven"),
        ("While the store is down, the shop shall take orders.", "state-driven"),
        ("Where gift wrapping is offered, the shop shall ask for it.", "optional feature"),
        ("If a card is refused, then the shop shall ask for another.", "unwanted behaviour"),
        ("While the shop is open, when a visitor rings, a clerk shall come.", "complex"),
        ("Ordering.", ""),
    ],
)
def test_pattern(text: str, pattern: str) -> None:
    assert ears_pattern(text) == pattern
    assert not pattern or pattern in PATTERNS
