"""How many bytes move at peak: of a flow over all its calls, of a component in and out."""

from __future__ import annotations

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.load.load import loads
from designlint.analyses.load.part import Part
from designlint.analyses.load.payload import Payload, payload_of
from designlint.analyses.measure import UNKNOWN, Exactness, Interval, Measure, Missing, exactly
from designlint.analyses.placement.placement import placements
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show_share, show_value


class Transfer(NamedTuple):
    """The bytes of one step's calls at peak: how often it is called, what each call carries, and which
    share of the calls certainly leaves the caller's region. `noun` is what its flow counts."""

    part: Part
    payload: Payload
    noun: str
    cross_region_share: float

    @property
    def stated(self) -> Interval:
        """The bytes per second by what is stated of the calls."""
        return self.part.rate * self.payload.stated

    @property
    def assuming(self) -> Interval:
        """The bytes per second if a call carries what it reads and writes once."""
        return self.part.rate * self.payload.assuming

    @property
    def line(self) -> Line:
        """`edge -> gate: 16k req/s x 10kB = 160MB/s`."""
        step, payload = self.part.step, self.payload
        rate = show_value(self.part.rate.low, Dimension.RATE, self.noun)
        text = f"{step.caller.path} {'->' if step.waits else '~>'} {step.callee.path}: {rate}"
        if not payload.shown:
            return Line(f"{text} of unknown size", step.span)
        each = show_value(self.assuming.low, Dimension.BANDWIDTH)
        far = (
            f", {show_share(self.cross_region_share)} of it cross-region"
            if self.cross_region_share
            else ""
        )
        return Line(f"{text} x {payload.shown} = {each}{far}", step.span, payload.origin)


def transfers(facts: Facts) -> Lazily[str, tuple[Transfer, ...]]:
    """What the calls of each component carry, both ways, by its path."""
    parts = facts[loads].parts
    return Lazily(
        facts.design.components,
        lambda path: tuple([_transfer(facts, part) for part in parts.get(path, ())]),
    )


def _transfer(facts: Facts, part: Part) -> Transfer:
    payload = payload_of(facts.design, facts.design.flows[part.flow], part.step)
    return Transfer(
        part, payload, facts[loads].nouns.get(part.flow, ""), cross_region_share(facts, part)
    )


def bandwidth(facts: Facts, subject: str) -> Measure:
    """The bytes per second at peak of all calls of a flow, or to and from a component."""
    parts = [
        part
        for component, parts in facts[loads].parts.items()
        for part in parts
        if subject == part.flow or subject in (component, part.step.caller.path)
    ]
    if not parts:
        calls = Missing(subject, "calls in a flow", "flow NAME { rate 100 req/s peak; A -> B }")
        return Measure(UNKNOWN, Exactness.BOUND, (), (calls,))
    stated = assuming = exactly(0.0)
    lines: list[tuple[float, Line]] = []
    assumptions: list[Line] = []
    missing: dict[Missing, None] = {}
    for part in parts:
        transfer = _transfer(facts, part)
        payload = transfer.payload
        stated, assuming = stated.plus(transfer.stated), assuming.plus(transfer.assuming)
        lines.append((transfer.assuming.low, transfer.line))
        if part.rate.high == 0.0:
            continue
        if payload.assumption is not None:
            assumptions.append(payload.assumption)
        if payload.missing is not None:
            missing[payload.missing] = None
        if not part.rate.is_exact:
            missing.update(dict.fromkeys(facts[loads].missing.get(part.flow, ())))
    lines.sort(key=lambda entry: -entry[0])
    return Measure(
        stated,
        Exactness.EXACT if stated.is_exact else Exactness.BOUND,
        tuple([line for _, line in lines]),
        tuple(missing),
        assuming if assumptions else None,
        tuple(assumptions),
    )


def cross_region_share(facts: Facts, part: Part) -> float:
    """The share of a step's calls that certainly leave the caller's region.

    All of them where caller and callee have no region in common; none that is certain where they
    have, for a caller may ask the replica that is near.
    """
    here, there = (_regions(facts, path) for path in (part.step.caller.path, part.step.callee.path))
    return 1.0 if here and there and not here & there else 0.0


def _regions(facts: Facts, path: str) -> frozenset[str]:
    if path not in facts.design.components:
        return frozenset()
    places = facts.design.places
    found = [
        [d for d in replica.domains if places[d].level == "region"]
        for replica in facts[placements][path].replicas
    ]
    return frozenset(d for domains in found for d in domains) if all(found) else frozenset()
