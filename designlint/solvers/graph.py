"""Directed graphs: reachability, cycles, and dominators.

A graph is a mapping from a node to its successors; a node without an entry has none. Nodes are any
hashable values. Results depend on nothing but the order of the mapping and of its successors, and
every pass is iterative: deep graphs are as welcome as wide ones.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def reachable(graph: Mapping[Node, Iterable[Node]], roots: Iterable[Node]) -> dict[Node, None]:
    """The nodes that some root reaches, roots included, nearest first.

    The result is a dictionary for its order alone: ask it `in` as one would ask a set.
    """
    seen = dict.fromkeys(roots)
    queue = list(seen)
    for node in queue:  # the queue grows while it is walked
        for successor in graph.get(node, ()):
            if successor not in seen:
                seen[successor] = None
                queue.append(successor)
    return seen


def strongly_connected(graph: Mapping[Node, Iterable[Node]]) -> list[tuple[Node, ...]]:
    """The strongly connected components, each after all the others that it can reach.

    A component of one node is a cycle only if the node is its own successor. Linear. R. Tarjan,
    "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1 (1972).
    """
    components: list[tuple[Node, ...]] = []
    number: dict[Node, int] = {}
    lowest: dict[Node, int] = {}  # the least number known to be reachable; open nodes only
    open_nodes: list[Node] = []
    for root in graph:
        if root in number:
            continue
        path = [_entered(root, graph, number, lowest, open_nodes)]
        while path:
            node, successors = path[-1]
            for next_ in successors:
                if next_ not in number:
                    path.append(_entered(next_, graph, number, lowest, open_nodes))
                    break
            else:
                path.pop()
                ahead = [lowest[next_] for next_ in graph.get(node, ()) if next_ in lowest]
                if ahead:
                    lowest[node] = min(ahead)
                if lowest[node] >= number[node]:
                    components.append(_closed(node, lowest, open_nodes))
    return components


def _entered(
    node: Node,
    graph: Mapping[Node, Iterable[Node]],
    number: dict[Node, int],
    lowest: dict[Node, int],
    open_nodes: list[Node],
) -> tuple[Node, Iterator[Node]]:
    """A node that the walk enters, with its successors."""
    number[node] = lowest[node] = len(number)
    open_nodes.append(node)
    return node, iter(graph.get(node, ()))


def _closed(node: Node, lowest: dict[Node, int], open_nodes: list[Node]) -> tuple[Node, ...]:
    """The component of which a node was entered first; its nodes are open no longer."""
    start = len(open_nodes) - 1
    while open_nodes[start] != node:
        start -= 1
    component = tuple(open_nodes[start:])
    del open_nodes[start:]
    for member in component:
        del lowest[member]
    return component


def shortest_cycle(
    graph: Mapping[Node, Iterable[Node]], start: Node, within: Collection[Node]
) -> tuple[Node, ...]:
    """A shortest way from a node back to itself that stays among some nodes, which have one.

    The node comes first and is not repeated at the end. Raises KeyError when there is no way back.
    """
    before: dict[Node, Node] = {}
    queue = [start]
    for node in queue:  # the queue grows while it is walked
        for successor in graph.get(node, ()):
            if successor in within and successor not in before:
                before[successor] = node
                queue.append(successor)
    path = [before[start]]
    while path[-1] != start:
        path.append(before[path[-1]])
    return tuple(reversed(path))


def cycles(graph: Mapping[Node, Collection[Node]]) -> list[tuple[Node, ...]]:
    """A shortest cycle of each set of nodes that all reach each other, as far as they are keys.

    It begins with the node that comes first in the graph, which is not repeated at its end, and the
    cycles are in the order of these nodes.
    """
    inside = {node: [n for n in successors if n in graph] for node, successors in graph.items()}
    blocks = (
        frozenset(block)
        for block in strongly_connected(inside)
        if len(block) > 1 or block[0] in inside[block[0]]
    )
    starts = {next(node for node in graph if node in block): block for block in blocks}
    return [shortest_cycle(inside, node, starts[node]) for node in graph if node in starts]


def condensation(graph: Mapping[Node, Iterable[Node]]) -> list[tuple[Node, ...]]:
    """The strongly connected components in topological order: each before all it can reach."""
    return strongly_connected(graph)[::-1]


def postorder(graph: Mapping[Node, Iterable[Node]], root: Node) -> list[Node]:
    """The nodes that the root reaches, in the order in which a depth-first walk leaves them.

    Reversed, this is a topological order when the graph has no cycle.
    """
    return [node for node, entering in _walk(graph, (root,)) if not entering]


def dominators(graph: Mapping[Node, Iterable[Node]], root: Node) -> dict[Node, Node]:
    """The immediate dominator of every node that the root reaches, except the root.

    A node dominates another when every path from the root to the other passes it; the nearest one
    is immediate, and following it up to the root meets all. Quadratic at worst, near linear on
    graphs that people draw. K. Cooper, T. Harvey and K. Kennedy, "A simple, fast dominance
    algorithm", Rice University TR-06-33870 (2006).
    """
    walk = postorder(graph, root)
    rank = {node: place for place, node in enumerate(walk)}
    before: dict[Node, list[Node]] = {node: [] for node in walk}
    for node in reversed(walk):
        for successor in graph.get(node, ()):
            before[successor].append(node)
    above = {root: root}
    changed = True
    while changed:
        changed = False
        for node in walk[-2::-1]:
            known = [previous for previous in before[node] if previous in above]
            nearest = known[0]
            for previous in known[1:]:
                nearest = _meet(nearest, previous, above, rank)
            if above.get(node) != nearest:
                above[node] = nearest
                changed = True
    del above[root]
    return above


def dominator_path(above: Mapping[Node, Node], node: Node) -> list[Node]:
    """Every node that dominates `node`, from the root down to itself; `above` is `dominators`'."""
    path = [node]
    while path[-1] in above:
        path.append(above[path[-1]])
    return path[::-1]


def _meet(one: Node, other: Node, above: Mapping[Node, Node], rank: Mapping[Node, int]) -> Node:
    """The nearest node that dominates both; `rank` is the place in the postorder."""
    while one != other:
        if rank[one] < rank[other]:
            one = above[one]
        else:
            other = above[other]
    return one


def _walk(
    graph: Mapping[Node, Iterable[Node]], roots: Iterable[Node]
) -> Iterator[tuple[Node, bool]]:
    """A depth-first walk: each node twice, with True when it is entered, False when it is left."""
    seen: set[Node] = set()
    for root in roots:
        path = [(root, iter((root,)))]  # a step above the root, which leads nowhere else
        while path:
            above, successors = path[-1]
            for node in successors:
                if node not in seen:
                    seen.add(node)
                    yield node, True
                    path.append((node, iter(graph.get(node, ()))))
                    break
            else:
                path.pop()
                if path:
                    yield above, False
