"""The parts of a fault tree that fail independently of each other, each of which alone fails the top.

They are found in the shape of the tree, whose nodes are numbers: the events of a tree are looked up by what
they are about, which takes several times as long.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from designlint.base.records import NamedTuple
from designlint.base.remembered import remembered
from designlint.solvers.faulttree import FLATTENED, Key, Node
from designlint.solvers.shape import TREES, Shape, rows_of, shape

# Trees from so many nodes and inputs on are solved part by part, those with no more than that together.
DIVIDED, SMALL = 200, 64


class Parts(NamedTuple):
    """The parts of a tree of which any fails it and that share no event: the small ones, and all others
    as one."""

    small: tuple[Shape, ...]
    rest: Shape | None

    @property
    def entangled(self) -> int:
        """How many nodes and inputs are visited again when something in the tree is varied."""
        return 0 if self.rest is None else self.rest.size


@remembered(TREES)
def parts(top: Node) -> Parts:
    """The parts of a tree; a small tree is one."""
    whole = shape(top)
    if whole.size < DIVIDED:
        return Parts((), whole)
    found = independent_parts(top)
    small = tuple([one for one in found if one.size <= SMALL])
    if not small:
        return Parts((), whole)
    large = [number for number, one in enumerate(found) if one.size > SMALL]
    return Parts(small, _Division(whole).together(large) if large else None)


@remembered(TREES)
def independent_parts(top: Node) -> tuple[Shape, ...]:
    """The largest number of formulas without a common event, of which any fails what `top` is; `top`
    alone where it is no OR. Linear."""
    division = _Division(shape(top))
    return tuple(map(division.part, division.tops))


class _Division:
    """The independent parts of a tree: `tops` are the numbers of their gates or events."""

    def __init__(self, whole: Shape) -> None:
        self._keys = whole.keys
        # A gate is the number of its row, an event `~number`, as in the shape.
        self._rows = rows_of(whole.gates)
        inputs = self._inputs()
        joined = self._joined(inputs)
        groups: dict[int, list[int]] = {}
        for node in inputs:
            groups.setdefault(_root(joined, node), []).append(node)
        self.tops = [self._any(group) for group in groups.values()]

    def part(self, top: int) -> Shape:
        """The shape of what is below a node."""
        rows = self._rows
        numbers: dict[int, int] = {}
        keys: list[Key] = []
        gates, done = array("l"), 0
        if top < 0:
            top = self._gate([top])
        stack = [top]
        while stack:
            node = stack[-1]
            if node in numbers:
                stack.pop()
            elif node < 0:
                numbers[node] = ~len(keys)
                keys.append(self._keys[~node])
                stack.pop()
            else:
                k, children = rows[node]
                pending = [child for child in children if child not in numbers]
                if pending:
                    stack += reversed(pending)
                    continue
                numbers[node] = done
                done += 1
                gates.extend((k, len(children), *[numbers[child] for child in children]))
                stack.pop()
        return Shape(tuple(keys), gates.tobytes())

    def together(self, parts: Sequence[int]) -> Shape:
        """The shape of several of the parts, of which any fails."""
        found: list[int] = []
        for top in [self.tops[number] for number in parts]:
            k, children = self._rows[top]
            found += children if k == 1 and len(children) <= FLATTENED else [top]
        return self.part(self._any(found))

    def _inputs(self) -> list[int]:
        """The nodes of which any fails the top: below an OR, its inputs and those of the ORs under it."""
        found: list[int] = []
        top = len(self._rows) - 1
        seen, stack = {top}, [top]
        while stack:
            node = stack.pop()
            k, children = self._rows[node] if node >= 0 else (0, ())
            if k != 1 or not children:
                found.append(node)
                continue
            fresh = list(dict.fromkeys([one for one in reversed(children) if one not in seen]))
            seen.update(fresh)
            stack += fresh
        return found

    def _joined(self, inputs: list[int]) -> dict[int, int]:
        """All nodes below some, each with one that it shares an event with; see `_root`."""
        joined = {node: node for node in inputs}
        stack = list(inputs)
        while stack:
            node = stack.pop()
            for child in self._rows[node][1] if node >= 0 else ():
                if child not in joined:
                    joined[child] = child
                    stack.append(child)
                joined[_root(joined, child)] = _root(joined, node)
        return joined

    def _any(self, nodes: list[int]) -> int:
        return nodes[0] if len(nodes) == 1 else self._gate(nodes)

    def _gate(self, nodes: list[int]) -> int:
        """A new OR of some nodes."""
        self._rows.append((1, tuple(nodes)))
        return len(self._rows) - 1


def _root(joined: dict[int, int], node: int) -> int:
    """The one node that stands for all that a node is joined with."""
    while (above := joined[node]) != node:
        joined[node] = node = joined[above]
    return node
