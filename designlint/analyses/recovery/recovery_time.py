"""How long a component, a flow or a data item is down after a failure (recovery time).

A component with enough replicas left goes on. One that loses its leader is down for the failover. One
that is lost comes back when it is started, rebuilt or restored, and that begins only when its
dependencies are back: what it `needs_at_boot`, and what the flows that recover it use. Components
that wait for each other never come back.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from itertools import pairwise

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.events import Reading
from designlint.analyses.failure.flow_failure import (
    Answers,
    answers_needed,
    needed_groups,
    needs_in_doubt,
)
from designlint.analyses.failure.losses import (
    Loss,
    components_in,
    loss_text,
    possible_losses,
    scope_line,
)
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.measure import Exactness, Interval, Measure, Missing, exactly
from designlint.analyses.placement.placement import placements
from designlint.analyses.recovery.downtime import (
    NO_DOWNTIME,
    Downtime,
    downtime_text,
    ends,
    latest,
    severity,
    together,
    worst_of,
)
from designlint.analyses.recovery.kept_addresses import kept_addresses
from designlint.analyses.recovery.outage import Outage, outage
from designlint.analyses.recovery.recovery_paths import recovery_paths
from designlint.analyses.recovery.taken_for_granted import taken_for_granted
from designlint.diagnostics.diagnostic import Step
from designlint.solvers.graph import shortest_cycle, strongly_connected


def recoveries(facts: Facts) -> Lazily[Loss, Mapping[str, Downtime]]:
    """How long each component that a loss takes down is down, by the loss."""
    known = dict.fromkeys(possible_losses(facts, facts.design.components))
    return Lazily(known, lambda loss: _after(facts, loss))


def _after(facts: Facts, loss: Loss) -> dict[str, Downtime]:
    """The components in the order in which they can come back."""
    outages = {path: outage(facts, path, loss) for path in _affected(facts, loss)}
    down = {path: found for path, found in outages.items() if found is not None}
    waits = {path: [n for n in found.waits_for if n in down] for path, found in down.items()}
    found: dict[str, Downtime] = {}
    for block in strongly_connected(waits):
        in_cycle = len(block) > 1 or block[0] in waits.get(block[0], ())
        for path in block:
            before = [found[n] for n in waits[path] if n in found and n not in block]
            found[path] = (
                _deadlocked(facts, block, down, waits)
                if in_cycle
                else _after_others(down[path], before)
            )
    return found


def _affected(facts: Facts, loss: Loss) -> Iterable[str]:
    """The components that a loss can take down."""
    match loss.sort:
        case "replica":
            return (loss.path,)
        case "domain":
            return facts[components_in].get(loss.path, ())
    return facts.design.components


def _deadlocked(
    facts: Facts,
    block: tuple[str, ...],
    down: Mapping[str, Outage],
    waits: Mapping[str, list[str]],
) -> Downtime:
    """None of these can be brought back before the others are."""
    cycle = shortest_cycle(waits, min(block), block)
    links = [
        link for one, other in pairwise((*cycle, cycle[0])) for link in _links(facts, one, other)
    ]
    chain = " -> ".join([*(path for path, _ in links), cycle[0]])
    line = Step(f"{chain}: each waits for the next, so none comes back")
    lines = (
        *(line for path in cycle for line in down[path].lines),
        *(line for _, line in links if line is not None),
    )
    never = exactly(math.inf)
    certain = all(down[path].sure for path in block)
    return Downtime(never if certain else Interval(0.0, math.inf), never, (*lines, line))


def _links(facts: Facts, path: str, other: str) -> Iterable[tuple[str, Step | None]]:
    """What leads from a component to another that it waits for, each with its line where it has one."""
    return facts[recovery_paths].way_back(path, other) or [(path, None)]


def _after_others(own: Outage, before: list[Downtime]) -> Downtime:
    """Its dependencies come back side by side, then the component itself."""
    if not before:
        return Downtime(own.time, own.assuming, own.lines, own.missing, own.assumptions)
    slowest = max(before, key=lambda one: (one.time.low, one.assuming.high))
    missing = [m for one in before for m in one.missing if one.time.high == math.inf]
    return Downtime(
        latest(one.time for one in before).plus(own.time),
        latest(one.assuming for one in before).plus(own.assuming),
        (*slowest.lines, *own.lines),
        tuple(dict.fromkeys((*own.missing, *missing))),
        tuple(dict.fromkeys((*slowest.assumptions, *own.assumptions))),
    )


def recovery_time(facts: Facts, subject: str) -> Measure:
    """The longest time that a component, a flow or a data item is down after any one failure."""
    surely, perhaps = [_groups(facts, subject, reading) for reading in Reading]
    found = _longest(facts, subject, perhaps, Reading.PESSIMISTIC)
    if set(surely) == set(perhaps):
        return found
    least = _longest(facts, subject, surely, Reading.OPTIMISTIC)
    if least.value == found.value and least.assuming == found.assuming:
        return found
    assuming = None
    if least.assuming is not None or found.assuming is not None:
        best, worst = least.assuming or least.value, found.assuming or found.value
        assuming = Interval(min(best.low, worst.low), worst.high)
    return found._replace(
        value=Interval(min(least.value.low, found.value.low), found.value.high),
        exactness=Exactness.BOUND,
        missing=tuple(dict.fromkeys((*needs_in_doubt(facts, subject), *found.missing))),
        assuming=assuming,
    )


def _longest(
    facts: Facts, subject: str, groups: tuple[tuple[str, ...], ...], reading: Reading
) -> Measure:
    """The longest time that any of the groups is down after any one failure."""
    paths = tuple(dict.fromkeys(path for group in groups for path in group))
    if not paths:
        store = Missing(subject, "store", f"holds {subject}")
        return Measure(Interval(0.0, math.inf), Exactness.BOUND, (scope_line(facts),), (store,))
    worst = NO_DOWNTIME
    missing: dict[Missing, None] = {}
    for loss in possible_losses(facts, paths):
        downtime = _after_loss(facts, subject, groups, reading, loss)
        missing.update(dict.fromkeys(downtime.missing))
        worst = worst_of(*sorted((worst, downtime), key=severity, reverse=True))
    uncounted = [_replicas_missing(path) for path in paths if _has_unknown_replicas(facts, path)]
    high = math.inf if uncounted else worst.time.high
    assuming = math.inf if uncounted else worst.assuming.high
    time = Interval(worst.time.low, high)
    assumed = Interval(worst.assuming.low, assuming) if worst.assumptions else None
    assumptions = worst.assumptions
    granted = taken_for_granted(facts, groups)
    if granted.full:
        time = Interval(time.low, math.inf)
        assumed = None if assumed is None else Interval(assumed.low, math.inf)
    if granted and time.high < math.inf:
        assumed = assumed or time
        if granted.is_denied:
            assumed = Interval(assumed.low, math.inf)
        time = Interval(time.low, math.inf)
        assumptions = (*assumptions, *granted.assumptions)
        missing.update(dict.fromkeys(granted.missing))
    lines = worst.lines or (Step(f"no such failure stops `{subject}`: enough replicas survive"),)
    return Measure(
        time,
        Exactness.EXACT if time.is_exact else Exactness.BOUND,
        (scope_line(facts), *lines),
        (*dict.fromkeys(uncounted), *missing),
        assumed,
        assumptions,
        limit=granted.limit,
    )


def _groups(facts: Facts, subject: str, reading: Reading) -> tuple[tuple[str, ...], ...]:
    """Groups of components of which all must work again, each with those that stand in for it."""
    if subject in facts.design.components:
        return ((subject,),)
    if subject in facts.design.data:
        return tuple([(home.path,) for home in facts[data_uses].stores_of(subject)])
    return needed_groups(facts, subject, reading)


def _after_loss(
    facts: Facts,
    subject: str,
    groups: tuple[tuple[str, ...], ...],
    reading: Reading,
    loss: Loss,
) -> Downtime:
    """How long any of the groups is down: of a call and its fallback, the one counts that answers first."""
    down = facts[recoveries].get(loss, {})
    found = NO_DOWNTIME
    if any(len(group) > 1 for group in groups):
        found = _with_fallbacks(facts, subject, reading, down)
    else:
        for (path,) in groups:
            if path in down:
                found = together(found, down[path])
    found = together(found, kept_addresses(facts, subject, loss))
    if found.lines:
        where = Step(f"{loss_text(facts, loss)}: {downtime_text(found.time)}")
        return found._replace(lines=(where, *found.lines))
    return found


def _with_fallbacks(
    facts: Facts, flow: str, reading: Reading, down: Mapping[str, Downtime]
) -> Downtime:
    """How long a flow is down: each node with all that it needs, of a call and its fallback the one that
    answers first with all that it needs in turn."""
    calls = facts[answers_needed][flow, reading]
    if down.keys().isdisjoint(calls):
        return NO_DOWNTIME
    asked = facts[_askers][flow, reading].from_down(path for path in down if path in calls)
    times = {node: down.get(node, NO_DOWNTIME) for node in asked}
    for _ in asked:  # nodes that call each other: the least solution
        before = dict(times)
        for node, numbers in asked.items():
            for paths in (calls[node][number] for number in numbers):
                answers = [times.get(path, NO_DOWNTIME) for path in paths]
                if NO_DOWNTIME not in answers:
                    times[node] = together(times[node], min(answers, key=severity))
        if all(ends(times[node]) == ends(before[node]) for node in asked):
            break
    found = NO_DOWNTIME
    for entry in facts[flow_graphs][flow].entries:
        found = together(found, times.get(entry, NO_DOWNTIME))
    return found


class _Askers:
    """Who needs each node of a flow, and by which of its calls: of most losses only a few nodes can fail."""

    def __init__(self, calls: Mapping[str, Answers]) -> None:
        self._places = {node: place for place, node in enumerate(reversed(tuple(calls)))}
        self._of: dict[str, list[tuple[str, int]]] = {}
        for node, asked in calls.items():
            for number, paths in enumerate(asked):
                for path in paths:
                    self._of.setdefault(path, []).append((node, number))

    def from_down(self, down: Iterable[str]) -> dict[str, list[int]]:
        """What is down and all that leads to it, who is asked before who asks, with the calls that lead there."""
        found: dict[str, set[int]] = {path: set() for path in down}
        waiting = list(found)
        while waiting:
            for node, number in self._of.get(waiting.pop(), ()):
                if node not in found:
                    waiting.append(node)
                found.setdefault(node, set()).add(number)
        return {node: sorted(found[node]) for node in sorted(found, key=self._places.__getitem__)}


def _askers(facts: Facts) -> Lazily[tuple[str, Reading], _Askers]:
    """Who needs the nodes of a flow, by flow and reading."""
    calls = facts[answers_needed]
    return Lazily(calls, lambda at: _Askers(calls[at]))


def _has_unknown_replicas(facts: Facts, path: str) -> bool:
    placement = facts[placements].get(path)
    return placement is not None and not placement.declared and bool(placement.replicas)


def _replicas_missing(path: str) -> Missing:
    return Missing(path, "replicas", "replicas 3 in ZONE, ZONE, ZONE")
