"""Traceability: which requirements are served, which parts are used, which flows have a purpose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.graph.mentions import HEADER, mentions
from designlint.model import Design, Flow, Requirement
from designlint.schema.component import BECAUSE
from designlint.schema.context import PRIORITY, SERVES
from designlint.schema.store import HOLDS


class Coverage(NamedTuple):
    """Paths: what serves what, and what is used by anything at all.

    `unserved` are the functional requirements that are wanted and that no flow serves; `aimless` the
    flows without a purpose that the design states; `used` the components and actors that a flow,
    another component or the list of integrations mentions; `held` has the holders of each datum.
    """

    flows_serving: dict[str, tuple[str, ...]]
    apis_serving: dict[str, tuple[str, ...]]
    unserved: tuple[str, ...]
    aimless: tuple[str, ...]
    used: frozenset[str]
    held: dict[str, tuple[str, ...]]


def coverage(facts: Facts) -> Coverage:
    """What the flows and interfaces of a design cover."""
    design = facts.design
    flows: dict[str, list[str]] = {}
    for flow in design.flows.values():
        for served in flow.serves:
            flows.setdefault(served.path, []).append(flow.path)
    apis: dict[str, list[str]] = {}
    held: dict[str, list[str]] = {}
    for component in design.components.values():
        for ref in component.value(HOLDS) or ():
            held.setdefault(ref.path, []).append(component.path)
        for api in component.apis:
            for ref in api.value(SERVES) or ():
                apis.setdefault(ref.path, []).append(api.path)
    return Coverage(
        _frozen(flows),
        _frozen(apis),
        tuple([r.path for r in design.requirements.values() if wanted(r) and r.path not in flows]),
        tuple(_aimless(facts)),
        frozenset(_used(facts)),
        _frozen(held),
    )


def wanted(requirement: Requirement) -> bool:
    """Whether a requirement is a functional one that is to be built."""
    return requirement.functional and requirement.value(PRIORITY) != "wont"


def _frozen(table: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {path: tuple(dict.fromkeys(found)) for path, found in table.items()}


def _used(facts: Facts) -> Iterator[str]:
    design = facts.design
    for path, owners in facts[mentions].items():
        if any(o == HEADER or o in design.flows or o in design.components for o in owners):
            yield path


def _aimless(facts: Facts) -> Iterator[str]:
    """The flows that serve nothing, recover nothing, give no reason, and do not carry on the work
    that such a flow leaves in a queue or stream."""
    design = facts.design
    purposeful = {path for path, flow in design.flows.items() if _has_purpose(flow)}
    fed = _callees(design, purposeful)
    waiting = [path for path in design.flows if path not in purposeful]
    growing = True
    while growing:
        carried = [path for path in waiting if _takes_from(facts, path, fed)]
        fed |= _callees(design, carried)
        waiting = [path for path in waiting if path not in carried]
        growing = bool(carried)
    yield from waiting


def _has_purpose(flow: Flow) -> bool:
    return bool(flow.serves or flow.recovers or flow[BECAUSE])


def _takes_from(facts: Facts, path: str, fed: set[str]) -> bool:
    graph = facts[flow_graphs][path]
    return any(graph.starts_at_broker(entry) and entry in fed for entry in graph.entries)


def _callees(design: Design, flows: set[str] | list[str]) -> set[str]:
    return {step.callee.path for path in flows for step in design.flows[path].steps}
