"""What overload and rate limits keep from the calls of components and from the runs of flows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from designlint.analyses.availability.needed import NeededCall, needed_calls
from designlint.analyses.availability.served import Factor, Served, served
from designlint.analyses.availability.spares import of_runs
from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.load.capacity import FULL
from designlint.analyses.load.limit import Limit
from designlint.analyses.load.limits import let_through, limits
from designlint.analyses.measure import step
from designlint.analyses.placement.placement import is_gone
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.model import Step
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show, show_share, show_value


def overload(facts: Facts) -> Mapping[str, tuple[Factor, ...]]:
    """What overloaded components keep from their calls, and from the flows that need these."""
    subjects = {**facts.design.components, **facts.design.flows}
    return Lazily(subjects, lambda path: tuple(_overload(facts, path)))


def _overload(facts: Facts, path: str) -> Iterator[Factor]:
    if path in facts.design.components:
        found = served(facts, path)
        if found is not None:
            yield found.of_all()
        return
    for call in facts[needed_calls][path]:
        found = served(facts, call.asked, call.step)
        if found is not None:
            yield of_runs(facts, path, behind(facts, path, call), found, _let_in(facts, call))


def refusals(facts: Facts) -> Mapping[str, tuple[Factor, ...]]:
    """What rate limits refuse of the calls of components, and of the runs of the flows that need
    these."""
    subjects = {**facts.design.components, **facts.design.flows}
    return Lazily(subjects, lambda path: tuple(_refusals(facts, path)))


def _refusals(facts: Facts, path: str) -> Iterator[Factor]:
    if path in facts.design.components:
        yield from (_refused(limit).of_all() for limit in _met(facts, path, None))
        passes = let_through(facts, path)
        for limit, _ in facts[limits][path].on_calls:
            if limit.passes.low < 1.0:
                # Of all calls of the component, those from one caller are a part.
                yield _refused(limit)._replace(share=passes).of_all()
        return
    calls = facts[needed_calls][path]
    first = facts[_first_calls][path].spans
    is_alone = sum(call.step.share < 1.0 for call in calls) == 1
    for call in calls:
        for limit in _met(facts, call.asked, call.step):
            if call.step.span in first:
                yield _refused(limit).of_all()._replace(comes_first=True)
                continue
            is_own = limit not in facts[limits][call.asked].on_all
            let_in = 1.0 if is_own else _let_in(facts, call)
            comes = behind(facts, path, call)
            # What may be refused, and may not be, is no load of the fallback today.
            is_sure = not limit.quota and not limit.at_once
            factor = of_runs(facts, path, comes, _refused(limit), let_in, is_refused=is_sure)
            if call.spare is None and call.step.share < 1.0 and is_alone:
                factor = factor._replace(runs=call.runs.low, passes=limit.passes.high)
            yield factor


def behind(facts: Facts, flow: str, call: NeededCall) -> NeededCall:
    """A call as the runs see it that no limit refuses which comes first."""
    passes = facts[_first_calls][flow].passes
    return call._replace(arrives=min(1.0, call.arrives / passes) if passes else 1.0)


def _let_in(facts: Facts, call: NeededCall) -> float:
    """The largest share of a call, 0 to 1, that comes to who is asked: what its own limits do not refuse."""
    if call.asked not in facts.design.components:
        return 1.0
    return facts[limits][call.asked].let_in(call.step)


class _First(NamedTuple):
    """The calls that every run of a flow makes once, one after the other, before any other that it needs or
    may need, and the largest share of the runs (0 to 1) that their limits let through."""

    spans: frozenset[Span]
    passes: float


def _first_calls(facts: Facts) -> Lazily[str, _First]:
    """The first calls of each flow; up to one whose callee may serve less than its limits let through."""
    return Lazily(facts.design.flows, lambda path: _first_of(facts, path))


def _first_of(facts: Facts, flow: str) -> _First:
    calls = facts[needed_calls][flow]
    entries = facts[flow_graphs][flow].entries
    found: set[Span] = set()
    passes = 1.0
    at = entries[0] if len(entries) == 1 else None
    while at is not None:
        made = [call for call in calls if call.step.caller.path == at]
        own = made[0] if len(made) == 1 else None
        if own is None or own.step.span in found or not _is_made_once(own):
            break
        if sum(call.asked == own.asked for call in calls) > 1 or served(facts, own.asked, own.step):
            break
        found.add(own.step.span)
        passes *= math.prod(limit.passes.high for limit in _met(facts, own.asked, own.step))
        at = own.asked
    return _First(frozenset(found), passes)


def _is_made_once(call: NeededCall) -> bool:
    step = call.step
    # Its caller may be called by others that the flow goes on without, too.
    is_whole = step.share == 1.0 and step.on_miss_of is None and call.calls <= call.arrives * FULL
    return is_whole and call.runs.low >= 1.0 and call.spare is None and step.or_else is None


def _met(facts: Facts, path: str, call: Step | None) -> Iterator[Limit]:
    """The limits that may refuse some of the calls of a step, or of a whole component; what is lost
    answers none of them anyway."""
    if path in facts.design.components and not is_gone(facts.design, path):
        yield from (limit for limit in facts[limits][path].on(call) if limit.passes.low < 1.0)


def _refused(limit: Limit) -> Served:
    load = show_value(limit.load.low, Dimension.RATE, limit.known.value.rate.noun)
    quota = limit.known.value
    text = f"{limit.name}: lets {limit.written} of {load} through"
    if limit.is_open:
        text = f"{limit.name}: lets {limit.at_once} through; how long they take is not declared"
        enough = step(f"{limit.at_once} of {limit.name} are enough", limit.known)
        return Served(limit.passes, step(text, limit.known), (), enough)
    if limit.quota:
        text = f"{limit.name}: limits each {quota.per} to {show(quota.rate)}; {load} come from all"
    if limit.passes.high < 1.0:
        text += f" ({show_share(limit.passes.high)} {'pass' if limit.quota else ''}".rstrip() + ")"
    line = step(text, limit.known)
    if not limit.quota:
        return Served(limit.passes, line)
    within = step(f"no {quota.per} asks {limit.name} for more than {limit.written}", limit.known)
    return Served(limit.passes, line, (), within if limit.passes.high >= 1.0 else None)
