"""Failure views: single points of failure, utilisation, and the design in a scenario."""

from __future__ import annotations

import math

from designlint.analyses.availability.cuts import single_points_of_failure, weighed_cuts
from designlint.analyses.facts import Facts
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.judgement import Status
from designlint.analyses.load.capacity import capacities
from designlint.analyses.placement.placement import placements
from designlint.analyses.verdicts.verdicts import Verdict, expectations, verdicts
from designlint.analyses.worlds import in_scenario
from designlint.drawing import Drawing, Edge, Heat, Mark, Node
from designlint.quantity import show_share
from designlint.views.components import components
from designlint.views.deployment import deployment, spot_of
from designlint.views.parts import MARK_OF, title_of
from designlint.wording import counted

FULL, NEARLY = 1.0, 0.7
SCALE: tuple[tuple[float, Heat], ...] = (
    (0.25, "free"), (0.5, "light"), (0.75, "half"), (FULL, "high"),
)  # fmt: skip


def failure(facts: Facts) -> Drawing:
    """The components with those that stop flows alone, those that do in pairs, and how full all are;
    violated requirements point at the component that they are about."""
    drawing = components(facts)
    alone = _alone(facts)
    paired = _paired(facts) - set(alone)
    nodes = []
    for node in drawing.nodes:
        mark, words = _used(facts, node.key)
        if node.key in alone:
            mark, words = "bad", [*words, f"alone stops {_flows(alone[node.key])}"]
        elif node.key in paired and mark == "plain":
            mark, words = "warn", [*words, "stops flows with one other"]
        heat = _heat(facts, node.key)
        nodes.append(node._replace(mark=mark, lines=(*node.lines, *words), heat=heat))
    violated = [v for v in facts[verdicts] if v.is_refuted]
    stopping = f"{counted(len(alone), 'component')} {'stops' if len(alone) == 1 else 'stop'}"
    extra, edges = _violated(facts, violated)
    return drawing._replace(
        title=f"{title_of(facts.design)}: failure",
        description=f"{stopping} a flow alone; violated claims: {len(violated)}",
        nodes=(*nodes, *extra),
        edges=(*drawing.edges, *edges),
    )


def _alone(facts: Facts) -> dict[str, list[str]]:
    """The components with an instance, or as a whole, that stops flows alone."""
    found: dict[str, list[str]] = {}
    for flow, events in facts[single_points_of_failure].items():
        for event in events:
            if event.kind != "domain":
                found.setdefault(event.path, []).append(flow)
    return {path: sorted(set(flows)) for path, flows in sorted(found.items())}


def _paired(facts: Facts) -> set[str]:
    """The components that are in a cut set of order two."""
    return {
        event.path
        for flow in facts.design.flows
        for cut in facts[weighed_cuts][flow]
        if len(cut.events) == 2
        for event in cut.events
        if event.kind != "domain"
    }


def _used(facts: Facts, path: str) -> tuple[Mark, list[str]]:
    if path not in facts.design.components:
        return "plain", []
    used = facts[capacities][path].utilisation()
    if used is None or not math.isfinite(used.low):
        return "plain", []
    mark: Mark = "bad" if used.low > FULL else "warn" if used.low > NEARLY else "plain"
    return mark, [f"{show_share(float(f'{used.low:.2g}'))} full at peak"]


def _heat(facts: Facts, path: str) -> Heat:
    """How full a component is at peak, for the colour of its node; of whom that is not asked, it is
    unknown."""
    if path not in facts.design.components:
        return "unknown"
    used = facts[capacities][path].utilisation()
    if used is None or not math.isfinite(used.low):
        return "unknown"
    return next((heat for most, heat in SCALE if used.low <= most), "full")


def _flows(flows: list[str]) -> str:
    return flows[0] if len(flows) == 1 else f"{len(flows)} flows"


def _violated(facts: Facts, found: list[Verdict]) -> tuple[list[Node], list[Edge]]:
    """A node for each violated claim, and lines to what violates it, as far as that is one thing."""
    nodes, edges = [], []
    for verdict in found:
        key = f"{verdict.owner.path}: {verdict.claim.text}"
        words = (verdict.claim.text, verdict.judgement.value)
        nodes.append(Node(key, "requirement", verdict.owner.path, words, "bad", verdict.owner.title,
                          verdict.owner.path))  # fmt: skip
        edges += [Edge(key, path, "depends_on", mark="bad") for path in _about(facts, verdict)]
    return nodes, edges


def _about(facts: Facts, verdict: Verdict) -> list[str]:
    """The component that a claim is about, the entry of its flow, or where its data item is read too weak
    or kept."""
    design, claim = facts.design, verdict.claim
    subject, culprits = claim.about, list(claim.metric.culprits(facts, claim))
    if culprits or subject in design.components:
        return culprits or [subject]
    if subject in design.flows:
        steps = design.flows[subject].steps
        return [steps[0].callee.path] if steps else []
    if subject in design.data:
        return [home for home in facts[data_uses][subject].homes if home in design.components]
    return []


def scenario(facts: Facts, name: str) -> Drawing:
    """The deployment in the world of a scenario: what is dark, what is overloaded, and which
    expectations fail. Raises KeyError."""
    declared = facts.design.scenarios[name]
    world = in_scenario(facts, declared)
    lost = world.design.lost

    def said(path: str, place: str) -> tuple[Mark, list[str]]:
        placement = world[placements][path]
        if path in lost or not placement.replicas or place in map(spot_of, placement.lost):
            return "gone", ["dark"]
        here = [replica.number for replica in placement.replicas if spot_of(replica) == place]
        if placement.in_doubt.intersection(here):
            return "unknown", ["perhaps dark: its place is not declared"]
        return _used(world, path)

    drawing = deployment(world, said)
    failed = [v for v in facts[expectations] if v.owner is declared and v.status is not Status.MET]
    notes = [
        Node(
            v.claim.text, "requirement", name, (v.claim.text, v.judgement.value),
            MARK_OF[v.word], v.claim.text, name,
        )
        for v in failed
    ]  # fmt: skip
    return drawing._replace(
        title=declared.title or name,
        description=f"lost: {', '.join(sorted(lost)) or 'nothing'}; expectations that do not hold: "
        f"{len(failed)}",
        nodes=(*drawing.nodes, *notes),
    )
