"""What one world does that another does not: to each flow, to each claim, to how full components are."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.impact.condition import Condition, State, conditions
from designlint.analyses.judgement import GRAVITY, Judgement, Status
from designlint.analyses.latency.bounds import latencies
from designlint.analyses.load.capacity import capacities
from designlint.analyses.measure import Interval
from designlint.analyses.verdicts.verdicts import Verdict, verdict_on, verdicts
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.model import Claim, Requirement
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show_percentile, show_rounded

USUAL = 0.99
"""The percentile by which a flow is compared of which no claim asks another."""
_OF_SERVICE = ("availability", "latency", "throughput")
SLOWER = 1.05
"""A latency that grows by less than this factor is as before."""


class FlowChange(NamedTuple):
    """The condition of a flow before and after."""

    flow: str
    before: Condition
    after: Condition

    @property
    def is_worse(self) -> bool:
        """Whether the flow is in a worse state than before, or lacks more and still serves."""
        if self.after.state != self.before.state or self.after.state is State.STOPPED:
            return self.after.state > self.before.state
        return bool(set(self.after.without) - set(self.before.without))

    @property
    def stops(self) -> bool:
        """Whether the flow has stopped, or is overloaded, and was not before."""
        return self.after.state >= State.OVERLOADED > self.before.state


class Turned(NamedTuple):
    """A claim of a requirement whose verdict, or whose value, is another than before."""

    before: Verdict
    after: Verdict

    @property
    def is_turned(self) -> bool:
        """Whether the verdict itself is another one."""
        return self.before.word != self.after.word

    @property
    def is_worse(self) -> bool:
        """Whether the claim is met no more, or violated now."""
        return self.before.status is not self.after.status and self.gravity > 0

    @property
    def gravity(self) -> int:
        """By how many ranks the verdict is graver; negative where it is better."""
        return GRAVITY.index(self.after.word) - GRAVITY.index(self.before.word)


class Fuller(NamedTuple):
    """A component whose utilisation (1.0 is full) is another than before; None where it is not known."""

    component: str
    before: Interval | None
    after: Interval | None


class Impact(NamedTuple):
    """The flows, the claims that come out differently, and the components that are more or less full; the
    worst first."""

    flows: tuple[FlowChange, ...]
    claims: tuple[Turned, ...]
    loads: tuple[Fuller, ...] = ()

    @property
    def fails(self) -> bool:
        """Whether a flow stops, or a claim is met no more."""
        return any(one.stops for one in self.flows) or any(one.is_worse for one in self.claims)


def impact(before: Facts, after: Facts) -> Impact:
    """What changes for all flows, claims and components."""
    design = before.design
    owned = [(one, claim) for one in design.requirements.values() for claim in one.claims]
    loads = [one for path in design.components for one in fuller(before, after, path)]
    loads.sort(key=lambda one: -(one.after.low if one.after is not None else 0.0))
    return Impact(
        flow_changes(before, after, design.flows), turned(before, after, owned), tuple(loads)
    )


def flow_changes(before: Facts, after: Facts, flows: Iterable[str]) -> tuple[FlowChange, ...]:
    """What becomes of flows, the worst first."""
    found = [
        FlowChange(flow, before[conditions][flow], _with_latency(before, after, flow))
        for flow in flows
    ]
    return tuple(sorted(found, key=lambda one: (not one.is_worse, -one.after.state)))


def turned(
    before: Facts,
    after: Facts,
    owned: Iterable[tuple[Requirement, Claim]],
    dark: Collection[str] = (),
) -> tuple[Turned, ...]:
    """The claims that come out differently, those first that are met no more; those on how `dark` flows
    serve need no judgement."""
    found, known = [], before[verdict_by_claim]
    for owner, claim in owned:
        old = known[claim.span]
        if is_known_violated(old, dark):
            new = Verdict(owner, claim, _stopped(old.judgement, claim))
        else:
            new = verdict_on(after, owner, claim)
        if _outcome(old.judgement) != _outcome(new.judgement):
            found.append(Turned(old, new))
    return tuple(sorted(found, key=lambda one: (not one.is_worse, -one.gravity)))


def is_known_violated(before: Verdict, dark: Collection[str]) -> bool:
    """Whether a claim that was met is about how a flow serves that is `dark`: stopped."""
    claim = before.claim
    is_of_service = claim.about in dark and claim.measures(*_OF_SERVICE)
    return is_of_service and before.status is Status.MET


def verdict_by_claim(facts: Facts) -> dict[Span, Verdict]:
    """The verdict on each claim, by where it stands."""
    return {verdict.claim.span: verdict for verdict in facts[verdicts]}


def _stopped(old: Judgement, claim: Claim) -> Judgement:
    """The judgement on a claim about how a flow serves that serves nothing."""
    return Judgement(Status.VIOLATED, f"`{claim.about}` is stopped", old.target, nearness=-math.inf)


def fuller(before: Facts, after: Facts, path: str) -> Iterator[Fuller]:
    """How full a component is in both worlds, where that differs."""
    old, new = (facts[capacities][path].utilisation() for facts in (before, after))
    if old != new:
        yield Fuller(path, old, new)


def _outcome(judgement: Judgement) -> tuple[str, str]:
    return judgement.word, judgement.value


def _with_latency(before: Facts, after: Facts, flow: str) -> Condition:
    """The condition of a flow, with how much slower it is where it goes on."""
    found = after[conditions][flow]
    if found.state > State.DEGRADED:
        return found
    slower = _slower(before, after, flow)
    if not slower:
        return found
    state = max(found.state, State.SLOWER)
    return found._replace(state=state, reasons=(*found.reasons, slower))


def _slower(before: Facts, after: Facts, flow: str) -> str:
    """How much longer a flow takes: ``p99 up to 20ms -> 45ms``; empty where that is not known to grow."""
    old, new = before[flow_times][flow], after[flow_times][flow]
    if old is None or new is None:
        return ""
    level = show_percentile(before[_percentiles].get(flow, USUAL))
    if old.high * SLOWER < new.high < math.inf:
        return f"{level} up to {_time(old.high)} -> {_time(new.high)}"
    if new.low > old.low * SLOWER and new.low < math.inf:
        return f"{level} at least {_time(old.low)} -> {_time(new.low)}"
    return ""


def flow_times(facts: Facts) -> Lazily[str, Interval | None]:
    """The bounds on the latency of each flow, at the percentile that flows are compared by."""
    percentiles = facts[_percentiles]
    return Lazily(
        facts.design.flows, lambda flow: _times(facts, flow, percentiles.get(flow, USUAL))
    )


def _percentiles(facts: Facts) -> dict[str, float]:
    """The percentile that the first claim on the latency of each flow asks."""
    if facts.base is not None and facts.base.design.requirements is facts.design.requirements:
        return facts.base[_percentiles]
    found: dict[str, float] = {}
    for _, claim in facts.design.claims_on("latency"):
        if isinstance(claim.aspect, float):
            found.setdefault(claim.about, claim.aspect)
    return found


def _times(facts: Facts, flow: str, percentile: float) -> Interval | None:
    """The bounds on the latency of a flow; None where nothing is awaited."""
    found = latencies(facts, flow, percentile)
    if not found:
        return None
    high = max(one.assumed.time for one in found)
    return Interval(min(one.lower.time for one in found), high)


def _time(seconds: float) -> str:
    return show_rounded(seconds, Dimension.TIME)
