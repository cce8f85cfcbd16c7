"""How many bytes move at peak: of a flow over all its calls, of a component in and out."""

from __future__ import annotations

from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.load.capacity import capacities
from designlint.analyses.load.load import Part, loads
from designlint.analyses.load.payload import Payload, payload_of
from designlint.analyses.measure import UNKNOWN, Exactness, Interval, Measure, Missing, exactly
from designlint.analyses.placement.placement import placements
from designlint.diagnostic import Step as Line
from designlint.model import Catalogued, Component, Known
from designlint.quantity import Dimension, show_share, show_value
from designlint.schema.component import CAPACITY
from designlint.schema.values import Scoped


def bandwidth(facts: Facts, subject: str) -> Measure:
    """The bytes per second at peak of all calls of a flow, or to and from a component."""
    parts = [
        part
        for component, parts in facts[loads].parts.items()
        for part in parts
        if subject == part.flow or subject in (component, part.step.caller.path)
    ]
    if not parts:
        lacks = (Missing(subject, "calls in a flow", "flow NAME { rate 100 req/s peak; A -> B }"),)
        return Measure(UNKNOWN, Exactness.BOUND, (), lacks)
    stated = assuming = exactly(0.0)
    lines: list[tuple[float, Line]] = []
    assumptions: list[Line] = []
    missing: dict[Missing, None] = {}
    for part in parts:
        payload = payload_of(facts.design, facts.design.flows[part.flow], part.step)
        stated = stated.plus(part.rate * payload.stated)
        moved = part.rate * payload.assuming
        assuming = assuming.plus(moved)
        lines.append((moved.low, _line(facts, part, moved, payload)))
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


class BandwidthExcess(NamedTuple):
    """A component that is sent more bytes a second at peak than it takes, counting only what is
    stated of the calls."""

    component: Component
    known: Known[Scoped]
    moved: float
    carried: float
    lines: tuple[Line, ...]


def bandwidth_excesses(facts: Facts) -> tuple[BandwidthExcess, ...]:
    """The components with a capacity in bytes whose calls carry more than that."""
    found = []
    for path, component in facts.design.components.items():
        known = component[CAPACITY]
        if known is None or known.value.amount.dimension is not Dimension.BANDWIDTH:
            continue
        placement = facts[placements][path]
        is_counted = known.value.is_total or placement.declared
        if _is_benchmark(known) or not is_counted:
            continue
        most = facts[capacities][path].most
        carried = known.value.amount.value * (1 if known.value.is_total else most)
        lines, moved = [], 0.0
        for part in facts[loads].parts.get(path, ()):
            payload = payload_of(facts.design, facts.design.flows[part.flow], part.step)
            low = (part.rate * payload.stated).low
            if low:
                moved += low
                lines.append(_line(facts, part, exactly(low), payload))
        if moved > carried * (1.0 + 1e-9):
            found.append(BandwidthExcess(component, known, moved, carried, tuple(lines)))
    return tuple(found)


def _is_benchmark(known: Known[Scoped]) -> bool:
    return isinstance(known.origin, Catalogued) and known.origin.kind == "benchmark"


def _line(facts: Facts, part: Part, moved: Interval, payload: Payload) -> Line:
    """`edge -> gate: 16k req/s x 10kB = 160MB/s`."""
    pair = f"{part.step.caller.path} {'->' if part.step.waits else '~>'} {part.step.callee.path}"
    noun = facts[loads].nouns.get(part.flow, "")
    rate = show_value(part.rate.low, Dimension.RATE, noun)
    if not payload.shown:
        return Line(f"{pair}: {rate} of unknown size", part.step.span)
    share = crossing(facts, part)
    far = f", {show_share(share)} of it between regions" if share else ""
    each = show_value(moved.low, Dimension.BANDWIDTH)
    return Line(f"{pair}: {rate} x {payload.shown} = {each}{far}", part.step.span, payload.origin)


def crossing(facts: Facts, part: Part) -> float:
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
