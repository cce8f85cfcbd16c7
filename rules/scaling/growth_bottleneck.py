"""A component reaches its capacity before the load that the design plans for.

Reported when: `growth` declares a multiple of today's load, and a component carries today's load but
not that multiple. There is one finding for the design, at the bottleneck: the component that is full
first. The witness lists the others in the order in which they fill up.

Not reported when: the component `scales out`, its `autoscale` goes far enough, or load, capacity or
`growth` is not declared. A load that does not fit today is reported by SCA001, a full leader of a
store by SCA004.

How to fix: declare `scales out` where more replicas carry more load, or plan the replicas for the
growth.

Why: the throughput of a system is at most that of its bottleneck, and lifting one takes longer than
reaching it.

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

from designlint.api import Facts, Finding, Help, Label, Step, advice, edit, rule
from designlint.api.analyses import Capacity, capacities, verdicts
from designlint.api.text import Quantity, listed


@rule("SCA003", grade="risk", since="0.1", formerly=("scaling-growth-limit",))
def growth_bottleneck(facts: Facts) -> Iterator[Finding]:
    """At most one finding, at the component that is full first."""
    factor = facts.design.growth_factor
    limits = [c for c in facts[capacities].values() if c.is_limit(factor)]
    full = sorted(limits, key=lambda limit: limit.fills_up)
    outgrown = [capacity for capacity in full if not capacity.is_leader_outgrown(factor)]
    if not outgrown:
        return
    first, *others = outgrown
    broken = tuple(dict.fromkeys(b for c in outgrown for b in _broken(facts, c)))
    # What makes the first one too full explains no requirement that the others break.
    is_about_first = set(broken) <= set(_broken(facts, first))
    names = listed([capacity.component.path for capacity in others]) if others else ""
    too = f"; {names} {'is' if len(others) == 1 else 'are'} next" if others else ""
    yield Finding(
        f"`{first.component.path}` reaches its capacity at {_full_at(first)} today's load, below the planned"
        f" {factor:g}x{too}",
        Label(first.component.span),
        first.component.path,
        secondary=tuple([Label(c.component.span, f"full at {_full_at(c)}") for c in others]),
        witness=(*(_line(capacity) for capacity in (first, *others)), *_sources(first)),
        help=tuple(_help(facts, outgrown, factor, broken)),
        breaks=broken,
        causes=first.overloads[2:],
        because=(*first.overloads[:2], full[0].overloads[2]) if is_about_first else (),
    )


def _broken(facts: Facts, capacity: Capacity) -> Iterator[str]:
    """The requirements on headroom that a component breaks at a multiple of the load."""
    path = capacity.component.path
    for subject in (path, *facts.design.flows_by_element.get(path, ())):
        for verdict in facts[verdicts].on(subject, "headroom"):
            target, used = verdict.claim.target, capacity.scaled(verdict.claim.load)
            if used is None or not isinstance(target, Quantity) or not verdict.is_refuted:
                continue
            if used.low > 1.0 - target.value:
                yield verdict.owner.path


def _full_at(capacity: Capacity) -> str:
    return f"{capacity.breaking_factor:.3g}x"


def _line(capacity: Capacity) -> Step:
    line = capacity.line
    return line._replace(text=f"{line.text}: full at {_full_at(capacity)}")


def _sources(capacity: Capacity) -> Iterator[Step]:
    """Where the load of the first comes from, where several calls make it."""
    parts = [part for part in capacity.parts if part.rate.low]
    for part in sorted(parts, key=lambda part: -part.rate.low) if len(parts) > 1 else ():
        text = f"{part.flow}: {capacity.shown_rate(part.rate.low)} from {part.step.caller.path}"
        yield Step(text, part.step.span)


def _help(
    facts: Facts, outgrown: list[Capacity], factor: float, broken: tuple[str, ...]
) -> Iterator[Help]:
    """What carries the load in each of them; one that scales out still lacks what a requirement wants of
    what is there."""
    wanted = {one.component.path: one.replicas_for(factor) for one in outgrown}
    fits = not any(n and facts[capacities].filled_by(path, n) for path, n in wanted.items())
    if not broken and fits and any(wanted.values()):
        yield edit("scales out", note="if replicas are added with the load")
    for one in outgrown:
        path, more = one.component.path, wanted[one.component.path]
        if more is None:
            yield from _larger(one, factor)
            continue
        full = facts[capacities].filled_by(path, more)
        if full is None:
            yield edit(
                one.scaling_to(more), place=f"`{path}`", note=f"enough for {factor:g}x the load"
            )
        else:
            yield advice(
                f"add replicas of `{path}`, {more} for {factor:g}x the load, and let `{full.component.path}`"
                f" accept their connections: {full.opened:g} of {full.accepted:g}"
            )


def _larger(capacity: Capacity, factor: float) -> Iterator[Help]:
    """More of what is a capacity as a whole: the team's own to raise, or to agree with others."""
    wanted, path = capacity.capacity_for(factor), capacity.component.path
    if wanted and capacity.component.is_external:
        yield advice(
            f"agree on `{wanted}` with those who run `{path}`, or send fewer calls: a cache, a limit"
        )
    elif wanted:
        yield edit(wanted, place=f"`{path}`", note=f"enough for {factor:g}x the load", sample=True)
