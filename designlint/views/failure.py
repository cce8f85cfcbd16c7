"""The failure view: what takes flows down, what `check` reports about that, and how full the parts are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from designlint.analyses.availability.cuts import single_points_of_failure
from designlint.analyses.facts import Facts
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.load.capacity import capacities
from designlint.analyses.verdicts.verdicts import Verdict, verdicts
from designlint.base.wording import counted, listed
from designlint.diagnostics.diagnostic import Diagnostic, Severity
from designlint.drawing import Drawing, Edge, Heat, Mark, Node, worst_of
from designlint.quantities.showing import show_share
from designlint.views.badges import Badge, badges, flattened, named_in
from designlint.views.components import components
from designlint.views.parts import MARK_OF, title_of

FAMILIES = ("SPF", "RES", "SCA", "MSG", "OPS", "CAC", "LAT", "VER")
"""The families of findings that are about failure."""
FULL, NEARLY = 1.0, 0.7
SCALE: tuple[tuple[float, Heat], ...] = (
    (0.25, "free"), (0.5, "light"), (0.75, "half"), (FULL, "high"),
)  # fmt: skip
_NOUNS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.UNDECIDED: "question",
    Severity.INFO: "note",
}


def failure(facts: Facts, findings: Sequence[Diagnostic] = ()) -> Drawing:
    """The components and places with the findings about failure that name them, those that stop flows
    alone, and how full all are; verdicts that are not met point at what they are about."""
    drawing = components(facts)
    found = flattened(findings, FAMILIES)
    known = badges(found)
    nodes = [_node(facts, node, known.get(node.key)) for node in drawing.nodes]
    claims, claim_edges = _claims(facts)
    places, place_edges = _places(facts, known)
    return drawing._replace(
        title=f"{title_of(facts.design)}: failure",
        description=_description(facts, found),
        nodes=(*nodes, *claims, *places),
        edges=(*(_edge(edge, found) for edge in drawing.edges), *claim_edges, *place_edges),
        notes=(*drawing.notes, *_notes(found, {node.key for node in (*nodes, *claims, *places)})),
    )


def _description(facts: Facts, found: Sequence[Diagnostic]) -> str:
    counts = Counter(one.severity for one in found)
    words = ", ".join([
        counted(number, _NOUNS[severity]) for severity, number in sorted(counts.items(), reverse=True)
    ])  # fmt: skip
    alone = sorted(_alone(facts))
    stopping = (
        f"{counted(len(alone), 'component')} {'stops' if len(alone) == 1 else 'stop'} a flow alone"
    )
    findings = f"findings about failure: {words or 'none'}"
    return f"{findings}; {stopping}" if alone else findings


def _node(facts: Facts, node: Node, badge: Badge | None) -> Node:
    """A component with its findings, whether it stops flows alone, and how full it is."""
    mark, words = _used(facts, node.key)
    alone = _alone(facts).get(node.key)
    if alone:
        mark, words = "bad", [*words, f"alone stops {_flows(alone)}"]
    tip = node.tip
    if badge is not None:
        mark, words, tip = worst_of(mark, badge.mark), [*words, *badge.words], badge.tip
    heat = _heat(facts, node.key)
    return node._replace(mark=mark, lines=(*node.lines, *words), heat=heat, tip=tip)


def _edge(edge: Edge, found: Iterable[Diagnostic]) -> Edge:
    """A line with the mark of the findings about one of its ends that name the other."""
    about = [
        one
        for one in found
        if (one.element == edge.tail and edge.head in named_in(one))
        or (one.element == edge.head and edge.tail in named_in(one))
    ]
    if not about:
        return edge
    badge = Badge(tuple(about))
    codes = ", ".join(dict.fromkeys(one.code for one in about))
    label = f"{edge.label}: {codes}" if edge.label else codes
    return edge._replace(mark=badge.mark, label=label, tip=badge.tip)


def _alone(facts: Facts) -> dict[str, list[str]]:
    return facts[stopping_alone]


def stopping_alone(facts: Facts) -> dict[str, list[str]]:
    """The components with an instance, or as a whole, that stops flows alone, with these flows."""
    found: dict[str, list[str]] = {}
    for flow, events in facts[single_points_of_failure].items():
        for event in events:
            if event.kind != "domain":
                found.setdefault(event.path, []).append(flow)
    return {path: sorted(set(flows)) for path, flows in sorted(found.items())}


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


def _claims(facts: Facts) -> tuple[list[Node], list[Edge]]:
    """A node for each violated claim, and lines to what violates it, as far as that is one thing."""
    nodes, edges = [], []
    for verdict in facts[verdicts]:
        if not verdict.is_refuted:
            continue
        key, mark = f"{verdict.owner.path}: {verdict.claim.text}", MARK_OF[verdict.word]
        words = (verdict.claim.text, verdict.judgement.value, verdict.word)
        owner = verdict.owner
        nodes.append(Node(key, "requirement", owner.path, words, mark, owner.title, owner.path))
        edges += [Edge(key, path, "depends_on", mark=mark) for path in _about(facts, verdict)]
    return nodes, edges


def _about(facts: Facts, verdict: Verdict) -> list[str]:
    """The component that a claim is about, what a flow cannot do without, else its entry, or where its
    data item is read too weak or kept."""
    design, claim = facts.design, verdict.claim
    subject, culprits = claim.about, list(claim.metric.culprits(facts, claim))
    if culprits or subject in design.components:
        return culprits or [subject]
    if subject in design.flows:
        causes = [path for path, flows in _alone(facts).items() if subject in flows]
        steps = design.flows[subject].steps
        entries = [steps[0].callee.path] if steps else []
        return causes if causes and claim.measures("availability") else entries
    if subject in design.data:
        return [home for home in facts[data_uses][subject].homes if home in design.components]
    return []


def _places(facts: Facts, known: dict[str, Badge]) -> tuple[list[Node], list[Edge]]:
    """The places that findings are about, with lines from the components that these name."""
    nodes, edges = [], []
    for path, badge in known.items():
        place = facts.design.places.get(path)
        if place is None:
            continue
        name = f"{place.level} {place.name}"
        nodes.append(Node(path, "place", name, badge.words, badge.mark, badge.tip, path))
        named = {name for one in badge.findings for name in _components(facts, one)}
        edges += [Edge(one, path, "depends_on", mark=badge.mark) for one in sorted(named)]
    return nodes, edges


def _components(facts: Facts, finding: Diagnostic) -> Iterator[str]:
    """The components that a finding or its witness names."""
    texts = named_in(finding).union(
        *(named_in(finding._replace(message=s.text)) for s in finding.witness)
    )
    yield from (name for name in texts if name in facts.design.components)


def _notes(found: Iterable[Diagnostic], drawn: set[str]) -> Iterator[str]:
    """The findings about what is not in the picture, such as a flow or a data item: by their codes, since
    `check` has their words."""
    owners = {key.split(":")[0] for key in drawn}
    left: dict[tuple[Severity, str], list[str]] = {}
    for one in found:
        if one.element not in drawn and one.element not in owners:
            about = left.setdefault((one.severity, one.code), [])
            about += [one.element] if one.element is not None else []
    for (severity, code), about in left.items():
        names = listed(list(dict.fromkeys(about))).replace("`", "") if about else "the design"
        yield f"{severity} {code} on {names}"
