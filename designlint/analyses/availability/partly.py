"""What is served of a load by what counts as down: fewer replicas than carry it, or a smaller fallback."""

from __future__ import annotations

from collections.abc import Iterable

from designlint.analyses.availability.needed import NeededCall, needed_calls
from designlint.analyses.facts import Facts
from designlint.analyses.failure.fallbacks import fallback_of
from designlint.analyses.failure.made import least_shares
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.load.capacity import capacities
from designlint.analyses.load.later import later_capacities
from designlint.analyses.load.limits import admitted
from designlint.analyses.measure import Interval, Missing
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line


class Partly(NamedTuple):
    """What serves a part of its load in a state in which it counts as down: a component with fewer
    replicas than carry its load, or a fallback that carries less than its step.

    `share` (0 to 1) is that of the runs that may succeed then: those that are served, and those that do
    not ask for it. `counted` is the assumption that it serves nothing, which what sheds denies, `missing` is what would decide it. It `is_rarest` where no
    other call that is needed may be made by fewer runs.
    """

    share: float
    counted: Line | None
    missing: Missing
    is_rarest: bool = True


def partly_served(facts: Facts, path: str) -> tuple[Partly, ...]:
    """What a flow needs, or a component, and what serves a part of its load although it is counted as
    down; the largest part first."""
    if path in facts.design.components:
        found = [_partly(facts, path)]
    else:
        calls = facts[needed_calls][path]
        if not _may_serve_a_part(facts, path, calls):
            return ()
        made = least_shares(facts, path, [call.step for call in calls])
        # The fault trees count those runs alone that make a call with a share.
        calls = tuple([_among(call, made[call.step.span]) for call in calls])
        asked: dict[str, float] = {}
        for call in calls:
            asked[call.asked] = max(made[call.step.span], asked.get(call.asked, 0.0))
        asked.update(dict.fromkeys(facts[flow_graphs][path].entries, 1.0))
        rarest = min(made.values(), default=1.0)
        found = [
            one and one._replace(is_rarest=asked.get(node, 1.0) <= rarest)
            for node, runs in _runs_with(facts, path, calls).items()
            for one in (_partly(facts, node, runs),)
        ]
        found += [
            one and one._replace(is_rarest=made[call.step.span] <= rarest)
            for call in calls
            if call.spare is not None
            for one in (_fallback(facts, path, call),)
        ]
    return tuple(sorted([one for one in found if one], key=lambda one: -one.share))


def _may_serve_a_part(facts: Facts, flow: str, calls: Iterable[NeededCall]) -> bool:
    """Whether a flow has a fallback, or needs something that works with several replicas only."""
    found = list(calls)
    nodes = {*facts[flow_graphs][flow].entries}
    nodes.update(node for call in found for node in (call.asked, call.step.caller.path))
    components = facts.design.components
    return any(call.spare is not None for call in found) or any(
        node in components and facts[capacities][node].needs.low > 1 for node in nodes
    )


def _among(call: NeededCall, made: float) -> NeededCall:
    """A call as the runs see it that make it by its share."""
    if made <= 0.0:
        return call
    runs = Interval(min(1.0, call.runs.low / made), min(1.0, call.runs.high / made))
    return call._replace(runs=runs)


def _runs_with(facts: Facts, flow: str, calls: Iterable[NeededCall]) -> dict[str, float]:
    """The components that a flow needs or may need, and the least share of its runs that do."""
    found: dict[str, float] = dict.fromkeys(facts[flow_graphs][flow].entries, 1.0)
    for call in calls:
        asked = [(call.asked, call.runs.low), (call.step.caller.path, 0.0)]
        for node, runs in (*asked, *([(call.spare, 0.0)] if call.spare is not None else [])):
            found[node] = max(found.get(node, 0.0), runs)
    return {node: runs for node, runs in found.items() if node in facts.design.components}


def _fallback(facts: Facts, flow: str, call: NeededCall) -> Partly | None:
    found = fallback_of(facts, flow, call.step)
    if found is None or found.is_enough is not False or call.spare is None:
        return None
    text = f"{call.spare} serves nothing in place of {call.asked}, whose load it does not carry"
    limit = Missing(call.spare, "capacity", "capacity 1k req/s per replica", is_assumed=True)
    # A callee with too few replicas serves a part, and its fallback a part of the rest.
    first = _of_fewer(facts, call.asked) or 0.0
    share = 1.0 - call.runs.low * (1.0 - min(1.0, first + found.share.high))
    line = Line(text, call.step.span) if found.share.low <= 0.0 else None
    return Partly(share, line, limit)


def _partly(facts: Facts, path: str, runs: float = 1.0) -> Partly | None:
    most = _of_fewer(facts, path)
    if most is None:
        return None
    capacity = facts[capacities][path]
    needed = capacity.needs.low
    text = f"{path} serves nothing with fewer than {needed} replicas, which its load needs"
    missing = Missing(path, "number of needed replicas", f"needs {needed}", is_assumed=True)
    return Partly(1.0 - runs * (1.0 - most), Line(text, capacity.component.span), missing)


def _of_fewer(facts: Facts, path: str) -> float | None:
    """The largest share of its calls that a component serves with fewer replicas than its load needs; None
    where one is enough, or where the design states how many are needed."""
    if path not in facts.design.components:
        return None
    capacity = facts[capacities][path]
    needed = capacity.needs
    if needed.known is not None or needed.low <= 1:
        return None
    used = facts[later_capacities][path].utilisation(needed.low - 1)
    if used is None:
        return None
    return min(admitted(facts, path).high, 1.0 / used.low if used.low > 0.0 else 1.0)
