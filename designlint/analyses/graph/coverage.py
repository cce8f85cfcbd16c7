"""Traceability: which flows and interfaces serve each requirement."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.base.records import NamedTuple
from designlint.model import Design, Requirement
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


def _frozen(table: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {path: tuple(dict.fromkeys(found)) for path, found in table.items()}
