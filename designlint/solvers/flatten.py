"""A fault tree made flat: fewer, wider gates, so that less of it is shared."""

from __future__ import annotations

from collections import Counter

from designlint.base.records import NamedTuple
from designlint.solvers.faulttree import Event, Gate, Node, postorder


class FlatTree(NamedTuple):
    """The gates that are left, children before parents, the top last; and their inputs."""

    gates: list[Gate]
    inputs: dict[Gate, list[Node]]
    uses: Counter[Node]
    """How often a node is an input, over all gates; one that is used twice or more is shared."""

    @property
    def shared(self) -> list[Node]:
        """The nodes that are used more than once."""
        return [node for node, uses in self.uses.items() if uses > 1]


def flatten(top: Node) -> FlatTree:
    """The same formula with every gate merged into its parent where that is the only one and of its kind.

    Inputs that an OR or an AND then has twice are dropped, which can leave another gate with one
    use: a component that many need is shared no longer once all their gates are one. Linear.
    There is at least one gate: an event alone becomes the one input of an OR.
    """
    if isinstance(top, Event):
        top = Gate(1, (top,))
    order = [node for node in postorder(top) if isinstance(node, Gate)]
    uses = Counter([child for gate in order for child in gate.children])
    inputs: dict[Gate, list[Node]] = {}
    for gate in reversed(order):
        if uses[gate] or gate is top:
            inputs[gate] = _inputs(gate, uses)
    return FlatTree([gate for gate in order if gate in inputs], inputs, uses)


def _inputs(gate: Gate, uses: Counter[Node]) -> list[Node]:
    is_or = gate.k == 1
    if not is_or and gate.k < len(gate.children):
        return list(gate.children)
    kept: dict[Node, None] = {}
    stack = list(reversed(gate.children))
    while stack:
        node = stack.pop()
        if node in kept:
            uses[node] -= 1
        kept[node] = None
        if (
            uses[node] == 1
            and isinstance(node, Gate)
            and node.k == (1 if is_or else len(node.children))
        ):
            uses[node] = 0
            del kept[node]
            stack.extend(reversed(node.children))
    return list(kept)
