"""Traceability: which flows and interfaces serve each requirement."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.model import Requirement
from designlint.records import NamedTuple
from designlint.schema.context import PRIORITY, SERVES


class Coverage(NamedTuple):
    """The paths of the flows and of the interfaces that serve each requirement, by its path.

    `unserved` are the functional requirements that are wanted and that no flow serves.
    """

    flows_serving: dict[str, tuple[str, ...]]
    apis_serving: dict[str, tuple[str, ...]]
    unserved: tuple[str, ...]


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
            for ref in api.value(SERVES) or ():
                apis.setdefault(ref.path, []).append(api.path)
    return Coverage(
        _frozen(flows),
        _frozen(apis),
        tuple([r.path for r in design.requirements.values() if _wanted(r) and r.path not in flows]),
    )


def _wanted(requirement: Requirement) -> bool:
    """Whether a requirement is a functional one that is to be built."""
    return requirement.functional and requirement.value(PRIORITY) != "wont"


def _frozen(table: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {path: tuple(dict.fromkeys(found)) for path, found in table.items()}
