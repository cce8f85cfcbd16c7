"""A fault tree without names, so that trees that are built alike are solved once.

Most trees of a design differ in nothing but what their events are called, or are met again when
something elsewhere in the design is varied: a scenario, a remedy, a value within its range.
"""

from __future__ import annotations

from array import array

from designlint.base.records import NamedTuple
from designlint.base.remembered import remembered
from designlint.solvers.faulttree import Event, Gate, Key, Node, postorder

_NUMBER = array("l").itemsize

TREES = 512
"""Of how many trees the shape is kept."""


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
    numbers: dict[Node, int] = {}
    keys: list[Key] = []
    gates = array("l")
    done = 0
    for node in postorder(top if type(top) is Gate else Gate(1, (top,))):
        if isinstance(node, Event):
            numbers[node] = ~len(keys)
            keys.append(node.key)
        else:
            numbers[node] = done
            done += 1
            gates.extend((node.k, len(node.children), *[numbers[c] for c in node.children]))
    return Shape(tuple(keys), gates.tobytes())


def rows_of(gates: bytes) -> list[tuple[int, tuple[int, ...]]]:
    """The gates of a shape, each with its `k` and its children."""
    numbers = array("l", gates)
    rows: list[tuple[int, tuple[int, ...]]] = []
    place = 0
    while place < len(numbers):
        behind = place + 2 + numbers[place + 1]
        rows.append((numbers[place], tuple(numbers[place + 2 : behind])))
        place = behind
    return rows


def formula(gates: bytes) -> Node:
    """The tree of a shape's gates; the keys of its events are their numbers."""
    events: dict[int, Event] = {}
    made: list[Gate] = []
    for k, numbers in rows_of(gates):
        children: list[Node] = []
        for number in numbers:
            if number >= 0:
                children.append(made[number])
            else:
                children.append(events.setdefault(~number, Event(~number)))
        made.append(Gate(k, tuple(children)))
    return made[-1]
