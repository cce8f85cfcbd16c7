"""How many bytes one call carries, both ways."""

from __future__ import annotations

import math

from designlint.analyses.load.part import Loads
from designlint.analyses.measure import (
    UNKNOWN,
    Interval,
    Missing,
    exactly,
    origin_text,
    step,
)
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Component, Design, Flow, Step
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show, show_value
from designlint.schema.component import CAPACITY
from designlint.schema.context import SIZE_OF_ONE
from designlint.schema.relation import PAYLOAD


class Payload(NamedTuple):
    """The bytes of one call: as stated; `assuming` is what holds if a call carries what it reads and
    writes once, and `assumption` says so. `shown` is the size as text, with its `origin`."""

    stated: Interval
    assuming: Interval
    shown: str
    origin: str = ""
    assumption: Line | None = None
    missing: Missing | None = None


def payload_of(design: Design, flow: Flow, call: Step) -> Payload:
    """What one call of a step carries: what the step, its relation or its flow states; else, as an
    assumption, one of each data item that it reads or writes."""
    known = call.properties[PAYLOAD] or flow[PAYLOAD]
    if known is not None:
        size = exactly(known.value.value)
        return Payload(size, size, show(known.value), origin_text(known.origin))
    pair = f"{call.caller.path} -> {call.callee.path}"
    data = [design.data[named.path] for named in (*call.reads, *call.stores)]
    sizes = [item[SIZE_OF_ONE] for item in data]
    stated = [size for size in sizes if size is not None]
    if not stated or len(stated) < len(sizes):
        unknown = Missing(pair, "payload", "payload 10kB")
        return Payload(UNKNOWN, UNKNOWN, "", missing=unknown)
    total = sum(size.value.value for size in stated)
    names = " and ".join(f"one `{item.path}`" for item in data)
    size_of_all = show_value(total, Dimension.SIZE)
    line = step(f"{pair}: each call carries {names}, {size_of_all}", stated[0])
    missing = Missing(pair, "payload", f"payload {size_of_all}", is_assumed=True)
    return Payload(
        UNKNOWN, exactly(total), size_of_all, "assumed: what it reads and writes", line, missing
    )


def bytes_of_call(design: Design, component: Component, found: Loads) -> float | None:
    """The mean bytes of a component's calls, for a capacity in bytes; None where that of a call or of how
    often it is made is not stated."""
    stated, parts = component[CAPACITY], found.parts.get(component.path, ())
    if stated is None or stated.value.amount.dimension is not Dimension.BANDWIDTH:
        return None
    sizes = [payload_of(design, design.flows[p.flow], p.step).stated for p in parts]
    if not sizes or not all(size.is_exact for size in sizes):
        return None
    if len(set(sizes)) == 1:
        return sizes[0].low
    calls = sum(part.rate.low for part in parts)
    if not 0.0 < calls < math.inf or not all(part.rate.is_exact for part in parts):
        return None
    return sum(p.rate.low * size.low for p, size in zip(parts, sizes, strict=True)) / calls
