"""A component exceeds a hard limit at peak, at the planned growth, or before the horizon.

Reported when: the use of a declared or published `limit` passes it. A limit on a rate is compared with
the load at peak and at `growth`; a limit of one partition applies to each partition. A limit that
`grows_with` a data item is compared with its count and growth until the `horizon` (a year where none is
declared), one that grows with a component with the replicas that the component can have, one that grows
with `writes` with those of the component at peak. A limit that upkeep frees (`freed`) has to last until then.

Not reported when: what the limit grows with, a count or growth, a rate or the replicas are not declared; the
limit applies to single items; or it is published, grows with `writes`, and `freed` is not declared: the open
questions (COV007) ask for that. Connections are reported by SCA011, keys by SCA033.

How to fix: raise the limit, or split the component so that each part stays below it. Free what writes use up
more often, and alert long before it is gone.

Why: hard limits do not slow a system down, they stop it. A quota rejects calls, a process runs out of
threads when one peer more joins, an id that no longer fits fails every insert, and a database whose vacuum
falls behind refuses every write.

Source: M. Nygard, Release It!, 2nd ed. (2018), chapter 4, on unbounded growth and resource limits; AWS
Well-Architected, Reliability Pillar, REL01, on service quotas and constraints; Sentry, Transaction ID
Wraparound in Postgres (2015).

Bad:

```design
design shop { horizon 2y }
data order { size 1kB; count 1_900M; growth 1M/day }
component store : database { holds order; limit ids 2147M grows_with order }
```

Good:

```design
design shop { horizon 2y }
data order { size 1kB; count 1_900M; growth 1M/day }
component store : database { holds order; limit ids 9_000_000bn grows_with order }
```
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

from designlint.api import (
    Facts,
    Finding,
    Label,
    Step,
    advice,
    model,
    properties,
    rule,
)
from designlint.api.analyses import FULL, capacities, verdicts, volumes
from designlint.api.text import Dimension, Quantity, counted, show, show_value, spell_time, step

_YEAR = 365 * 86_400.0


class _Limit(NamedTuple):
    """A limit of a component: its `name` as in the design, its amount, how it is shown in messages, the
    kind of fact that it is in the catalogue, if it is from there, and how often upkeep frees it."""

    component: model.Component
    name: str
    amount: Quantity
    shown: str
    published_as: str
    freed: Quantity | None


class _Excess(NamedTuple):
    """How a limit is exceeded, as the rest of a sentence about the component, what shows it, and the share
    of today's calls that it lets through."""

    text: str
    lines: tuple[Step, ...]
    served: float = 1.0


@rule("SCA015", grade="risk", since="0.1")
def hard_limit(facts: Facts) -> Iterator[Finding]:
    """One finding for each limit that is exceeded."""
    for component in facts.design.components.values():
        for known in component.properties.all(properties.component.LIMIT):
            name, amount, grows_with = known.value
            written, what = show(amount), name.replace("_", " ")
            noun = f"({what})" if amount.dimension is Dimension.RATE else what
            freed, shown = known.detail(properties.component.FREED), f"{show(amount)} {noun}"
            limit = _Limit(component, name, amount, shown, known.published_as, freed)
            at = Label(known.span or component.span, f"at most {written}")
            line = step(f"{component.path}: limit of {written} {noun}", known)
            for excess in _excesses(facts, limit, known, grows_with):
                yield _finding(facts, limit, at, line, excess)


def _finding(facts: Facts, limit: _Limit, at: Label, line: Step, excess: _Excess) -> Finding:
    path = limit.component.path
    return Finding(
        f"`{path}` {excess.text}",
        at,
        path,
        secondary=tuple([Label(line.span) for line in excess.lines if line.span is not None]),
        witness=(line, *excess.lines),
        help=(advice(f"raise the limit, or split `{path}` so that each part stays below it"),),
        breaks=tuple(dict.fromkeys(_broken(facts, path, excess.served))),
    )


def _broken(facts: Facts, path: str, served: float) -> Iterator[str]:
    """The requirements on flows whose calls are answered no more often than the limit allows."""
    for flow in facts.design.flows_by_element.get(path, ()) if served < 1.0 else ():
        for verdict in facts[verdicts].on(flow, "availability"):
            target = verdict.claim.target
            if verdict.is_refuted and isinstance(target, Quantity) and target.value > served:
                yield verdict.owner.path


def _excesses(
    facts: Facts, limit: _Limit, known: model.Known[Any], grows_with: str | None
) -> Iterator[_Excess]:
    if limit.amount.dimension is Dimension.RATE:
        yield from _of_rate(facts, limit, known)
    elif limit.amount.dimension is Dimension.NUMBER and grows_with is not None:
        data = facts.design.data.get(grows_with)
        other = facts.design.components.get(grows_with)
        yield from _of_data(facts, limit, data) if data is not None else ()
        yield from _of_replicas(facts, limit, other) if other is not None else ()
        if data is None and other is None and grows_with == properties.component.WRITES:
            yield from _of_writes(facts, limit)


def _of_rate(facts: Facts, limit: _Limit, known: model.Known[Any]) -> Iterator[_Excess]:
    """A limit on the calls per second, or on those of each shard or partition."""
    capacity = facts[capacities][limit.component.path]
    quota = next((one for one in capacity.quotas if one.known is known), None)
    if quota is None:
        return
    number = 1 if quota.parts is None else quota.parts.value.number
    most = f"{number} x {limit.shown}" if number > 1 else limit.shown
    rate = capacity.made_of(quota)
    for factor in (1.0, facts.design.growth_factor):
        if rate * factor > quota.rate * FULL:
            when = "at peak" if factor == 1.0 else f"at {factor:g}x the load"
            gets = show_value(rate * factor, Dimension.RATE, limit.amount.noun)
            text = f"gets {gets} {when}, above its limit of {most}"
            served = quota.rate / rate if factor == 1.0 else 1.0
            yield _Excess(text, _lines(limit, quota.parts), served)
            return


def _lines(limit: _Limit, parts: model.Known[Any] | None) -> tuple[Step, ...]:
    """How many shards or partitions there are, each of which has the limit."""
    if parts is None:
        return ()
    is_shards = limit.component[properties.store.SHARDS] is not None
    noun = "shard" if is_shards else "partition"
    return (step(f"{limit.component.path}: {counted(parts.value.number, noun)}", parts),)


def _of_data(facts: Facts, limit: _Limit, data: model.Data) -> Iterator[_Excess]:
    """A limit on how many there can be of a data item: ids, rows, files."""
    ever, ahead = facts[volumes].created(data.path), facts.design.horizon
    if ever is None:
        return
    if limit.freed is not None:
        yield from _of_upkeep(limit, limit.freed, ever.rate, ever.lines)
        return
    seconds = ever.passes_in(limit.amount.value)
    if seconds > (ahead.value.value if ahead is not None else _YEAR):
        return
    at_most = "" if ever.is_counted else "at most "
    text = f"reaches its limit of {limit.shown} in {at_most}{spell_time(seconds)}"
    if seconds == 0.0:
        today = show_value(ever.today, Dimension.NUMBER)
        text = f"reaches its limit of {limit.shown} today: {today} of `{data.path}`"
    yield _Excess(text, ever.lines)


def _of_writes(facts: Facts, limit: _Limit) -> Iterator[_Excess]:
    """A limit that each write of a component uses up by one, in each of its shards apart."""
    component, ahead = limit.component, facts.design.horizon
    shards = component[properties.store.SHARDS]
    rate = facts[capacities][component.path].demand.writes.low
    rate /= shards.value.number if shards is not None else 1
    line = Step(f"{component.path}: {show_value(rate, Dimension.RATE)} of writes at peak")
    if limit.freed is not None:
        yield from _of_upkeep(limit, limit.freed, rate, (line,))
    elif rate > 0.0 and not limit.published_as:
        seconds = limit.amount.value / rate
        if seconds <= (ahead.value.value if ahead is not None else _YEAR):
            text = f"uses up its limit of {limit.shown} in {spell_time(seconds)} at peak"
            yield _Excess(f"{text}, and nothing frees it", (line,))


def _of_upkeep(
    limit: _Limit, freed: Quantity, rate: float, lines: tuple[Step, ...]
) -> Iterator[_Excess]:
    """A limit that upkeep gives back, where it is used up before."""
    seconds = limit.amount.value / rate if rate > 0.0 else math.inf
    if seconds < freed.value:
        text = f"uses up its limit of {limit.shown} in {spell_time(seconds)}"
        yield _Excess(f"{text}, but frees it every {show(freed)}", lines)


def _of_replicas(facts: Facts, limit: _Limit, other: model.Component) -> Iterator[_Excess]:
    """A limit on each replica of what there is of others: threads, connections, one for each peer."""
    path, stated = other.path, other[properties.component.REPLICAS]
    number, growth = facts[capacities][path].most, facts.design.growth_factor
    if stated is None and number < 2:
        return
    scales = other.value(properties.component.SCALES)
    for factor in (1.0, growth) if scales == "out" else (1.0,):
        grown = math.ceil(number * factor)
        if grown > limit.amount.value:
            when = "" if factor == 1.0 else f" at {factor:g}x the load"
            text = f"exceeds its limit of {limit.shown}: it needs one for each of {counted(grown, 'replica')} of `{path}`{when}"
            yield _Excess(text, (step(f"{path}: {counted(number, 'replica')}", stated),))
            return
