"""The load that the design must be able to reach is more than its components carry.

`growth` says which multiple of today's load must be reachable. Each component is full at some
multiple of it; the one that is full first is the bottleneck, and the others follow. There is one
finding for the design, at its bottleneck.

It is silent about components that say how they grow (`scales out`, or an `autoscale` that goes far
enough), where today's load does not fit (SCA001), about the node that takes all writes of a store
(SCA004), where load or capacity is not stated, and where no `growth` is.

Source: M. Abbott and M. Fisher, The Art of Scalability, 2nd ed. (2015), on headroom; the bottleneck
bound X <= 1 / max D of E. Lazowska and others, Quantitative System Performance (1984), chapter 5.

Bad:

```design
design shortlink { growth 10x }
actor visitor
component links : service { replicas 3; capacity 5k req/s per replica }
flow follow { rate 10k req/s peak; visitor -> links }
```

Good:

```design
design shortlink { growth 10x }
actor visitor
component links : service { replicas 3; capacity 5k req/s per replica; scales out }
flow follow { rate 10k req/s peak; visitor -> links }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Help, Label, Severity, Step, edit, properties, rule
from designlint.api.analyses import (
    FULL,
    Capacity,
    capacities,
    growth_factor,
    is_outgrown,
    utilisation_line,
)


@rule("SCA003", severity=Severity.WARNING, since="0.1", formerly=("scaling-growth-limit",))
def growth_bottleneck(facts: Facts) -> Iterator[Finding]:
    """At most one finding, at the component that is full first."""
    factor = growth_factor(facts.design)
    outgrown = [c for c in facts[capacities].values() if _is_limit(c, factor)]
    if not outgrown:
        return
    first, *others = sorted(outgrown, key=lambda c: (c.breaking_factor or 0.0, c.component.path))
    more = f", and {len(others)} more before {factor:g}x" if others else f", before {factor:g}x"
    yield Finding(
        f"`{first.component.path}` is full at {_full_at(first)} today's load{more}",
        Label(first.component.span),
        first.component.path,
        secondary=tuple([Label(capacity.component.span) for capacity in others]),
        witness=tuple([_line(capacity) for capacity in (first, *others)]),
        help=tuple(_help(first, factor)),
    )


def _is_limit(capacity: Capacity, factor: float) -> bool:
    """Whether the planned load does not fit, and neither by its writes alone nor in what scales out."""
    writes = capacity.leader_writes
    is_written = writes is not None and writes.low * factor > FULL
    scales = capacity.component.value(properties.component.SCALES)
    return is_outgrown(capacity, factor) and not is_written and scales != "out"


def _full_at(capacity: Capacity) -> str:
    return f"{capacity.breaking_factor:.3g}x"


def _line(capacity: Capacity) -> Step:
    line = utilisation_line(capacity)
    return line._replace(text=f"{line.text}: full at {_full_at(capacity)}")


def _help(capacity: Capacity, factor: float) -> Iterator[Help]:
    more = capacity.replicas_for(factor)
    if more is not None:
        yield edit("scales out", note="if more replicas carry more")
        yield edit(f"replicas {more}", note=f"for {factor:g}x")
