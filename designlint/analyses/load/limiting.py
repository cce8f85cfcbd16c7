"""Which rate limits leave how much room for the load of a flow or component: what they refuse is not
served, so they bound it like a capacity."""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.fallback_call import made_to
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.analyses.load.limit import Limit
from designlint.analyses.load.limits import Limits, limits, limits_instead, limits_under
from designlint.analyses.load.load import loads
from designlint.analyses.load.part import Loads
from designlint.analyses.load.rates import made_in_world
from designlint.analyses.measure import Interval, exactly, step
from designlint.analyses.placement.placement import is_gone
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step
from designlint.model import Step as Call
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show_share, show_value
from designlint.schema.component import RUNS_WITHOUT
from designlint.schema.relation import GOES_ON, ON_FAILURE
from designlint.schema.values import Ref


class Limiting(NamedTuple):
    """A rate limit that calls meet which a flow needs (`call`), or all calls of the component
    `callee`."""

    callee: str
    call: Call | None
    limit: Limit

    @property
    def used(self) -> Interval:
        """The load over the limit; of a limit per client, as far as it certainly refuses some."""
        return exactly(0.0) if self.limit.is_open else self.stated_use

    @property
    def stated_use(self) -> Interval:
        """The same where nothing is taken to be enough."""
        found = self.limit
        if found.quota:
            return exactly(1.0 / found.passes.high if 0.0 < found.passes.high < 1.0 else 0.0)
        least, most = found.rates
        if not found.load.high:
            return exactly(0.0)
        if most <= 0.0:
            return exactly(math.inf)
        return Interval(found.load.low / most, found.load.high / least if least else math.inf)

    @property
    def is_taken_to_be_enough(self) -> bool:
        """Whether nothing says that it is enough for the load, or that it is not."""
        return self.limit.is_open and self.limit.passes.low < 1.0

    @property
    def enough(self) -> Step:
        """That it is enough, which is assumed."""
        return step(f"{self.limit.at_once} of {self.limit.name} are enough", self.limit.known)

    @property
    def line(self) -> Step:
        """`bank: 80 req/s over a rate limit of 40 req/s = 200%`."""
        found = self.limit
        load = show_value(found.load.low, Dimension.RATE, found.known.value.rate.noun)
        at_least = "" if found.load.is_exact else "at least "
        share = show_share(self.used.low)
        text = f"{found.name}: {at_least}{load} over a {found.noun} of {found.written} = {share}"
        return step(text, found.known)


def limiting(facts: Facts, subject: str, found: Loads | None = None) -> tuple[Limiting, ...]:
    """The rate limits that bound a subject at the load of this world, or at another one: those of a component's calls, and of a flow those that its calls
    meet, without the calls that it goes on without."""
    graph = facts[flow_graphs].get(subject)
    calls: list[tuple[str, Call | None]] = [(subject, None)]
    if graph is not None:
        made = [made_in_world(facts, call) for call in graph.flow.steps]
        calls = [(call.callee.path, call) for call in made]
    met = [
        Limiting(callee, call, limit)
        for callee, call in calls
        if callee in facts.design.components
        for limit in _met(_limits(facts, callee, found), call)
        if graph is None or call is None or not goes_on_without(facts, graph, call)
    ]
    if graph is not None:
        met += _met_instead(facts, graph, facts[loads] if found is None else found)
    return tuple({(id(one.limit.known), one.limit.name): one for one in met}.values())


def _met_instead(facts: Facts, graph: FlowGraph, found: Loads) -> Iterator[Limiting]:
    """The limits that the calls of fallbacks meet to which some calls of a flow go on."""
    for call in graph.flow.steps:
        spare = call.or_else
        if spare is None or call.optional or call.span not in found.instead:
            continue
        if spare.path in facts.design.components:
            limits_of = [one for one, _ in limits_instead(facts, call, found)]
            for limit in (*limits_under(facts, spare.path, found).on_all, *limits_of):
                yield Limiting(spare.path, made_to(facts, call, spare.path), limit)


def _met(found: Limits, call: Call | None) -> tuple[Limit, ...]:
    """The limits that a call meets; None: all that a component has itself."""
    return found.own if call is None else found.on(call)


def _limits(facts: Facts, path: str, found: Loads | None) -> Limits:
    return facts[limits][path] if found is None else limits_under(facts, path, found)


def goes_on_without(facts: Facts, graph: FlowGraph, call: Call) -> bool:
    """Whether a flow goes on when a call fails, or never makes it in this world."""
    if call.optional or is_gone(facts.design, call.caller.path):
        return True
    if call.or_else is not None and not is_gone(facts.design, call.or_else.path):
        return True
    on_failure, caller = call.properties[ON_FAILURE], facts.design.components.get(call.caller.path)
    if on_failure is not None and on_failure.value in GOES_ON:
        return True
    without = caller.value(RUNS_WITHOUT) if caller is not None else None
    if without is not None and Ref(call.callee.path) in without.nodes:
        return True
    others = graph.by_caller.get(call.caller.path, ())
    return any(o.on_miss_of is not None and o.on_miss_of.path == call.callee.path for o in others)
