"""Calls that hand a component one item, or one message, that is larger than it takes: each of them fails."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.measure import Missing, step
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Component, Known
from designlint.model import Step as Call
from designlint.quantities.quantity import Dimension, Quantity
from designlint.quantities.showing import show
from designlint.schema.component import LIMIT
from designlint.schema.context import SIZE_OF_ONE
from designlint.schema.messaging import BOUND
from designlint.schema.relation import PAYLOAD
from designlint.schema.roles import Role
from designlint.schema.store import MAX_SIZE

# A limit whose name ends so is one of what a single call brings: `item_size`, `message_size`, `object_size`.
_OF_ONE = "_size"


class TooLarge(NamedTuple):
    """An item that a call brings, or the payload of its message, and the most that a component takes."""

    path: str
    data: str
    size: Quantity
    most: Quantity
    limit: Known[object]

    @property
    def line(self) -> Line:
        """The item beside the limit."""
        what = f"one `{self.data}`" if self.data else "one message"
        text = f"{self.path}: {what} has {show(self.size)}, and no more than {show(self.most)} is taken"
        return step(text, self.limit)

    @property
    def missing(self) -> Missing:
        """The room that would be enough for one item."""
        return Missing(
            self.path, f"room for {self.data or 'a message'}", "max_size 1TB", state="not enough"
        )


def too_large(facts: Facts, path: str, call: Call) -> TooLarge | None:
    """The first item that a call stores in a component and that is larger than it takes; None where each may fit."""
    component = facts.design.components[path]
    most = min(_limits(component), key=lambda one: one[0].value, default=None)
    if most is None:
        return None
    for data, size in _brought(facts, component, call):
        if size.value > most[0].value:
            return TooLarge(path, data, size, *most)
    return None


def _brought(facts: Facts, component: Component, call: Call) -> Iterator[tuple[str, Quantity]]:
    """What a call brings that is kept, with the least size of each."""
    payload = call.properties[PAYLOAD]
    if component.plays(Role.BROKER) and payload is not None:
        yield "", payload.value
        return
    for named in call.stores:
        known = facts.design.data[named.path][SIZE_OF_ONE]
        if known is not None:
            yield named.path, known.value


def _limits(component: Component) -> Iterator[tuple[Quantity, Known[object]]]:
    """The sizes that one item cannot be above: of each item, and of all that is kept."""
    for known in component.properties.all(LIMIT):
        name, most, grows_with = known.value
        if name.endswith(_OF_ONE) and most.dimension is Dimension.SIZE and grows_with is None:
            yield most, known
    room, bound = component[MAX_SIZE], component[BOUND]
    if room is not None:
        yield room.value.amount, room
    if bound is not None and bound.value.dimension is Dimension.SIZE:
        yield bound.value, bound
