"""What people reach without anything in between."""

from __future__ import annotations

from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.model import Step
from designlint.schema.roles import Role


class Reached(NamedTuple):
    """A store that an actor calls directly: the first such call of each, and its flow."""

    store: str
    actor: str
    flow: str
    step: Step


def reached_directly(facts: Facts) -> tuple[Reached, ...]:
    """The stores that actors call themselves, but for those who recover something that way."""
    found: dict[tuple[str, str], Reached] = {}
    for flow in facts.design.flows.values():
        if flow.recovers:
            continue
        for call in flow.steps:
            actor, store = call.caller.path, call.callee.path
            component = facts.design.components.get(store)
            is_actor = actor in facts.design.actors
            if is_actor and component is not None and component.plays(Role.INTERNAL):
                found.setdefault((actor, store), Reached(store, actor, flow.path, call))
    return tuple(found.values())
