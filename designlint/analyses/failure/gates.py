"""The gates of fault trees: equal ones are one and the same object, in whichever tree they are."""

from __future__ import annotations

from collections.abc import Iterable

from designlint.analyses.placement.placement import Replica
from designlint.base.records import NamedTuple
from designlint.solvers.faulttree import Event, Gate, Node, all_of, any_of


class SharedGates(NamedTuple):
    """What both readings share: gates by what they are made of, so that equal trees are the same object
    and are solved once, and the trees of replicas of which a number is needed."""

    gates: dict[tuple[int, tuple[Node, ...]], Gate]
    k_of_n: dict[tuple[str, tuple[Replica, ...], int, bool, bool], Node]

    def any(self, nodes: Iterable[Node]) -> Node:
        """Fails when any of the nodes does."""
        return self.unique(any_of(nodes))

    def all(self, nodes: Iterable[Node]) -> Node:
        """Fails when all of the nodes do."""
        return self.unique(all_of(nodes))

    def unique(self, node: Node) -> Node:
        """The same node, as the one object that all trees share."""
        if isinstance(node, Event):
            return node
        return self.gates.setdefault((node.k, node.children), node)
