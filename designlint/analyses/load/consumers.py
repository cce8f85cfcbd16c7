"""Who takes work from queues and streams, and who gets all of its work from there."""

from __future__ import annotations

from collections.abc import Iterable

from designlint.analyses.facts import Facts, Results
from designlint.analyses.load.backlog import Backlog, backlogs, broker_of
from designlint.analyses.load.needed_messages import NeededMessage, needed_messages
from designlint.analyses.load.waiting import Waiting, unbounded_waits
from designlint.base.records import NamedTuple
from designlint.model import Component
from designlint.schema.roles import Role


class Consumer(NamedTuple):
    """A component that takes work from a queue or stream, and the flow by which it does."""

    broker: Component
    component: Component
    flow: str


class Consumers(Results[Consumer]):
    """All consumers of all queues and streams, once for each flow."""

    def __init__(self, facts: Facts, found: Iterable[Consumer]) -> None:
        super().__init__(found)
        self._facts = facts

    def broker_of(self, path: str) -> str | None:
        """The queue or stream that a component takes its work from, of several the one that gives
        most; None where anything else calls it, for then not all of its work can wait."""
        return broker_of(self._facts, path)

    @property
    def backlogs(self) -> tuple[Backlog, ...]:
        """The consumers that cannot keep up with their queue at peak."""
        return self._facts[backlogs]

    @property
    def needed_messages(self) -> dict[str, NeededMessage]:
        """A message of each queue and stream that a requirement of priority `must` needs."""
        return self._facts[needed_messages]

    @property
    def unbounded_waits(self) -> tuple[Waiting, ...]:
        """The queues and streams whose backlog nothing bounds while a callee is slow."""
        return self._facts[unbounded_waits]


def consumers(facts: Facts) -> Consumers:
    """All consumers of all queues and streams, once for each flow."""
    components = facts.design.components
    found: dict[Consumer, None] = {}
    for path, flow in facts.design.flows.items():
        for call in flow.steps:
            broker = components.get(call.caller.path)
            component = components.get(call.callee.path)
            if broker is not None and component is not None and broker.plays(Role.BROKER):
                found[Consumer(broker, component, path)] = None
    return Consumers(facts, found)
