"""Complexity attacks as the others: a design of one of them, and the seconds and megabytes that its check takes."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.attacks.attack import Case
from tests.attacks.complexity.all import ATTACKS
from tests.attacks.complexity.attack import of_size

SIZES = (10_000, 30_000, 100_000)
"""Characters. What grows too fast shows at the largest."""


def draw(seed: int) -> Case:
    """One of the attacks by name, of one of the sizes."""
    dice = Random(seed)
    name = dice.choice(tuple(ATTACKS))
    return Case(of_size(name, dice.choice(SIZES)), (name,))


def is_cheap(case: Case) -> None:
    """A check ends within the time and the memory that 100 kB may take."""
    from tests.attacks.complexity.__main__ import taken  # only Unix limits and measures processes

    with TemporaryDirectory() as folder:
        design = Path(folder, "a.design")
        design.write_text(case.text, encoding="utf-8")
        found = taken(design)
    assert found.is_within, (
        f"{case.arguments[0]}: {len(case.text)} characters take {found.seconds:.1f} s, "
        f"{found.megabytes:.0f} MB, code {found.code}"
    )
