"""Single-event cuts of components: the events each of which alone takes a component down."""

from __future__ import annotations

from collections.abc import Callable

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.copies import keys_of
from designlint.analyses.failure.events import BasicEvent, Reading
from designlint.analyses.failure.failure import Failures, failures, failures_of_keys
from designlint.analyses.failure.keys import ANY_KEY
from designlint.analyses.placement.placement import placements
from designlint.solvers.faulttree import ALWAYS, Key, Node, singles


def single_event_cut(facts: Facts) -> Callable[[str, Reading, str, BasicEvent | None], bool]:
    """Whether an event alone takes a component down, in a reading, for a use (see `Failures`).

    Without an event: whether the component is down anyway in this world. In the pessimistic reading it
    is down when any of its keys is.
    """
    memo = facts[known_singles]
    trees = Lazily(facts.design.components, lambda path: _any_key(facts, path))

    def is_cut(path: str, reading: Reading, use: str, event: BasicEvent | None) -> bool:
        is_open = reading is Reading.PESSIMISTIC
        tree = (trees[path] if is_open else facts[failures](reading)).component(path, use)
        if event is None:
            return tree is ALWAYS
        return event in singles(tree, memo)

    return is_cut


def known_singles(_: Facts) -> dict[Node, frozenset[Key]]:
    """The single events that have been found of each part of the trees."""
    return {}


def _any_key(facts: Facts, path: str) -> Failures:
    if keys_of(facts.design.components[path], facts[placements][path]) == 1:
        return facts[failures](Reading.PESSIMISTIC)
    return facts[failures_of_keys](Reading.PESSIMISTIC, {path: ANY_KEY}, False)


def place_cuts(facts: Facts) -> Lazily[str, tuple[str, ...]]:
    """The places of every level whose loss alone certainly takes each component down, widest first."""

    def find(path: str) -> tuple[str, ...]:
        around = facts[placements][path].domains
        tree = facts[failures](Reading.OPTIMISTIC).component(path)
        alone = singles(tree, facts[known_singles])
        return tuple([d for d in around if BasicEvent("domain", d) in alone])

    return Lazily(facts.design.components, find)


def domain_cuts(facts: Facts) -> Lazily[str, tuple[str, ...]]:
    """The zones, hosts and other domains below a region whose loss alone certainly takes each
    component down, widest first."""
    places = facts.design.places
    cuts = facts[place_cuts]
    return Lazily(
        facts.design.components,
        lambda path: tuple([d for d in cuts[path] if not places[d].is_wide]),
    )
