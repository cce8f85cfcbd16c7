"""How much work the solvers have done, in steps: a node of a decision diagram, or one of a tree that is looked at.

An answer counts as much where it is remembered as where it is found, so that what is counted does not depend on
what was asked before.
"""

from __future__ import annotations


class _Done:
    steps = 0


def done() -> int:
    """The steps of all answers so far; what an answer takes is how many more there are after it."""
    return _Done.steps


def count(steps: int) -> None:
    """Add the steps of an answer."""
    _Done.steps += steps
