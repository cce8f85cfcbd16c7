"""Traceability: which flows and interfaces serve each requirement."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.base.records import NamedTuple
from designlint.model import Design, Flow, Requirement, Step
from designlint.schema.context import SERVES


class Coverage(NamedTuple):
    """The paths of the flows and of the interfaces that serve each requirement, by its path.

    `wanted` are the functional requirements that are to be built, those that others refine aside;
    `unserved` are those of them that no flow serves.
    """

    flows_serving: dict[str, tuple[str, ...]]
    apis_serving: dict[str, tuple[str, ...]]
    unserved: tuple[str, ...]
    wanted: tuple[str, ...] = ()

    def flows_for(self, design: Design, requirement: str) -> tuple[str, ...]:
        """The flows that serve a requirement, or one that it refines."""
        wholes = design.wholes_of(requirement)
        return tuple(
            dict.fromkeys([flow for whole in wholes for flow in self.flows_serving.get(whole, ())])
        )

    def optional_messages(self, facts: Facts, requirement: str) -> list[Step]:
        """Of a must-have that has somebody get a message: the optional steps by which its flows send to other
        users and outside systems, where these do without each. Empty where a message is sent by needed steps, or
        none is demanded."""
        found = facts.design.requirements[requirement]
        is_must = found.functional and facts.design.priority_of(requirement) == "must"
        if not is_must or not found.statement.announces:
            return []
        flows = [facts.design.flows[path] for path in self.flows_for(facts.design, requirement)]
        sent = [_optional_steps(facts, flow) for flow in flows]
        return [step for steps in sent for step in steps] if all(sent) else []


def coverage(facts: Facts) -> Coverage:
    """What the flows and interfaces of a design cover."""
    design = facts.design
    flows: dict[str, list[str]] = {}
    for flow in design.flows.values():
        for served in flow.serves:
            flows.setdefault(served.path, []).append(flow.path)
    apis: dict[str, list[str]] = {}
    for component in design.components.values():
        for api in component.apis:
            for ref in (ref for part in api.parts for ref in part.value(SERVES) or ()):
                apis.setdefault(ref.path, []).append(api.path)
    wanted = tuple([r.path for r in design.requirements.values() if _is_wanted(design, r)])
    unserved = [path for path in wanted if flows.keys().isdisjoint(design.wholes_of(path))]
    return Coverage(_frozen(flows), _frozen(apis), tuple(unserved), wanted)


def _is_wanted(design: Design, requirement: Requirement) -> bool:
    """Whether a requirement is a functional one that is to be built by itself, not by its parts."""
    is_whole = requirement.functional and not design.parts_of(requirement.path)
    return is_whole and design.priority_of(requirement.path) != "wont"


def _optional_steps(facts: Facts, flow: Flow) -> list[Step]:
    """The optional steps to or towards outside systems and other users; empty where a needed step reaches
    one."""
    graph, found = facts[flow_graphs][flow.path], []
    for step in flow.steps:
        callee = facts.design.components.get(step.callee.path)
        is_own = callee is not None and not callee.is_external
        if is_own or step.callee.path in graph.entries:
            continue
        path = (*graph.path_to(step.caller.path), step)
        optional = [one for one in path if one.optional]
        if not optional:
            return []
        found.append(optional[0])
    return found


def _frozen(table: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {path: tuple(dict.fromkeys(found)) for path, found in table.items()}
