"""All attacks, by name."""

from __future__ import annotations

from tests.attacks.complexity import (
    calls,
    combined,
    crossed,
    many,
    parts,
    questions,
    shapes,
    texts,
    webs,
)
from tests.attacks.complexity.attack import ATTACKS

__all__ = ["ATTACKS"]

FAMILIES = (calls, combined, crossed, many, parts, questions, shapes, texts, webs)
