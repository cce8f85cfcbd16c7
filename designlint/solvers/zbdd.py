"""Minimal cut sets: the smallest combinations of events that make the top of a fault tree fail.

A family of sets is a zero-suppressed decision diagram (S. Minato, "Zero-suppressed BDDs for set
manipulation in combinatorial problems", DAC 1993). Every family that is built is minimal: no set
holds another. The operations are those of A. Rauzy, "New algorithms for fault trees analysis",
Reliability Engineering & System Safety 40 (1993): solve for the first event true and false, then
take from the first what the second already has.
"""

from __future__ import annotations

from collections.abc import Sequence

from designlint.base.records import NamedTuple
from designlint.solvers.families import Families, Family, OverBudgetError
from designlint.solvers.faulttree import Event, Gate, Key, Node, singles
from designlint.solvers.flatten import FlatTree, flatten

BUDGET = 200_000
"""How many steps of set algebra are worth a full histogram: about a second."""


class CutSets(NamedTuple):
    """The minimal cut sets of a formula."""

    sets: tuple[frozenset[Key], ...]
    """All those of order 1 to `order`, smallest first; of one order, as their events are ordered.

    `ALWAYS` has one of order 0, the empty set.
    """

    order: int
    """Up to which order `sets` is complete: `max_order`, or less if that was too much."""

    histogram: dict[int, int]
    """How many there are of each order: of every order if `complete`, else up to `order`."""

    complete: bool
    """Whether all orders are counted."""


def minimal_cut_sets(
    top: Node,
    order: Sequence[Key] | None = None,
    max_order: int = 2,
    budget: int = BUDGET,
    *,
    count_all: bool = True,
) -> CutSets:
    """The minimal cut sets of at most `max_order` (>= 1) events, and how many there are of all if
    `count_all`, which takes longer.

    `order` ranks the events, in the diagram and in the result; without it those with the most
    uses come first, then the others depth-first. Past `budget` steps only sets of at most
    `max_order` are followed, past it again of one less; single events are always found.
    """
    tree = flatten(top)
    keys = _ranked(tree, order or ())
    for limit in (*([None] if count_all else []), *range(max_order, 1, -1)):
        families = Families(budget, limit)
        try:
            family = _solve(tree, families, keys)
            found = min(max_order, limit or max_order)
            histogram = families.histogram(family)
            small = families.members(families.pruned(family, found))
        except OverBudgetError:
            continue
        sets = sorted(small, key=lambda members: (len(members), members))
        return CutSets(
            tuple(frozenset(keys[level] for level in members) for members in sets),
            found,
            histogram,
            complete=limit is None,
        )
    alone = singles(top)
    ones = tuple(frozenset((key,)) for key in keys if key in alone)
    return CutSets(ones, 1, {1: len(ones)} if ones else {}, complete=False)


def _ranked(tree: FlatTree, order: Sequence[Key]) -> list[Key]:
    rank = {key: place for place, key in enumerate(order)}
    events = dict.fromkeys(
        node for gate in tree.gates for node in tree.inputs[gate] if isinstance(node, Event)
    )
    uses = {event.key: tree.uses[event] for event in events}
    return sorted(uses, key=lambda key: (rank.get(key, len(rank)), uses[key] == 1, -uses[key]))


def _solve(tree: FlatTree, families: Families, keys: Sequence[Key]) -> Family:
    """The minimal cut sets of every gate, bottom up; those of the top, which is the last."""
    level = {key: place for place, key in enumerate(keys)}
    done: dict[Gate, Family] = {}
    for gate in tree.gates:
        inputs = [
            families.single(level[node.key]) if isinstance(node, Event) else done[node]
            for node in tree.inputs[gate]
        ]
        if gate.k == 1:
            done[gate] = families.union(inputs)
        elif gate.k == len(gate.children):
            done[gate] = families.product(inputs)
        else:
            done[gate] = families.at_least(gate.k, inputs)
    return done[tree.gates[-1]]
