"""What a requirement or an expectation can measure."""

from __future__ import annotations

from designlint.facts.consistency.lattice import ANOMALIES, IMPLIES, availability, implies
from designlint.quantity import EXAMPLES
from designlint.reference.entry import Entry, Page
from designlint.reference.markdown import block, code, codes, link, paragraphs, table
from designlint.reference.shapes import marked
from designlint.reference.worked import worked
from designlint.schema.metrics import CONSISTENCY_LEVELS, METRICS, Metric
from designlint.schema.shape import DIMENSIONS, compile_shape, says

_SUBJECTS = {"flow": "follow", "component": "store", "data": "link", "everything": "everything"}
# Targets that an example of the dimension would not show well.
_TARGETS = {
    "headroom": "30%",
    "staleness": "5s",
    "consistency": "read_your_writes",
    "durability": "99.999999999%",
    "rpo": "5min",
    "rto": "1h",
    "residency": "in eu",
    "encryption": "",
}


def metric_entries() -> list[Entry]:
    """An entry for each metric."""
    return [Entry("metric", metric.name, _body(metric)) for metric in METRICS.values()]


def metric_page() -> Page:
    """The page of all metrics."""
    intro = paragraphs(
        f"A metric stands in a {link('claim', 'language.md#claims')}: a `require` line of a "
        "requirement or an `expect` line of a scenario. The verdict on a claim is one of **met**, "
        "**violated** and **undecided**; undecided comes with the facts that would decide it.",
    )
    rows = [
        (link(code(m.name), f"#{m.name}"), ", ".join(m.subjects), m.doc) for m in METRICS.values()
    ]
    overview = table(("metric", "of", "meaning"), rows)
    body = paragraphs(intro, overview, *(entry.section(2) for entry in metric_entries()))
    return Page("metrics.md", "Metrics", "what a requirement can measure", body)


def example(metric: Metric, keyword: str = "require") -> str:
    """A line that claims something of a metric."""
    aspects = {"percentile": "p99"}
    aspect = aspects.get(metric.aspects[0], metric.aspects[0]) if metric.aspects else ""
    target = _TARGETS.get(metric.name)
    if target is None:
        target = EXAMPLES[DIMENSIONS[metric.value][0]]
    if target and not target.startswith("in "):
        target = f"{'>=' if metric.higher_is_better else '<='} {target}"
    words = (keyword, metric.name, aspect, "of", _SUBJECTS[metric.subjects[0]], target)
    return " ".join(word for word in words if word)


def _body(metric: Metric) -> str:
    lattice = _lattice() if metric.value == CONSISTENCY_LEVELS else ""
    return paragraphs(
        metric.doc,
        f"Form: {code(_form(metric))}",
        _target(metric),
        _aspects(metric),
        block(example(metric), "text"),
        lattice,
        worked(metric.name),
    )


def _form(metric: Metric) -> str:
    aspect = " PERCENTILE" if metric.aspects == ("percentile",) else ""
    if metric.aspects and not aspect:
        aspect = f" ({' | '.join(metric.aspects)})"
    subject = " | ".join(s if s == "everything" else s.upper() for s in metric.subjects)
    if len(metric.subjects) > 1:
        subject = f"({subject})"
    of = f"[of {subject}]" if "everything" in metric.subjects else f"of {subject}"
    target = " in PLACE" if metric.name == "residency" else " OPERATOR VALUE"
    return f"{metric.name}{aspect} {of}{'' if metric.value == 'yes_no' else target} [at FACTOR]"


def _target(metric: Metric) -> str:
    if metric.value == "yes_no":
        return "It has no value: it holds or it does not."
    if metric.name == "residency":
        return "`PLACE` is a jurisdiction, as places state it, or the name of a place."
    if metric.value == CONSISTENCY_LEVELS:
        return f"`VALUE` is a consistency model: {codes(CONSISTENCY_LEVELS.split('|'))}."
    slot = compile_shape(f"<{metric.value}>").slots[0]
    better = "More" if metric.higher_is_better else "Less"
    return f"`VALUE` is {marked(says(slot))}. {better} is better."


def _aspects(metric: Metric) -> str:
    if metric.aspects == ("percentile",):
        return f"`PERCENTILE` is {marked(says(compile_shape('<percentile>').slots[0]))}."
    return ""


def _lattice() -> str:
    rows = [
        (
            code(model),
            codes(weaker) or "-",
            availability(model),
            ", ".join(_newly_ruled_out(model)) or "-",
        )
        for model, weaker in IMPLIES.items()
    ]
    return paragraphs(
        "A stronger model gives all that the weaker ones promise. When the network is cut, a model is "
        "`total` if every replica that is up can go on answering, `sticky` if it can for clients that "
        "stay with their replica, and `unavailable` if some requests must wait or fail. A model rules "
        "out what is named beside it and all that the models below it rule out:",
        table(("model", "implies", "when the network is cut", "rules out"), rows),
        "The map is that of [Jepsen](https://jepsen.io/consistency/models) and of its checker Elle; "
        "`bounded_staleness`, `consistent_prefix` and `eventual` are put in by their definitions. "
        "`update_atomic` is read atomic without lost updates (ROLA), `transactional_causal` and "
        "`transactional_prefix` are the models of A. Cerone and others (2015), `pram` is monotonic "
        "reads, monotonic writes and read your writes together.",
    )


def _newly_ruled_out(model: str) -> list[str]:
    """What a model rules out and none of those that it implies directly does."""
    return [
        name
        for name, ruled_out_by in ANOMALIES
        if any(implies(model, weakest) for weakest in ruled_out_by)
        and not any(implies(m, weakest) for m in IMPLIES[model] for weakest in ruled_out_by)
    ]
