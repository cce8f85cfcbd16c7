"""The parts of a fault tree that fail independently of each other, each of which alone fails the top."""

from __future__ import annotations

from designlint.solvers.faulttree import Event, Gate, Node, any_of


def independent_parts(top: Node) -> tuple[Node, ...]:
    """The largest number of formulas without a common event, of which any fails what `top` is; `top`
    alone where it is no OR. Linear."""
    inputs = _inputs(top)
    joined = _joined(inputs)
    parts: dict[Node, list[Node]] = {}
    for node in inputs:
        parts.setdefault(_root(joined, node), []).append(node)
    return tuple(map(any_of, parts.values()))


def _inputs(top: Node) -> list[Node]:
    """The formulas of which any fails the top: below an OR, its inputs and those of the ORs under it."""
    found: list[Node] = []
    seen: set[Node] = {top}
    stack = [top]
    while stack:
        node = stack.pop()
        if isinstance(node, Event) or node.k != 1 or not node.children:
            found.append(node)
            continue
        fresh = list(dict.fromkeys([one for one in reversed(node.children) if one not in seen]))
        seen.update(fresh)
        stack += fresh
    return found


def _joined(inputs: list[Node]) -> dict[Node, Node]:
    """All nodes of some formulas, each with one that it shares an event with; see `_root`."""
    joined: dict[Node, Node] = {node: node for node in inputs}
    stack = list(inputs)
    while stack:
        node = stack.pop()
        for child in node.children if isinstance(node, Gate) else ():
            if child not in joined:
                joined[child] = child
                stack.append(child)
            joined[_root(joined, child)] = _root(joined, node)
    return joined


def _root(joined: dict[Node, Node], node: Node) -> Node:
    """The one node that stands for all that a node is joined with."""
    while joined[node] is not node:
        joined[node] = node = joined[joined[node]]
    return node
