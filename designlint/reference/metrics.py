"""What a requirement or an expectation can measure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from designlint.analyses.consistency.lattice import ANOMALIES, IMPLIES, ConsistencyModel, implies
from designlint.model.metric import EVERYTHING, HEADINGS, PERCENTILE, Metric
from designlint.quantities.quantity import EXAMPLES
from designlint.reference.entry import Entry, Page
from designlint.reference.markdown import block, code, codes, link, paragraphs, table
from designlint.reference.shapes import marked
from designlint.schema.shape import DIMENSIONS, compile_shape, says
from designlint.schema.store import MODELS

_NAMED = {
    "flow": "follow",
    "component": "store",
    "data": "link",
    "place": "north",
    EVERYTHING: EVERYTHING,
}
_HEADING = re.compile(rf"^({HEADINGS}):", re.MULTILINE)


def metric_entries(metrics: Iterable[Metric]) -> list[Entry]:
    """An entry for each metric."""
    return [Entry("metric", metric.name, _body(metric)) for metric in metrics]


def metric_page(metrics: Collection[Metric]) -> Page:
    """The page of all metrics."""
    intro = paragraphs(
        f"A metric stands in a {link('claim', 'language.md#claims')}: a `require` line of a "
        "requirement or an `expect` line of a scenario. The verdict on a claim is one of **met**, "
        "**violated** and **undecided**; undecided comes with the facts that would decide it. "
        "What holds only if an assumption is right is **met on assumptions** or **violated on "
        "assumptions**, and what an estimate says **met (likely)** or **violated (likely)**.",
    )
    rows = [(link(code(m.name), f"#{m.name}"), ", ".join(m.subjects), m.summary) for m in metrics]
    overview = table(("metric", "of", "meaning"), rows)
    body = paragraphs(intro, overview, *(entry.section(2) for entry in metric_entries(metrics)))
    return Page("metrics.md", "Metrics", "what a requirement can measure", body)


def example(metric: Metric, keyword: str = "require") -> str:
    """A line that claims something of a metric."""
    aspect = metric.aspects[0] if metric.aspects else ""
    aspect = "p99" if aspect == PERCENTILE else aspect
    target = metric.example
    if metric.operator and not target:
        target = EXAMPLES[DIMENSIONS[metric.target.value][0]]
    subject = _NAMED[metric.subjects[0]]
    words = (keyword, metric.name, aspect, "of", subject, metric.operator, target)
    return " ".join(word for word in words if word)


def _body(metric: Metric) -> str:
    lattice = _lattice() if metric.target.value == MODELS else ""
    return paragraphs(
        metric.summary,
        f"Form: {code(metric.form)}",
        _target(metric),
        _aspects(metric),
        _between(metric),
        block(example(metric), "text"),
        lattice,
        _HEADING.sub(r"**\1**:", metric.details),
    )


def _target(metric: Metric) -> str:
    form = metric.target
    if not form.operators:
        return "It has no value: it holds or it does not."
    slot = compile_shape(f"<value:{form.value}>").slots[0]
    choice = f"{form.meaning}: {codes(slot.choices)}" if form.meaning else codes(slot.choices)
    meaning = choice if slot.choices else form.meaning or marked(says(slot))
    better = "More" if metric.higher_is_better else "Less"
    direction = f" {better} is better." if slot.type in DIMENSIONS else ""
    return f"`{form.placeholder}` is {meaning}.{direction}"


def _aspects(metric: Metric) -> str:
    if metric.aspects == (PERCENTILE,):
        return f"`PERCENTILE` is {marked(says(compile_shape('<percentile>').slots[0]))}."
    return ""


def _between(metric: Metric) -> str:
    if not metric.between_failovers:
        return ""
    return (
        "`between failovers` leaves out the effects of failovers, restarts and split brain; a requirement "
        "on `rpo` limits the writes lost then."
    )


def _lattice() -> str:
    rows = [
        (
            code(model),
            codes(weaker) or "-",
            ConsistencyModel(model).partition_availability,
            ", ".join(_newly_ruled_out(model)) or "-",
        )
        for model, weaker in IMPLIES.items()
    ]
    return paragraphs(
        "A stronger model gives every guarantee of the weaker models. During a network partition, "
        "a model is "
        "`total` if every replica that is up can go on answering, `sticky` if it can for clients that "
        "stay with their replica, and `unavailable` if some requests must wait or fail. A model "
        "rules out the anomalies beside it and those of every model that it implies:",
        table(("model", "implies", "during a partition", "rules out"), rows),
        "The map is that of [Jepsen](https://jepsen.io/consistency/models) and of its checker Elle; "
        "`bounded_staleness`, `consistent_prefix` and `eventual` are added by their definitions. "
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
