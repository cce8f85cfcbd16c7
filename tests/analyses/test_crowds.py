"""Very many equal replicas, counted together, against the tree with an event for each of them."""

from __future__ import annotations

import math
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from designlint.analyses.failure.crowds import KIND, Crowd, too_few_up
from designlint.analyses.failure.events import BasicEvent, event_of
from designlint.analyses.failure.gates import SharedGates
from designlint.solvers.bdd import probability
from designlint.solvers.faulttree import Event, Key, Node, any_of, at_least, events, singles

PLACES = [event_of("domain", name) for name in "abc"]


@st.composite
def groups(draw: st.DrawFn) -> Counter[tuple[Node, ...]]:
    """How many replicas are in which places."""
    kinds = draw(st.lists(st.sets(st.sampled_from(PLACES)), min_size=1, max_size=4))
    return Counter({tuple(sorted(one)): draw(st.integers(1, 5)) for one in kinds})


def one_by_one(found: Counter[tuple[Node, ...]], needed: int) -> Node:
    """The same with an event for each replica."""
    causes = [one for one, count in found.items() for _ in range(count)]
    own = [
        any_of([Event(BasicEvent("replica", "s", number)), *places])
        for number, places in enumerate(causes, 1)
    ]
    return at_least(len(own) - needed + 1, own)


def weights(tree: Node, each: float, place: float) -> dict[Key, float]:
    """The probability of each event."""
    found: dict[Key, float] = {}
    for event in events(tree):
        assert isinstance(event, BasicEvent)
        found[event] = each if event.kind == "replica" else place
        if event.kind == KIND:
            found[event] = too_few_up(event).probability(each)
    return found


@given(groups(), st.data(), st.floats(0, 1), st.floats(0, 1))
def test_a_crowd_fails_as_often_as_its_replicas(
    found: Counter[tuple[Node, ...]], data: st.DataObject, each: float, place: float
) -> None:
    needed = data.draw(st.integers(1, found.total()))
    together = Crowd(SharedGates({}, {}), "s", found, needed).by_counts()
    apart = one_by_one(found, needed)
    got = probability(together, weights(together, each, place)).high
    expected = probability(apart, weights(apart, each, place)).high
    assert math.isclose(got, expected, rel_tol=1e-9, abs_tol=1e-12)


@given(groups(), st.data())
def test_a_crowd_has_the_single_places_of_its_replicas(
    found: Counter[tuple[Node, ...]], data: st.DataObject
) -> None:
    needed = data.draw(st.integers(1, found.total()))
    one = Event(BasicEvent("replica", "s", 1))
    together = Crowd(SharedGates({}, {}), "s", found, needed).by_places(one)
    apart = one_by_one(found, needed)

    def kinds(tree: Node) -> set[tuple[str, str]]:
        return {(e.kind, e.path) for e in singles(tree) if isinstance(e, BasicEvent)}

    assert kinds(together) == kinds(apart)
