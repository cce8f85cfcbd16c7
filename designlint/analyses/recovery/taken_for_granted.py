"""What a recovery time takes for granted: that what is left carries the load, and that no place takes
replicas together which is not declared."""

from __future__ import annotations

from collections.abc import Callable

from designlint.analyses.facts import Facts
from designlint.analyses.failure.carried import (
    carrying_assumption,
    is_taken_to_carry,
    may_be_overloaded,
    missing_capacity,
    within_capacity,
)
from designlint.analyses.failure.losses import together_in_doubt
from designlint.analyses.load.capacity import capacities
from designlint.analyses.measure import Missing
from designlint.analyses.placement.placement import placement_assumption, placements
from designlint.analyses.recovery.outage import is_overloaded
from designlint.analyses.worlds import before_the_loss
from designlint.base.records import NamedTuple
from designlint.base.wording import listed
from designlint.diagnostics.diagnostic import Step


class Granted(NamedTuple):
    """What is assumed, and what would say whether it is right. `full` are those that cannot carry their load
    with all their replicas: how long it takes until they do is unknown. `is_denied`: what is known denies
    an assumption."""

    assumptions: tuple[Step, ...]
    missing: tuple[Missing, ...]
    full: tuple[str, ...]
    is_denied: bool

    def __bool__(self) -> bool:
        return bool(self.assumptions or self.missing or self.is_denied)

    @property
    def limit(self) -> str:
        """Why nothing bounds the time; empty where that is not so."""
        return (
            f"{listed(list(self.full))} cannot carry the load, whatever fails" if self.full else ""
        )


def taken_for_granted(facts: Facts, groups: tuple[tuple[str, ...], ...]) -> Granted:
    """What is taken for granted of groups of components, each with those that stand in for it."""
    paths = tuple(dict.fromkeys(path for group in groups for path in group))
    full = _those_of_all(groups, lambda path: is_overloaded(_whole(facts, path), path))
    perhaps = (
        ()
        if full
        else _those_of_all(groups, lambda path: may_be_overloaded(_whole(facts, path), path))
    )
    left = [path for path in paths if is_taken_to_carry(_whole(facts, path), path)]
    unplaced = () if facts.design.lost else together_in_doubt(facts, paths)
    carrying = [carrying_assumption(facts, path) for path in left]
    found = [*(placement_assumption(facts, path) for path in unplaced), *carrying]
    lines = [
        *(Step(text) for text in found if text),
        *(within_capacity(facts[capacities][path]) for path in perhaps),
    ]
    missing = dict.fromkeys(fact for path in left for fact in missing_capacity(facts, path))
    return Granted(tuple(lines), tuple(missing), full, not all(carrying))


def _whole(facts: Facts, path: str) -> Facts:
    """The facts in which a component has all its replicas: what is lost comes back in its own time."""
    return before_the_loss(facts) if facts[placements][path].lost else facts


def _those_of_all(
    groups: tuple[tuple[str, ...], ...], holds: Callable[[str], bool]
) -> tuple[str, ...]:
    """The first of each group of which something holds of all: with one that carries the load, it is carried."""
    return tuple([group[0] for group in groups if all(map(holds, group))])
