"""Who takes work from queues and streams, and who gets all of its work from there."""

from __future__ import annotations

from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.load.load import loads
from designlint.model import Component
from designlint.schema.roles import Role


class Consumer(NamedTuple):
    """A component that takes work from a queue or stream, and the flow by which it does."""

    broker: Component
    component: Component
    flow: str


def consumers(facts: Facts) -> tuple[Consumer, ...]:
    """All consumers of all queues and streams, once for each flow."""
    components = facts.design.components
    found: dict[Consumer, None] = {}
    for path, flow in facts.design.flows.items():
        for call in flow.steps:
            broker = components.get(call.caller.path)
            component = components.get(call.callee.path)
            if broker is not None and component is not None and broker.plays(Role.BROKER):
                found[Consumer(broker, component, path)] = None
    return tuple(found)


def broker_of(facts: Facts, path: str) -> str | None:
    """The queue or stream that a component takes its work from, of several the one that gives most;
    None where anything else calls it, for then not all of its work can wait."""
    components = facts.design.components
    given: dict[str, float] = {}
    for part in facts[loads].parts.get(path, ()):
        caller = part.step.caller.path
        if caller not in components or not components[caller].plays(Role.BROKER):
            return None
        given[caller] = given.get(caller, 0.0) + part.rate.low
    return max(given, key=given.__getitem__) if given else None
