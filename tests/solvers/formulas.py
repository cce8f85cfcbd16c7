"""Random fault trees, and what is true of them by trying every state.

The oracle shares nothing with the solvers: a formula is the integer whose bit `s` is whether the
top fails in state `s`, and bit `i` of a state is whether event `i` happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from designlint.solvers.faulttree import Event, Key, Node, all_of, any_of, at_least, postorder

Number = Any  # a float or a Fraction

brief = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
quick = settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
thorough = settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))

chances = st.one_of(st.sampled_from([0.0, 1.0, 0.5, 1e-12]), st.floats(0.0, 1.0, width=32))


@st.composite
def formulas(draw: st.DrawFn, max_events: int = 8, max_gates: int = 10) -> Node:
    """A tree over the events 0, 1, ...; gates reuse events and earlier gates as they like."""
    nodes: list[Node] = [Event(key) for key in range(draw(st.integers(1, max_events)))]
    for _ in range(draw(st.integers(0, max_gates))):
        places = st.integers(0, len(nodes) - 1)
        children = [nodes[place] for place in draw(st.lists(places, min_size=1, max_size=6))]
        kind = draw(st.sampled_from(["any", "all", "k of n"]))
        if kind == "any":
            nodes.append(any_of(children))
        elif kind == "all":
            nodes.append(all_of(children))
        else:
            nodes.append(at_least(draw(st.integers(0, len(children) + 1)), children))
    return nodes[-1]


@st.composite
def weighted(draw: st.DrawFn, max_events: int = 8) -> tuple[Node, dict[Key, float]]:
    """A tree and a probability for each event that it may have."""
    top = draw(formulas(max_events))
    return top, {key: draw(chances) for key in range(max_events)}


def keys_of(top: Node) -> list[Key]:
    return [node.key for node in postorder(top) if isinstance(node, Event)]


def truth(top: Node, keys: Sequence[Key] | None = None) -> int:
    """The truth table of a tree over `keys`, or over `keys_of(top)`."""
    keys = keys_of(top) if keys is None else keys
    states = 1 << len(keys)
    everywhere = (1 << states) - 1
    tables: dict[Node, int] = {}
    for node in postorder(top):
        if isinstance(node, Event):
            place = keys.index(node.key)
            tables[node] = sum(1 << state for state in range(states) if state >> place & 1)
        else:
            reached = [everywhere] + [0] * node.k  # where at least 0, 1, ... k children fail
            for child in node.children:
                for count in range(node.k, 0, -1):
                    reached[count] |= reached[count - 1] & tables[child]
            tables[node] = reached[node.k]
    return tables[top]


def weights(keys: Sequence[Key], p: Mapping[Key, Number]) -> list[Number]:
    """The probability of every state."""
    result: list[Number] = [1]
    for key in keys:
        result = [w * (1 - p[key]) for w in result] + [w * p[key] for w in result]
    return result


def brute_probability(top: Node, p: Mapping[Key, Number]) -> Number:
    table = truth(top)
    return sum(w for state, w in enumerate(weights(keys_of(top), p)) if table >> state & 1)


def brute_importance(top: Node, p: Mapping[Key, Number], key: Key) -> Number:
    return brute_probability(top, {**p, key: 1}) - brute_probability(top, {**p, key: 0})


def brute_cut_sets(top: Node) -> Iterator[frozenset[Key]]:
    """The failing states from which no event can be taken."""
    table, keys = truth(top), keys_of(top)
    for state in range(1 << len(keys)):
        happened = [place for place in range(len(keys)) if state >> place & 1]
        if table >> state & 1 and not any(table >> (state ^ 1 << p) & 1 for p in happened):
            yield frozenset(keys[place] for place in happened)


def sizes(sets: Iterator[frozenset[Key]]) -> dict[int, int]:
    return dict(Counter(map(len, sets)))


def rebuilt(top: Node, change: Callable[[int, list[Node]], Node]) -> Node:
    """The tree with every gate rebuilt from its k and its children."""
    made: dict[Node, Node] = {}
    for node in postorder(top):
        if isinstance(node, Event):
            made[node] = node
        else:
            made[node] = change(node.k, [made[child] for child in node.children])
    return made[top]


def zoned(components: int, replicas: int, needed: int) -> tuple[Node, dict[Key, float]]:
    """Components in series; each needs some of its replicas, which stand in three zones."""
    region, zones = Event("region"), [Event(("zone", zone)) for zone in range(3)]
    p: dict[Key, float] = {"region": 1e-5, **{zone.key: 1e-4 for zone in zones}}
    tops = []
    for component in range(components):
        own = [Event((component, replica)) for replica in range(replicas)]
        p.update({event.key: 1e-3 * (component + 1) for event in own})
        failed = [any_of([event, zones[i % 3], region]) for i, event in enumerate(own)]
        tops.append(at_least(replicas - needed + 1, failed))
    return any_of(tops), p
