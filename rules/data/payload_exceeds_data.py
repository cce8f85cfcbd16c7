"""A call carries far more than the data that it reads or writes.

Reported when: the `payload` of a call is 100 times or more the size of one of each data item that it
names, or 10 000 times where an item is read by `range`, `search`, `aggregate` or `join`, so that an
answer has many items.

Not reported when: the payload or the `size` of an item is not declared, or the payload is less than
10 kB, where headers count.

How to fix: ask for the fields and the items that are needed, and answer in pages. Or correct the `size`
or the `payload`, because bandwidth and storage are computed from them.

Why: what is transferred and dropped costs bandwidth, memory and time on both sides, and grows with the
data. Usually a call fetches whole objects for one field, or a list for one item.

Source: Microsoft, Azure Architecture Center, Extraneous Fetching antipattern; Google, AIP-157, on
partial responses.

Bad:

```design
actor visitor
data price { size 100B; access by_key }
component shop : service
component store : database { holds price }
flow see { visitor -> shop; shop -> store reads price, payload 2MB }
```

Good:

```design
actor visitor
data price { size 100B; access by_key }
component shop : service
component store : database { holds price }
flow see { visitor -> shop; shop -> store reads price, payload 1kB }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, edit, properties, rule
from designlint.api.model import Data, Flow
from designlint.api.model import Step as Call
from designlint.api.text import Quantity, listed, show, stated_label, step

_PAYLOAD, _SIZE = properties.relation.PAYLOAD, properties.context.SIZE_OF_ONE
_FAR, _FAR_FOR_MANY = 100.0, 10_000.0
_MANY = frozenset(("range", "search", "aggregate", "join"))
# Headers, keys and framing of a small call.
_OVERHEAD = 1e4


@rule("DAT011", grade="minor", since="0.2")
def payload_exceeds_data(facts: Facts) -> Iterator[Finding]:
    """One finding for each pair of caller and callee."""
    found: set[tuple[str, str]] = set()
    for flow in facts.design.flows.values():
        for call in flow.steps:
            pair = call.caller.path, call.callee.path
            known = flow.stated(call, _PAYLOAD)
            if known is None or pair in found or known.value.value < _OVERHEAD:
                continue
            names = dict.fromkeys(named.path for named in (*call.reads, *call.stores))
            data = [facts.design.data[name] for name in names]
            sizes = [size.value.value for item in data if (size := item[_SIZE]) is not None]
            if not sizes or len(sizes) < len(data):
                continue
            times = known.value.value / sum(sizes)
            if times >= (_FAR_FOR_MANY if call.reads and _is_list(data) else _FAR):
                found.add(pair)
                yield _finding(flow, call, known.value, data, times)


def _is_list(data: list[Data]) -> bool:
    """Whether an answer may have many items."""
    known = [item.value(properties.context.ACCESS) for item in data]
    return any(not _MANY.isdisjoint(access) for access in known if access is not None)


def _finding(flow: Flow, call: Call, carried: Quantity, data: list[Data], times: float) -> Finding:
    ends, known = f"{call.caller.path} -> {call.callee.path}", flow.stated(call, _PAYLOAD)
    names = listed([item.path for item in data])
    return Finding(
        f"`{ends}` carries {show(carried)} for {names}, {times:,.0f} times the data",
        Label(call.span, "carries more than it needs"),
        call.caller.path,
        secondary=(*stated_label(known, "payload"), *stated_label(data[0][_SIZE], "size of one")),
        witness=(
            step(f"{ends}: {show(carried)} a call", known),
            *(
                step(f"{item.path}: {show(size.value)} each", size)
                for item in data
                if (size := item[_SIZE])
            ),
        ),
        help=(edit(f"payload {show(size.value)}", place=f"the step to `{call.callee.path}`"),)
        if (size := data[0][_SIZE])
        else (),
        flows=(flow.path,),
        causes=(f"payload of `{ends}`",),
    )
