"""How many bytes one call carries, both ways."""

from __future__ import annotations

from typing import NamedTuple

from designlint.analyses.measure import (
    UNKNOWN,
    Interval,
    Missing,
    exactly,
    origin_text,
    step,
)
from designlint.diagnostic import Step as Line
from designlint.model import Design, Flow, Step
from designlint.quantity import Dimension, show, show_value
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
    data = [design.data[named.path] for named in (*call.reads, *call.writes)]
    sizes = [item[SIZE_OF_ONE] for item in data]
    stated = [size for size in sizes if size is not None]
    if not stated or len(stated) < len(sizes):
        unknown = Missing(pair, "payload", "payload 10kB")
        return Payload(UNKNOWN, UNKNOWN, "", missing=unknown)
    total = sum(size.value.value for size in stated)
    names = " and ".join(f"one `{item.path}`" for item in data)
    size_of_all = show_value(total, Dimension.SIZE)
    line = step(f"{pair}: each call carries {names}, {size_of_all}", stated[0])
    missing = Missing(pair, "payload", "payload 10kB", is_assumed=True)
    return Payload(
        UNKNOWN, exactly(total), size_of_all, "assumed: what it reads and writes", line, missing
    )
