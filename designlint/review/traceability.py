"""Traceability both ways: from a requirement to the components that serve it, and back."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.coverage import coverage
from designlint.analyses.graph.graph import flow_graphs
from designlint.document import Covered, Purpose, Requirement, Traceability, Traced


def traceability(facts: Facts, requirements: tuple[Requirement, ...]) -> Traceability:
    """The matrix as two lists. A requirement is served by the flows that declare so or that it
    measures, and by their components. Components that it measures, or whose interface declares so,
    serve it too."""
    forth = tuple([_traced(facts, requirement) for requirement in requirements])
    back = tuple(_back(facts, forth))
    return Traceability(forth, back, tuple(_coverage(facts, back)))


def _coverage(facts: Facts, back: tuple[Purpose, ...]) -> Iterator[Covered]:
    """How many requirements something serves or measures, and how many components serve one."""
    found, requirements = facts[coverage], facts.design.requirements.values()
    wanted = found.wanted
    claimed = [bool(one.claims) for one in requirements if not one.functional]
    ours = [bool(p.requirements) for p in back if facts.design.components[p.component].is_ours]
    counts = (
        ("functional requirements with a flow", [path not in found.unserved for path in wanted]),
        (
            "functional requirements with an interface",
            [path in found.apis_serving for path in wanted],
        ),
        ("nonfunctional requirements with a measure", claimed),
        ("components that serve a requirement", ours),
    )
    for what, marks in counts:
        if marks:
            yield Covered(what, sum(marks), len(marks), f"{100 * sum(marks) // len(marks)}%")


def _traced(facts: Facts, requirement: Requirement) -> Traced:
    design = facts.design
    subjects = [claim.subject for claim in requirement.claims]
    flows = dict.fromkeys([*requirement.flows, *(s for s in subjects if s in design.flows)])
    parts = [node for flow in flows for node in facts[flow_graphs][flow].nodes]
    parts += [subject for subject in subjects if subject in design.components]
    parts += [api.rpartition(".")[0] for api in requirement.apis]
    components = dict.fromkeys(part for part in parts if part in design.components)
    return Traced(requirement.path, tuple(flows), requirement.apis, tuple(components))


def _back(facts: Facts, forth: tuple[Traced, ...]) -> list[Purpose]:
    design = facts.design
    serving: dict[str, list[str]] = {}
    for traced in forth:
        for component in traced.components:
            serving.setdefault(component, []).append(traced.requirement)
    flows: dict[str, list[str]] = {}
    for path in design.flows:
        for node in facts[flow_graphs][path].nodes:
            flows.setdefault(node, []).append(path)
    return [
        Purpose(path, tuple(serving.get(path, ())), tuple(flows.get(path, ())))
        for path in design.components
    ]
