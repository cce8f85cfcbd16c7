"""The fault tree of very many equal replicas: an event for how many are left, not one for each.

With the places that are lost given, the replicas that are left fail independently and alike, so that
"fewer than needed are up" has a closed form: the tail of a binomial distribution. The more places are
lost the likelier it is, so these events are nested: each is the one before or an independent increment.
So the tree is exact, as long as it is the only one of its component that a larger tree has.
"""

from __future__ import annotations

from collections import Counter

from designlint.analyses.budget import budget, most_replicas
from designlint.analyses.facts import Facts
from designlint.analyses.failure.copies import shards_of
from designlint.analyses.failure.events import BasicEvent
from designlint.analyses.failure.gates import SharedGates
from designlint.analyses.failure.uptime import has_total_availability
from designlint.base.cached import cached_property
from designlint.base.records import NamedTuple
from designlint.model import Component
from designlint.schema.roles import Role
from designlint.solvers.binomial import at_least_of_equal
from designlint.solvers.faulttree import ALWAYS, NEVER, Event, Node

FOR_EACH_LOSS = 4
"""The places of a crowd are lost in all combinations: with fewer replicas for each of these, they are counted
one by one."""

KIND = "crowd"

_BASE = 1 << 20


class TooFewUp(NamedTuple):
    """That fewer than `needed` of the `left` replicas are up, but not of `before`, which is more of them;
    None where there are no more."""

    needed: int
    left: int
    before: int | None

    def event(self, path: str) -> Event:
        """The basic event of a component."""
        number = (self.needed * _BASE + self.left) * _BASE + (self.before or 0)
        return Event(BasicEvent(KIND, path, number))

    def probability(self, each: float) -> float:
        """How likely it is where each replica is down with a probability, independently of the others."""
        fails = at_least_of_equal(self.left - self.needed + 1, self.left, each)
        if self.before is None:
            return fails
        already = at_least_of_equal(self.before - self.needed + 1, self.before, each)
        return max(0.0, fails - already) / (1.0 - already) if already < 1.0 else 0.0


def too_few_up(event: BasicEvent) -> TooFewUp:
    """What the event of a crowd is about."""
    rest, before = divmod(event.number, _BASE)
    needed, left = divmod(rest, _BASE)
    return TooFewUp(needed, left, before or None)


def counted_as(event: BasicEvent, count: int = 1) -> tuple[BasicEvent, int]:
    """The event that stands for `count` alike, and how many there are: of a crowd, its replicas."""
    if event.kind != KIND:
        return BasicEvent(event.kind, event.path), count
    few = too_few_up(event)
    return BasicEvent("replica", event.path), few.before or few.left


def crowds(facts: Facts) -> frozenset[str]:
    """The components whose replicas are counted together: there may be many of them, they fail by
    themselves, and no topology asks for other numbers of them, too."""
    found, crowd = facts.design.components.values(), facts[budget].crowd
    return frozenset([component.path for component in found if _is_crowd(component, crowd)])


def _is_crowd(component: Component, crowd: int) -> bool:
    if most_replicas(component) < crowd or component.plays(Role.STORE) or shards_of(component) > 1:
        return False
    return not has_total_availability(component)


class Crowd:
    """Equal replicas of which a number is needed; `groups` counts those that the same places take along."""

    def __init__(
        self, shared: SharedGates, path: str, groups: Counter[tuple[Node, ...]], needed: int
    ) -> None:
        self._shared, self._path, self._needed = shared, path, needed
        self._groups = groups
        self._places = tuple(dict.fromkeys(cause for causes in groups for cause in causes))

    @property
    def is_closed(self) -> bool:
        """Whether it is in few enough places for a closed form."""
        return FOR_EACH_LOSS << len(self._places) <= self._groups.total()

    def by_counts(self) -> Node:
        """Fails when fewer than are needed are up, for an availability."""
        levels = sorted(set(self._left.values()), reverse=True)
        fails: dict[int, Node] = {}
        before: int | None = None
        for left in levels:
            if left < self._needed:
                fails[left] = ALWAYS
                continue
            event = TooFewUp(self._needed, left, before).event(self._path)
            fails[left] = event if before is None else self._shared.any([fails[before], event])
            before = left
        return self._by_places(fails)

    def by_places(self, one: Event) -> Node:
        """Fails with places that leave too few, and where they leave no spare with `one` replica more, for
        the smallest cut sets."""
        fails: dict[int, Node] = {}
        for left in set(self._left.values()):
            spare = left - self._needed
            fails[left] = ALWAYS if spare < 0 else one if spare == 0 else NEVER
        return self._by_places(fails)

    def _by_places(self, fails: dict[int, Node]) -> Node:
        """The tree of which places are lost, one after the other: more of them lost is never better."""
        known = {lost: fails[left] for lost, left in self._left.items()}
        for place in reversed(self._places):
            known = {
                lost: self._shared.any([kept, self._shared.all([place, known[lost | {place}]])])
                for lost, kept in known.items()
                if place not in lost
            }
        return known[frozenset()]

    @cached_property
    def _left(self) -> dict[frozenset[Node], int]:
        """How many replicas each loss of places leaves."""
        losses = [frozenset[Node]()]
        for place in self._places:
            losses += [lost | {place} for lost in losses]
        groups = self._groups.items()
        return {
            lost: sum([count for causes, count in groups if lost.isdisjoint(causes)])
            for lost in losses
        }
