"""How many bytes one call carries, both ways."""

from __future__ import annotations

from typing import NamedTuple

from designlint.diagnostic import Step as Line
from designlint.facts.measure import UNKNOWN, Interval, Missing, exactly, step
from designlint.model import Design, Flow, Step
from designlint.quantity import show
from designlint.schema.context import SIZE_OF_ONE
from designlint.schema.relation import PAYLOAD


class Payload(NamedTuple):
    """The bytes of one call: as stated; `assuming` is what holds if a call carries what it reads and
    writes once, and `assumption` says so."""

    stated: Interval
    assuming: Interval
    shown: str
    assumption: Line | None = None
    missing: Missing | None = None


def payload_of(design: Design, flow: Flow, call: Step) -> Payload:
    """What one call of a step carries: what the step, its relation or its flow states; else, as an
    assumption, one of each datum that it reads or writes."""
    known = call.properties[PAYLOAD] or flow[PAYLOAD]
    if known is not None:
        size = exactly(known.value.value)
        return Payload(size, size, show(known.value))
    pair = f"{call.caller.path} -> {call.callee.path}"
    data = [design.data[named.path] for named in (*call.reads, *call.writes)]
    sizes = [datum[SIZE_OF_ONE] for datum in data]
    told = [size for size in sizes if size is not None]
    if not told or len(told) < len(sizes):
        return Payload(UNKNOWN, UNKNOWN, "", None, Missing(pair, "payload", "payload 10kB"))
    total = sum(size.value.value for size in told)
    names = " and ".join(f"one `{datum.path}`" for datum in data)
    line = step(f"{pair}: a call carries {names}, {show(told[0].value)}", told[0])
    missing = Missing(pair, "payload", "payload 10kB", is_assumed=True)
    return Payload(UNKNOWN, exactly(total), show(told[0].value), line, missing)
