"""What becomes of calls on their way: what limits refuse goes no further, and what a component does not
serve goes on to its fallback.

Both follow from the loads, and change them. Along calls without cycles a few rounds settle all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from designlint.analyses.facts import Facts, structural
from designlint.analyses.graph.fallback_call import made_to
from designlint.analyses.graph.graph import asked_by
from designlint.analyses.load.answers import ALL, ANY, Answers
from designlint.analyses.load.limits import limits_instead, limits_under
from designlint.analyses.load.load import loads, loads_with
from designlint.analyses.load.part import UNHINDERED, Handling, Loads, Pace
from designlint.analyses.load.quotas import quotas_of
from designlint.analyses.load.rates import miss_share
from designlint.analyses.load.repeats import is_repeated
from designlint.analyses.measure import Interval, exactly
from designlint.analyses.placement.placement import is_gone
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.model import Design, Flow, Known, Step
from designlint.schema.component import LATENCY
from designlint.schema.relation import BULKHEAD, POOL, RATE_LIMIT
from designlint.schema.values import AtPercentile

K = TypeVar("K")

# As many limits and fallbacks as may follow each other on one path.
ROUNDS = 12


def settled(facts: Facts) -> Loads:
    """The loads, where what is refused goes no further and what is not served goes to its fallback."""
    return loads_when(facts, UNHINDERED)


def unhindered_loads(facts: Facts) -> Loads:
    """The load that there is where no limit refuses any, and nothing goes on to a fallback."""
    if not is_handled(facts):
        return facts[loads]
    return loads_with(facts, UNHINDERED)


def is_handled(facts: Facts) -> bool:
    """Whether a limit may refuse calls, or some may go on to a fallback."""
    return bool(facts[limited] or facts[spared])


def loads_when(facts: Facts, forced: Handling, pace: Pace | None = None) -> Loads:
    """The loads in a state in which some calls go elsewhere anyway, or a flow begins at another pace."""
    refusing, passing = facts[limited], facts[spared]
    if not refusing and not passing:
        return loads_with(facts, forced, pace) if pace else _unhandled(facts, forced)
    found, now = loads_with(facts, forced, pace), forced
    for _ in range(ROUNDS):
        then = _with(_handling(facts, found, refusing, passing), forced)
        if then == now:
            return found
        now, before = then, now
        found = loads_with(facts, now, pace)
    return loads_with(facts, _either(now, before)._replace(cold=forced.cold), pace)


class _Given(NamedTuple):
    """What the loads follow from where nothing refuses a call or passes it on, beside who calls whom."""

    flows: Mapping[str, Flow]
    load: float
    misses: tuple[Interval, ...]
    times: tuple[Known[tuple[AtPercentile, ...]] | None, ...]
    forced: Handling


@structural
def _found(_: Facts) -> list[tuple[_Given, Loads]]:
    """The loads that have been found, with what they follow from."""
    return []


def _unhandled(facts: Facts, forced: Handling) -> Loads:
    """The loads where nothing refuses a call or passes it on: most quantities do not change them."""
    design, known = facts.design, facts[_found]
    misses = tuple(
        [
            miss_share(design, call)
            for flow in design.flows.values()
            for call in flow.steps
            if call.on_miss_of is not None
        ]
    )
    given = _Given(design.flows, design.load, misses, _times(design), forced)
    for one, found in known:
        if one.flows is given.flows and one[1:] == given[1:]:
            return found
    known.append((given, loads_with(facts, forced)))
    return known[-1][1]


def _times(design: Design) -> tuple[Known[tuple[AtPercentile, ...]] | None, ...]:
    """The latencies of those whose calls may be made again when they take long."""
    again = [call for flow in design.flows.values() for call in flow.steps if is_repeated(call)]
    callees = [design.components.get(call.callee.path) for call in again]
    return tuple([None if one is None else one[LATENCY] for one in callees])


def _with(found: Handling, forced: Handling) -> Handling:
    return Handling(
        {**found.through, **forced.through},
        {**found.let_in, **forced.let_in},
        {**found.spilled, **forced.spilled},
        forced.cold,
        found.let_in_instead,
    )


def limited(facts: Facts) -> tuple[str, ...]:
    """The components whose calls a limit may refuse."""
    design = facts.design
    found = {
        path: None
        for path, one in design.components.items()
        if one[RATE_LIMIT] is not None
        or any(api[RATE_LIMIT] is not None for api in one.apis)
        or any(True for _ in quotas_of(one))
    }
    for flow in design.flows.values():
        for call in flow.steps:
            for asked in asked_by(call):
                if _is_limited(made_to(facts, call, asked)):
                    found[asked] = None
    return tuple([path for path in found if path in design.components])


def _is_limited(call: Step) -> bool:
    stated = call.properties
    has_number = stated[BULKHEAD] is not None or stated[POOL] is not None
    return has_number or stated[RATE_LIMIT] is not None


def spared(facts: Facts) -> tuple[tuple[str, Step], ...]:
    """The steps, with their flows, that have a fallback which is not already asked."""
    design = facts.design
    return tuple(
        [
            (flow.path, call)
            for flow in design.flows.values()
            for call in flow.steps
            if call.or_else is not None
            and call.or_else.path in design.components
            and not is_gone(design, call.callee.path)
            and not is_gone(design, call.or_else.path)
        ]
    )


def _handling(
    facts: Facts, found: Loads, refusing: tuple[str, ...], passing: tuple[tuple[str, Step], ...]
) -> Handling:
    through: dict[str, Interval] = {}
    let_in: dict[Span, Interval] = {}
    for path in refusing:
        met = limits_under(facts, path, found)
        passes = ALL
        for limit in met.on_all:
            passes = passes * limit.let_through
        if len(found.parts.get(path, ())) == 1:
            passes = _of_one_source(passes)
        if passes.low < 1.0:
            through[path] = passes
        for limit, parts in met.on_calls:
            share = limit.let_through if len(parts) > 1 else _of_one_source(limit.let_through)
            if share.low < 1.0:
                let_in.update({part.step.span: share for part in parts})
    spilled: dict[Span, Interval] = {}
    answers = Answers(facts, found)
    for flow, call in passing:
        share = answers.spilled(flow, call)
        if share.high > 0.0:
            spilled[call.span] = share
    instead = {
        call.span: share
        for _, call in passing
        if (share := _let_in_instead(facts, found, call)).low < 1.0
    }
    return Handling(through, let_in, spilled, let_in_instead=instead)


def _let_in_instead(facts: Facts, found: Loads, call: Step) -> Interval:
    """The share of the calls that go on to the fallback of a step which the limits on these calls let in."""
    passes = ALL
    for limit, parts in limits_instead(facts, call, found):
        share = limit.let_through
        passes = passes * (share if parts > 1 else _of_one_source(share))
    return passes


def _either(one: Handling, other: Handling) -> Handling:
    """What holds of both; where they differ, anything may."""
    return Handling(
        _both(one.through, other.through),
        _both(one.let_in, other.let_in),
        _both(one.spilled, other.spilled),
        let_in_instead=_both(one.let_in_instead, other.let_in_instead),
    )


def _both(one: Mapping[K, Interval], other: Mapping[K, Interval]) -> dict[K, Interval]:
    return {
        key: one[key] if key in one and one.get(key) == other.get(key) else ANY
        for key in {**one, **other}
    }


def _of_one_source(passes: Interval) -> Interval:
    """The share to count with of calls that meet a limit alone: the more come, the smaller the share that
    passes, but never fewer calls. So the share of the least load bounds what passes from both sides."""
    return exactly(passes.high)
