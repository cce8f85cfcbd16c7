"""Orders of the events of a fault tree, from the top of a decision diagram to its leaves.

The size of a diagram depends on the order, and the best one is hard to find (B. Bollig and I. Wegener, "Improving
the variable ordering of OBDDs is NP-complete", 1996). Where one order takes too much work, another may not: see
M. Bouissou, F. Bruyere and A. Rauzy, "BDD based fault-tree processing: a comparison of variable ordering
heuristics" (1997).
"""

from __future__ import annotations

from designlint.solvers.faulttree import Event, Gate, Key, Node
from designlint.solvers.flatten import FlatTree


def deepest_last(tree: FlatTree) -> tuple[Key, ...]:
    """The events from the last to the first that a walk down from the top meets, where of the inputs of a gate
    the deepest come first: what a module needs stays together, the deepest modules at the leaves."""
    depth: dict[Node, int] = {}
    for gate in tree.gates:
        depth[gate] = 1 + max((depth.get(node, 0) for node in tree.inputs[gate]), default=0)
    found: dict[Key, None] = {}
    seen: set[Gate] = set()
    waiting: list[Node] = [tree.gates[-1]]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Event):
            found.setdefault(node.key)
        elif node not in seen:
            seen.add(node)
            inputs = sorted(tree.inputs[node], key=lambda one: -depth.get(one, 0))
            waiting.extend(reversed(inputs))
    return tuple(reversed(found))
