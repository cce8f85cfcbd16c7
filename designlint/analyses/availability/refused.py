"""What overload and rate limits keep from the calls of components and from the runs of flows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from designlint.analyses.availability.needed import NeededCall, needed_calls
from designlint.analyses.availability.served import Factor, Served, served
from designlint.analyses.availability.spares import of_runs
from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.load.limits import Limit, let_through, limits
from designlint.analyses.measure import step
from designlint.model import Step
from designlint.quantity import Dimension, show, show_share, show_value


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
            yield of_runs(facts, path, _let_in(facts, call), found)


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
    for call in facts[needed_calls][path]:
        for limit in _met(facts, call.asked, call.step):
            is_own = limit not in facts[limits][call.asked].on_all
            coming = call if is_own else _let_in(facts, call)
            yield of_runs(facts, path, coming, _refused(limit))


def _let_in(facts: Facts, call: NeededCall) -> NeededCall:
    """A call as who is asked sees it: behind the limits of its caller."""
    share = 1.0
    if call.asked in facts.design.components:
        found = facts[limits][call.asked]
        for limit in found.on(call.step):
            share *= 1.0 if limit in found.on_all else limit.let_through.high
    return call._replace(calls=call.calls * share, arrives=call.arrives * share)


def _met(facts: Facts, path: str, call: Step | None) -> Iterator[Limit]:
    """The limits that may refuse some of the calls of a step, or of a whole component."""
    if path in facts.design.components:
        yield from (limit for limit in facts[limits][path].on(call) if limit.passes.low < 1.0)


def _refused(limit: Limit) -> Served:
    load = show_value(limit.load.low, Dimension.RATE, limit.known.value.rate.noun)
    quota = limit.known.value
    text = f"{limit.name}: lets {limit.written} of {load} through"
    if limit.quota:
        text = f"{limit.name}: limits each {quota.per} to {show(quota.rate)}; {load} come from all"
    if limit.passes.high < 1.0:
        text += f" ({show_share(limit.passes.high)} {'pass' if limit.quota else ''}".rstrip() + ")"
    line = step(text, limit.known)
    if not limit.quota:
        return Served(limit.passes, line)
    within = step(f"no {quota.per} asks {limit.name} for more than {limit.written}", limit.known)
    return Served(limit.passes, line, (), within if limit.passes.high >= 1.0 else None)
