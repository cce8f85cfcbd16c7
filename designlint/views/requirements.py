"""Traceability: from requirements to flows to the components that serve them."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.graph.coverage import coverage
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.verdicts.verdicts import requirement_verdicts
from designlint.drawing import Drawing, Edge, Mark, Node
from designlint.model import Requirement
from designlint.views.parts import MARK_OF, component_node, merged, shortened, title_of
from designlint.wording import counted


def requirements(facts: Facts) -> Drawing:
    """Each requirement with the flows that serve it or that it measures, and their components."""
    design = facts.design
    edges = []
    for path, flow in design.flows.items():
        edges += [Edge(named.path, path, "serves") for named in flow.serves]
    for requirement in design.requirements.values():
        for claim in requirement.claims:
            if claim.subject is not None and claim.subject.path in design.flows:
                edges.append(Edge(requirement.path, claim.subject.path, "serves"))
    linked = dict.fromkeys(edge.head for edge in edges)
    for path in linked:
        own = [n for n in facts[flow_graphs][path].nodes if n in design.components]
        edges += [Edge(path, node, "depends_on") for node in own]
    used = dict.fromkeys(edge.head for edge in edges if edge.head in design.components)
    nodes = [_requirement(facts, requirement) for requirement in design.requirements.values()]
    nodes += [
        Node(path, "flow", path, (shortened(design.flows[path].title),), tip=path, anchor=path)
        for path in linked
    ]
    nodes += [component_node(facts, design.components[path]) for path in used]
    name = title_of(design)
    required = counted(len(design.requirements), "requirement")
    description = f"{required}, {counted(len(linked), 'flow')} for them"
    return Drawing(f"{name}: requirements", description, tuple(nodes), merged(edges))


def _requirement(facts: Facts, requirement: Requirement) -> Node:
    verdict = facts[requirement_verdicts].get(requirement.path)
    unserved = requirement.path in facts[coverage].unserved
    mark: Mark = MARK_OF[verdict.word] if verdict is not None else "warn" if unserved else "plain"
    lines = [shortened(requirement.title)]
    if verdict is not None:
        lines.append(verdict.word)
    elif unserved:
        lines.append("served by no flow")
    return Node(
        requirement.path, "requirement", requirement.path, tuple(lines), mark,
        requirement.title, requirement.path,
    )  # fmt: skip
