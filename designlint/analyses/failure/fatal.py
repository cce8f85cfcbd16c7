"""The events each of which alone takes a component down."""

from __future__ import annotations

from collections.abc import Callable

from designlint.analyses.facts import Facts
from designlint.analyses.failure.failure import Basic, Reading, failures
from designlint.solvers.faulttree import ALWAYS, Key, Node, singles


def fatal(facts: Facts) -> Callable[[str, Reading, str, Basic | None], bool]:
    """Whether an event alone takes a component down, in a reading, for a use (see `Failures`).

    Without an event: whether it is down anyway in this world.
    """
    memo: dict[Node, frozenset[Key]] = {}

    def is_fatal(path: str, reading: Reading, use: str, event: Basic | None) -> bool:
        tree = facts[failures](reading).component(path, use)
        if event is None:
            return tree is ALWAYS
        return event in singles(tree, memo)

    return is_fatal
