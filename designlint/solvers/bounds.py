"""Bounds on the probability of a fault tree that is too entangled for an exact answer.

Increasing functions of independent events are positively associated: P(all) >= product, and hence
P(any) <= 1 - product of the complements (J. Esary, F. Proschan and D. Walkup, "Association of
random variables, with applications", Annals of Mathematical Statistics 38, 1967). Inputs that
share nothing are independent, and for them the formulas are exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

from designlint.base.records import NamedTuple
from designlint.solvers.counting import at_least_probability
from designlint.solvers.faulttree import Event, Gate, Key, Node
from designlint.solvers.flatten import FlatTree


def bracket(tree: FlatTree, probabilities: Mapping[Key, float], budget: int) -> tuple[float, float]:
    """Two numbers between which the probability of the tree lies, up to rounding.

    The events with the most uses are tried both ways, as many of them as about `budget` steps
    allow, so that the bounds are only needed for what stays entangled after them.
    """
    tried = _to_try(tree, budget)
    masks = _masks(tree, tried)
    low = high = 0.0
    for outcome in product((0.0, 1.0), repeat=len(tried)):
        weight = 1.0
        for event, happens in zip(tried, outcome, strict=True):
            probability = probabilities[event.key]
            weight *= probability if happens else 1.0 - probability
        if weight:
            fixed = dict(zip(tried, outcome, strict=True))
            bounds = _bounds(tree, masks, probabilities, fixed)
            low += weight * bounds.low
            high += weight * bounds.high
    return min(low, high), min(high, 1.0)


class _Bounds(NamedTuple):
    low: float
    high: float
    mask: int
    """A bit for every shared node that this depends on and that was not tried."""


def _to_try(tree: FlatTree, budget: int) -> list[Event]:
    steps = tree.uses.total()
    shared = [node for node in tree.shared if isinstance(node, Event)]
    count = max(0, (budget // max(steps, 1)).bit_length() - 1)
    return sorted(shared, key=lambda event: -tree.uses[event])[:count]


def _masks(tree: FlatTree, tried: Iterable[Event]) -> dict[Node, int]:
    masks: dict[Node, int] = {node: 1 << place for place, node in enumerate(tree.shared)}
    masks.update(dict.fromkeys(tried, 0))
    for gate in tree.gates:
        mask = masks.get(gate, 0)
        for node in tree.inputs[gate]:
            mask |= masks.get(node, 0)
        masks[gate] = mask
    return masks


def _bounds(
    tree: FlatTree,
    masks: Mapping[Node, int],
    probabilities: Mapping[Key, float],
    fixed: Mapping[Event, float],
) -> _Bounds:
    """The bounds of the top when some events are known to happen or not."""
    done: dict[Gate, _Bounds] = {}
    for gate in tree.gates:
        inputs = []
        for node in tree.inputs[gate]:
            if isinstance(node, Event):
                probability = fixed[node] if node in fixed else probabilities[node.key]
                inputs.append(_Bounds(probability, probability, masks.get(node, 0)))
            else:
                inputs.append(done[node])
        k = len(inputs) if gate.k == len(gate.children) else gate.k
        done[gate] = _Bounds(_low(k, inputs), _high(k, inputs), masks[gate])
    return done[tree.gates[-1]]


def _low(k: int, inputs: list[_Bounds]) -> float:
    """At least k of some independent inputs fail, or the k likeliest ones all do."""
    ranked = sorted((bounds.low, bounds.mask) for bounds in inputs)[::-1]
    independent = _independent(ranked)
    among = at_least_probability(k, independent) if k <= len(independent) else 0.0
    if len(independent) == len(inputs):
        return among
    return max(among, at_least_probability(k, [probability for probability, _ in ranked[:k]]))


def _high(k: int, inputs: list[_Bounds]) -> float:
    """When k fail, so do k - d of any n - d inputs, and one of any n - k + 1."""
    ranked = sorted((bounds.high, bounds.mask) for bounds in inputs)
    independent = _independent(ranked)
    left_out = len(inputs) - len(independent)
    among = at_least_probability(k - left_out, independent) if k > left_out else 1.0
    if not left_out:
        return among
    one_of = [probability for probability, _ in ranked[: len(inputs) - k + 1]]
    return min(among, at_least_probability(1, one_of))


def _independent(ranked: Iterable[tuple[float, int]]) -> list[float]:
    """The probabilities of inputs that share nothing with those taken before them."""
    taken = 0
    probabilities = []
    for probability, mask in ranked:
        if not taken & mask:
            taken |= mask
            probabilities.append(probability)
    return probabilities
