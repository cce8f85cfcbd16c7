"""The hard limits of a component that are rates: of all its calls, of reads, of writes, or of each part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from designlint.analyses.load.part import Loads, Part
from designlint.analyses.measure import Interval, total_of
from designlint.base.records import NamedTuple
from designlint.model import Component, Known, Step
from designlint.quantities.quantity import Dimension
from designlint.schema.component import LIMIT
from designlint.schema.messaging import PARTITIONS
from designlint.schema.roles import Role
from designlint.schema.store import SHARDS

# What a catalogue limits of a component as a whole, and what begins the name of a limit of each part;
# its other limits are of items.
_OF_ALL = ("account_requests", "batched_messages")
_OF_EACH = ("partition_", "shard_", "prefix_")


class Quota(NamedTuple):
    """A limit on the calls per second that a component takes: `rate` in all, which is that of one part
    times the number that `parts` states (None: it has no parts). `of` is what it counts: all calls, `reads`
    or `writes`."""

    known: Known[Any]
    rate: float
    parts: Known[Any] | None
    of: str

    @property
    def is_adjustable(self) -> bool:
        """Whether it is what a provider publishes for an account, and may raise."""
        return self.known.published_as == "quota"

    def counts(self, call: Step) -> bool:
        """Whether it counts a call."""
        if self.of == "writes":
            return bool(call.writes)
        return self.of != "reads" or bool(call.reads)

    def load(self, parts: Iterable[Part], found: Loads) -> Interval:
        """The calls per second that it counts of some, as they are made."""
        return total_of(found.calls[p.step.span] for p in parts if self.counts(p.step))


def quotas_of(component: Component) -> Iterator[Quota]:
    """The limits of a component that are rates, without those of which it is unknown how often they hold."""
    for known in component.properties.all(LIMIT):
        name, amount, _ = known.value
        if amount.dimension is not Dimension.RATE:
            continue
        parts = None
        if name.startswith(_OF_EACH):
            parts = component[SHARDS] or component[PARTITIONS]
            if parts is None:
                continue
        elif known.published_as and not (known.published_as == "quota" and name in _OF_ALL):
            continue
        number = 1 if parts is None else parts.value.number
        yield Quota(known, amount.value * number, parts, _counted(component, name))


def _counted(component: Component, name: str) -> str:
    if name.endswith("_reads"):
        return "reads"
    if name.endswith("_writes") and component.plays(Role.STORE):
        return "writes"
    return ""
