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

from designlint.analyses.detectors.scaling import GrowthLimit, growth_limits
from designlint.api import Facts, Finding, Help, Label, Severity, Step, edit, rule
from designlint.api.analyses import growth_factor, utilisation_line


@rule("SCA003", severity=Severity.WARNING, since="0.1")
def growth_limit(facts: Facts) -> Iterator[Finding]:
    """At most one finding, at the component that is full first."""
    limits = [limit for limit in facts[growth_limits] if not limit.writer]
    if not limits:
        return
    first, *others = limits
    path, factor = first.capacity.component.path, growth_factor(facts.design)
    more = f", and {len(others)} more before {factor:g}x" if others else f", before {factor:g}x"
    yield Finding(
        f"`{path}` is full at {first.shown} today's load{more}",
        Label(first.capacity.component.span),
        path,
        secondary=tuple([Label(limit.capacity.component.span) for limit in others]),
        witness=tuple([step for limit in limits for step in _lines(limit)]),
        help=tuple(_help(first, factor)),
    )


def _lines(limit: GrowthLimit) -> Iterator[Step]:
    line = utilisation_line(limit.capacity)
    yield line._replace(text=f"{line.text}: full at {limit.shown}")


def _help(limit: GrowthLimit, factor: float) -> Iterator[Help]:
    more = limit.capacity.replicas_for(factor)
    if more is not None:
        yield edit("scales out", note="if more replicas carry more")
        yield edit(f"replicas {more}", note=f"for {factor:g}x")
