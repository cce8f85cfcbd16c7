"""A component transfers more bytes at peak than its bandwidth allows.

Reported when: the bytes of all calls to a component, both ways, exceed its `capacity` in bytes per time.
Only calls with a declared `payload` count, so the sum is a lower bound. The finding is an error,
because the design contradicts itself.

Not reported when: the capacity is not declared in bytes per time or comes only from a benchmark, or
payload or load is not declared.

How to fix: reduce the bytes with smaller payloads or a cache, or raise the bandwidth.

Why: above 100% utilisation a queue grows for as long as the peak lasts. Links, brokers and stores often
reach their limit in bytes long before they reach it in calls.

Source: E. Lazowska and others, Quantitative System Performance (1984), chapter 3, the utilisation
law; L. Barroso, J. Clidaras and U. Hoelzle, The Datacenter as a Computer, 2nd ed. (2013), chapter 1,
on the bandwidth between machines.

Bad:

```design
actor visitor
component media : object_store { capacity 2GB/s total }
flow view { rate 50k req/s peak; visitor -> media { payload 100kB } }
```

Good:

```design
actor visitor
component media : object_store { capacity 8GB/s total }
flow view { rate 50k req/s peak; visitor -> media { payload 100kB } }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Step, advice, edit, rule
from designlint.api.analyses import FULL, Capacity, capacities, transfers, verdicts
from designlint.api.text import Dimension, show_share, show_value, stated_label, step


@rule("SCA016", grade="contradiction", since="0.1")
def over_bandwidth(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that is over its capacity in bytes."""
    for path in facts.design.components:
        capacity = facts[capacities][path]
        carried = _carried(capacity)
        if carried is None:
            continue
        counted = [transfer for transfer in facts[transfers][path] if transfer.stated.low]
        moved = sum(transfer.stated.low for transfer in counted)
        if moved > carried * FULL:
            lines = tuple([transfer.line for transfer in counted])
            yield _finding(facts, capacity, moved, carried, lines)


def _carried(capacity: Capacity) -> float | None:
    """The bytes per second that all replicas take together; None where that is unknown."""
    stated = capacity.stated
    if stated is None or stated.value.amount.dimension is not Dimension.BANDWIDTH:
        return None
    if capacity.is_benchmark or not (capacity.is_total or capacity.placement.declared):
        return None
    return stated.value.amount.value * (1 if capacity.is_total else capacity.most)


def _finding(
    facts: Facts, capacity: Capacity, moved: float, carried: float, lines: tuple[Step, ...]
) -> Finding:
    component, share = capacity.component, show_share(moved / carried)
    sent, takes = (show_value(rate, Dimension.BANDWIDTH) for rate in (moved, carried))
    return Finding(
        f"`{component.path}` transfers {sent} at peak, {share} of its capacity of {takes}",
        Label(component.span),
        component.path,
        secondary=stated_label(capacity.stated, "its capacity"),
        witness=(
            *lines,
            step(f"{component.path}: {sent} over {takes} = {share}", capacity.stated),
        ),
        help=(
            edit(f"capacity {sent} total"),
            advice(
                f"transfer fewer bytes: smaller payloads, or a cache in front of `{component.path}`"
            ),
        ),
        breaks=facts[verdicts].violated([component.path], "headroom", "throughput", "bandwidth"),
        because=capacity.overloads[:1],
    )
