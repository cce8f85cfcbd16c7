"""What a caller answers by itself while who it reads from does not answer: what it has read before, or nothing."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from designlint.analyses.consistency.hop import STRONGEST, Guarantee, Hop, exact_guarantee
from designlint.analyses.consistency.write_order import Order, WriteOrder
from designlint.analyses.facts import Facts
from designlint.analyses.failure.hard_dependency import is_hard_dependency
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.measure import Missing
from designlint.analyses.measure import step as line
from designlint.diagnostics.diagnostic import edit
from designlint.model import Known, Step
from designlint.quantities.showing import show
from designlint.schema.component import RUNS_WITHOUT
from designlint.schema.relation import ON_FAILURE
from designlint.schema.values import Ref, RunsWithout


def kept_answers(
    facts: Facts, flow: str, step: Step, data: str, asked: Callable[[], Guarantee]
) -> Iterator[Hop]:
    """What a caller may give in place of the answer of a step, which gives what is `asked`."""
    if facts[data_uses].never_changes(data):
        return
    failing = step.properties[ON_FAILURE]
    if failing is not None and failing.value == "stale":
        yield _stale(step, data, failing).at(flow, step, step.callee.path)
    elif failing is None and not step.optional:
        without = _without(facts, flow, step)
        if without is not None:
            yield _going_on(step, without, asked()).at(flow, step, step.callee.path)


def _stale(step: Step, data: str, failing: Known[str]) -> Guarantee:
    """The stale answer that a caller gives when its call fails."""
    caller, callee = step.caller.path, step.callee.path
    why = (
        line(f"`{caller}` answers with its last value when `{callee}` does not answer", failing),
    )
    stale = (
        f"`{caller}` reads `{data}` from `{callee}` and keeps the answer",
        f"`{data}` changes in `{callee}`, which acknowledges the change",
        f"`{callee}` is unreachable: `{caller}` answers with the old value",
    )
    unbounded = f"`{callee}` can be unreachable without a bound"
    given = exact_guarantee(("eventual",), math.inf, why, stale, unbounded=unbounded)
    order = WriteOrder(Order.COPIED, why)
    return given._replace(
        order=order, remedy=edit("on_failure fail", place=f"the step to `{callee}`")
    )


def _without(facts: Facts, flow: str, step: Step) -> Known[RunsWithout] | None:
    """How the caller goes on without the callee; None where it does not, or the flow fails all the same."""
    caller = facts.design.components.get(step.caller.path)
    without = caller[RUNS_WITHOUT] if caller is not None else None
    if without is None or Ref(step.callee.path) not in without.value.nodes:
        return None
    is_for_it = is_hard_dependency(facts, step, facts[flow_graphs][flow]) is True
    return None if is_for_it else without


def _going_on(step: Step, without: Known[RunsWithout], asked: Guarantee) -> Guarantee:
    """What a caller gives that goes on without the callee: perhaps what it has read before the callee went away,
    which may miss a write for as long as it goes on."""
    caller, callee, time = step.caller.path, step.callee.path, without.value.time
    most = time.value if time is not None else math.inf
    lasts = f" for {show(time)}" if time is not None else ""
    text = f"`{caller}` goes on without `{callee}`{lasts}, perhaps with what it has read before"
    missing = Missing(
        "",
        f"answer of `{caller}` while `{callee}` is down",
        f"{caller} -> {callee} {{ on_failure degrade }}",
    )
    is_bounded = math.isfinite(asked.staleness + most)
    return Guarantee(
        ("bounded_staleness",) if is_bounded and asked.delivers else ("eventual",),
        STRONGEST,
        asked.staleness + most,
        (*asked.why, line(text, without)),
        missing=(*asked.missing, missing),
        unbounded=asked.unbounded
        or ("" if is_bounded else f"`{callee}` can be down without a bound"),
        least=0.0,
        in_error=most if is_bounded else 0.0,
        assumes=asked.assumes,
        order=asked.order,
    )
