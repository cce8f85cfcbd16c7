"""The flows: their steps with rates, what costs them availability, and where their time goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designlint.analyses.availability.contributions import contributions
from designlint.analyses.facts import Facts
from designlint.analyses.judgement import show_interval
from designlint.analyses.latency.asked import percentile_of, strictest
from designlint.analyses.latency.budget import budget
from designlint.analyses.latency.call_time import time_of_call
from designlint.analyses.load.load import loads
from designlint.analyses.success.success import success
from designlint.base.later import Later
from designlint.document import Bar, Budget, Finding, Flow, Hop
from designlint.model import Flow as Declared
from designlint.model import Step
from designlint.quantities.quantity import Dimension, Quantity
from designlint.quantities.showing import show, show_points, show_value
from designlint.review.findings import keys_on
from designlint.review.values import facts_of, paths_of
from designlint.schema.component import BECAUSE
from designlint.views.steps import how_often

LIKE_A_SHARE = Quantity(1.0, Dimension.SHARE)


def flows(facts: Facts, found: Sequence[Finding]) -> tuple[Flow, ...]:
    """All flows, in the order of the design."""
    return tuple([_flow(facts, flow, found) for flow in facts.design.flows.values()])


def _flow(facts: Facts, flow: Declared, found: Sequence[Finding]) -> Flow:
    return Flow(
        flow.path,
        flow.title,
        paths_of(flow.serves),
        paths_of(flow.recovers),
        facts_of(flow, without=(BECAUSE,)),
        tuple(hops(facts, flow)),
        availability_text(facts, flow.path),
        Later(lambda: _contributions(facts, flow.path)),  # no page that is printed shows them
        _budget(facts, flow.path),
        keys_on(found, flow.path),
    )


def availability_text(facts: Facts, path: str) -> str:
    """The availability of a flow, as far as it is known."""
    return show_interval(facts[success][path].value, LIKE_A_SHARE)


def hops(facts: Facts, flow: Declared) -> Iterator[Hop]:
    """The steps of a flow, each with the rate of its calls at peak and the latency of the callee."""
    found = facts[loads]
    rates = found.rates_in(flow.path)
    noun = found.nouns.get(flow.path, "")
    for number, step in enumerate(flow.steps, 1):
        rate = rates.get((step.callee.path, id(step)))
        is_known = rate is not None and rate.is_exact
        shown = show_value(rate.low, Dimension.RATE, noun) if rate is not None and is_known else ""
        yield Hop(
            number,
            step.caller.path,
            step.callee.path,
            step.waits,
            shown,
            ", ".join(time_of_call(facts, step)),
            paths_of(step.reads),
            paths_of(step.stores),
            ", ".join(_clauses(step)),
        )


def _clauses(step: Step) -> Iterator[str]:
    """What else the design states of a step."""
    if step.on_miss_of is not None:
        yield f"on miss of {step.on_miss_of.path}"
    yield from how_often(step)
    if step.deletes:
        yield f"deletes {', '.join(paths_of(step.deletes))}"
    if step.optional:
        yield "optional"
    if step.or_else is not None:
        yield f"or else {step.or_else.path}"


def _contributions(facts: Facts, path: str) -> Iterator[Bar]:
    for one in contributions(facts, path):
        number = f"{one.number} x " if one.number > 1 else ""
        yield Bar(f"{number}{one.path}", one.saved, show_points(one.saved))


def _budget(facts: Facts, path: str) -> Budget | None:
    """The budget that the strictest requirement on the flow's latency asks for; that of the usual
    percentile where there is none."""
    asked = strictest(facts, path)
    percentile = percentile_of(asked)
    found = budget(facts, path, percentile)
    if found is None:
        return None
    target = asked.target if asked is not None and isinstance(asked.target, Quantity) else None
    bars, start = [], 0.0
    for part in found.parts:
        bars.append(Bar(part.name, part.time, show_value(part.time, Dimension.TIME), start))
        start += part.time
    return Budget(
        f"p{percentile * 100:.8g}",
        tuple(bars),
        found.total,
        found.text,
        None if target is None else target.value,
        "" if target is None else show(target),
    )
