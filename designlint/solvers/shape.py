"""A fault tree without names, so that trees that are built alike are solved once.

Most trees of a design differ in nothing but what their events are called, or are met again when
something elsewhere in the design is varied: a scenario, a remedy, a value within its range.
"""

from __future__ import annotations

from array import array

from designlint.base.records import NamedTuple
from designlint.base.remembered import remembered
from designlint.solvers.faulttree import Event, Gate, Key, Node, any_of, postorder
from designlint.solvers.modules import independent_parts

_NUMBER = array("l").itemsize

TREES = 512
"""Of how many trees the shape is kept."""


# Trees from so many nodes and inputs on are solved part by part, those with no more than that together.
DIVIDED, SMALL = 200, 64


class Shape(NamedTuple):
    """The events of a tree in the order in which they are met, and its gates.

    The gates stand children before parents, the top last, each with its `k`, how many children it has,
    and these: the number of a gate, or `~number` of an event.
    """

    keys: tuple[Key, ...]
    gates: bytes

    @property
    def size(self) -> int:
        """How many nodes and inputs are visited when the tree is solved."""
        return len(self.keys) + len(self.gates) // _NUMBER


@remembered(TREES)
def shape(top: Node) -> Shape:
    """The shape of a tree; an event alone becomes the one child of an OR."""
    return _found(top)


def _found(top: Node) -> Shape:
    numbers: dict[Node, int] = {}
    keys: list[Key] = []
    gates = array("l")
    done = 0
    for node in postorder(top if isinstance(top, Gate) else Gate(1, (top,))):
        if isinstance(node, Event):
            numbers[node] = ~len(keys)
            keys.append(node.key)
        else:
            numbers[node] = done
            done += 1
            gates.extend((node.k, len(node.children)))
            gates.extend([numbers[child] for child in node.children])
    return Shape(tuple(keys), gates.tobytes())


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
    shapes = [_found(part) for part in found]
    rest = [part for part, one in zip(found, shapes, strict=True) if one.size > SMALL]
    small = tuple([one for one in shapes if one.size <= SMALL])
    if not small:
        return Parts((), whole)
    return Parts(small, _found(any_of(rest)) if rest else None)


def formula(gates: bytes) -> Node:
    """The tree of a shape's gates; the keys of its events are their numbers."""
    numbers = array("l", gates)
    events: dict[int, Event] = {}
    made: list[Gate] = []
    place = 0
    while place < len(numbers):
        k, count = numbers[place : place + 2]
        place += 2
        children: list[Node] = []
        for number in numbers[place : place + count]:
            if number >= 0:
                children.append(made[number])
            else:
                children.append(events.setdefault(~number, Event(~number)))
        made.append(Gate(k, tuple(children)))
        place += count
    return made[-1]
