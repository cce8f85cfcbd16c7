"""What a design is about: the flows that must work, and what they use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from designlint.analyses.facts import Facts
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.graph.graph import flow_graphs
from designlint.base.records import NamedTuple
from designlint.model import Component, Data, Element, Flow, Step
from designlint.schema.component import CONFIGURED_BY, DEPLOYED_BY, IDENTITY_FROM, OBSERVED_BY
from designlint.schema.property import Property
from designlint.schema.roles import Role


class AtStake(NamedTuple):
    """The flows that must work (all flows, where no requirement says so), the team's components in
    them, the data that they use or that is critical, and the calls between components, each with its
    flow."""

    flows: tuple[Flow, ...]
    components: tuple[Component, ...]
    data: tuple[Data, ...]
    calls: tuple[tuple[Flow, Step], ...]

    def playing(self, *roles: Role) -> tuple[Component, ...]:
        """The components of a role."""
        return tuple([one for one in self.components if one.plays(*roles)])


def at_stake(facts: Facts) -> AtStake:
    """What the questions are about, in the order of the design; the work of recovery is not asked about."""
    design = facts.design
    must = design.must_flows
    flows = [f for f in design.flows.values() if not f.recovers and (not must or f.path in must)]
    used = {path for flow in flows for path in facts[flow_graphs][flow.path].nodes}
    named = {n.path for flow in flows for step in flow.steps for n in (*step.reads, *step.writes)}
    held = {path for path in design.data if not used.isdisjoint(facts[data_uses][path].homes)}
    return AtStake(
        tuple(flows),
        tuple([c for c in design.components.values() if c.is_ours and c.path in used]),
        tuple([d for d in design.data.values() if d.path in named | held or d.is_critical]),
        tuple([(f, step) for f in flows for step in f.steps if _is_internal(facts, step)]),
    )


def tools(facts: Facts) -> tuple[Component, ...]:
    """What the components at stake are watched, deployed, configured and authenticated by."""
    named = {
        ref.path
        for component in facts[at_stake].components
        for key in (OBSERVED_BY, DEPLOYED_BY, CONFIGURED_BY, IDENTITY_FROM)
        for ref in component.value(key) or ()
    }
    return tuple([c for c in facts.design.components.values() if c.path in named and c.is_ours])


def user_facing(facts: Facts) -> tuple[Flow, ...]:
    """The flows that an actor, a client program or an outside system begins, recovery aside."""
    graphs = facts[flow_graphs]
    return tuple([f for path, f in facts.design.flows.items() if graphs[path].is_user_facing])


def lacking(key: Property[Any], elements: Iterable[Element]) -> list[Element]:
    """Those of which nothing is known, be it stated or published."""
    return [element for element in elements if element[key] is None]


def _is_internal(facts: Facts, step: Step) -> bool:
    components = facts.design.components
    return step.caller.path in components and step.callee.path in components
