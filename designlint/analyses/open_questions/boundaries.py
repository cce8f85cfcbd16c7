"""Questions about boundaries: who authenticates users in front of protected data, and how calls between
trust zones are encrypted."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.open_questions.at_stake import at_stake, user_facing
from designlint.analyses.open_questions.question import Question, ask
from designlint.model import Component, Flow, Step
from designlint.schema.component import IDENTITY_FROM
from designlint.schema.context import CONTAINS
from designlint.schema.relation import ENCRYPTION
from designlint.schema.roles import Role


def boundaries(facts: Facts) -> Iterator[Question]:
    """Where users enter without a declared identity, and where trust ends."""
    entries = {
        entry.path: entry
        for flow in user_facing(facts)
        if _touches_protected(facts, flow) and (entry := _first_open(facts, flow)) is not None
    }
    yield from ask("What authenticates the callers of {}?", IDENTITY_FROM, "identity_from LOGIN",
                   entries.values())  # fmt: skip
    crossing = [step for flow in facts[at_stake].flows for step in _crossings(facts, flow)]
    if crossing:
        components, first = facts.design.components, crossing[0]
        asked = {step.callee.path: components[step.callee.path] for step in crossing}
        line = f"{first.caller.path} -> {first.callee.path} {{ encryption mtls }}"
        yield from ask("How is the traffic from other trust zones to {} encrypted?", ENCRYPTION, line,
                       asked.values(), place="the design")  # fmt: skip


def _touches_protected(facts: Facts, flow: Flow) -> bool:
    named = {n.path for step in flow.steps for n in (*step.reads, *step.writes)}
    return any(facts.design.data[path][CONTAINS] is not None for path in named)


def _first_open(facts: Facts, flow: Flow) -> Component | None:
    """The first program of the team in a flow in which nothing is known to authenticate the caller; one
    with interfaces is asked about those."""
    components = facts.design.components
    nodes = [components[p] for p in facts[flow_graphs][flow.path].nodes if p in components]
    if any(_authenticates(node) for node in nodes):
        return None
    return next((node for node in nodes if node.plays(Role.APPLICATION)), None)


def _authenticates(component: Component) -> bool:
    """Whether it says how, or has interfaces to say it of."""
    is_identity = component.plays(Role.IDENTITY_PROVIDER, Role.SECRETS_MANAGER)
    return is_identity or component[IDENTITY_FROM] is not None or bool(component.apis)


def _crossings(facts: Facts, flow: Flow) -> Iterator[Step]:
    """The calls between trust zones of which no encryption is declared."""
    design = facts.design
    for step in flow.steps:
        caller = design.components.get(step.caller.path)
        callee = design.components.get(step.callee.path)
        if caller is None or callee is None or flow.stated(step, ENCRYPTION) is not None:
            continue
        zones = {design.trust_zone(caller), design.trust_zone(callee)}
        if len(zones) == 2 and None not in zones:
            yield step
