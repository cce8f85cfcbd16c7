"""A hard limit is passed at peak, at the planned growth, or before the horizon.

Limits do not slow things down, they stop them: a quota refuses calls, a fleet runs out of threads
when one peer more joins, an id that no longer fits stops every insert. Each is known long before.

It looks at `limit`: of rates, against the load at peak and at `growth` (of partitions, times their
number); of numbers that grow with a datum (`grows_with order`), against its count until the
`horizon`; of numbers that grow with a component, against the replicas that it can have. It is silent
where what a limit grows with is not declared, where counts, rates or replicas are not stated, about
limits of single items, and about connections, which have their own rule (SCA011).

Source: M. Nygard, Release It!, 2nd ed. (2018), chapter 4, on unbounded growth and resource limits; AWS
Well-Architected, Reliability Pillar, REL01, on service quotas and constraints.

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
from typing import NamedTuple

from designlint.api import (
    Facts,
    Finding,
    Label,
    Role,
    Severity,
    Step,
    advice,
    model,
    properties,
    rule,
)
from designlint.api.analyses import FULL, capacities, growth_factor, horizon
from designlint.api.text import Dimension, Quantity, show, show_value, step

# What a catalogue limits of a component as a whole, and what begins the name of a limit of each part;
# its other limits are of items.
_OF_ALL = ("account_requests", "batched_messages")
_OF_EACH = ("partition_", "shard_", "prefix_")


class _Passed(NamedTuple):
    """What passes a limit, and when; with the lines that show it."""

    use: str
    when: str
    lines: tuple[Step, ...]


class _Parts(NamedTuple):
    """How many times a limit of a rate holds, with the lines that show it."""

    number: int
    lines: tuple[Step, ...] = ()


@rule("SCA015", severity=Severity.WARNING, since="0.1")
def hard_limit(facts: Facts) -> Iterator[Finding]:
    """One finding for each limit that is passed."""
    for component in facts.design.components.values():
        for known in component.properties.all(properties.component.LIMIT):
            name, amount, grows_with = known.value
            if amount.dimension is Dimension.RATE:
                parts = _parts(component, name, known.published_as)
                found = _by_rate(facts, component, name, amount, parts)
            elif amount.dimension is Dimension.NUMBER and grows_with is not None:
                found = _by_number(facts, amount.value, grows_with)
            else:
                continue
            shown, what = show(amount), name.replace("_", " ")
            at = Label(known.span or component.span, f"ends at {shown}")
            line = step(f"{component.path}: {what} end at {shown}", known)
            for passed in found:
                yield _finding(component.path, shown, what, (at, line), passed)


def _finding(path: str, shown: str, what: str, at: tuple[Label, Step], passed: _Passed) -> Finding:
    label, line = at
    return Finding(
        f"`{path}` passes its limit of {shown} ({what}) {passed.when}: {passed.use}",
        label,
        path,
        secondary=tuple([Label(line.span) for line in passed.lines if line.span is not None]),
        witness=(line, *passed.lines),
        help=(
            advice(f"raise the limit of {what}, or split `{path}` so that each part stays below"),
        ),
    )


def _by_rate(
    facts: Facts, component: model.Component, name: str, amount: Quantity, parts: _Parts | None
) -> Iterator[_Passed]:
    if parts is None:
        return
    rate = _rate(facts, component, name)
    for factor in (1.0, growth_factor(facts.design)):
        if rate * factor > amount.value * parts.number * FULL:
            when = "at peak" if factor == 1.0 else f"at {factor:g}x the load"
            use = show_value(rate * factor, Dimension.RATE, amount.noun)
            use += f" over {parts.number} of them" if parts.number > 1 else ""
            yield _Passed(use, when, parts.lines)
            return


def _rate(facts: Facts, component: model.Component, name: str) -> float:
    """The rate at peak of what a limit counts: of all calls, of reads, of writes."""
    demand = facts[capacities][component.path].demand
    if name.endswith("_reads"):
        return demand.reads.low
    if name.endswith("_writes") and component.plays(Role.STORE):
        return demand.writes.low
    return demand.total.low


def _parts(component: model.Component, name: str, published_as: str) -> _Parts | None:
    """Once, or for each partition where the limit is that of one and their number is stated; None
    where nobody knows what it is a limit of."""
    if name.startswith(_OF_EACH):
        stated = component[properties.store.SHARDS] or component[properties.messaging.PARTITIONS]
        if stated is None:
            return None
        number = stated.value.number
        return _Parts(number, (step(f"{component.path}: {number} of them", stated),))
    is_of_all = not published_as or (published_as == "quota" and name in _OF_ALL)
    return _Parts(1) if is_of_all else None


def _by_number(facts: Facts, most: float, grows_with: str) -> Iterator[_Passed]:
    data, component = (
        facts.design.data.get(grows_with),
        facts.design.components.get(grows_with),
    )
    if data is not None:
        yield from _by_data(facts, data, most)
    if component is not None:
        yield from _by_replicas(facts, component, most)


def _by_data(facts: Facts, data: model.Data, most: float) -> Iterator[_Passed]:
    """A limit on how many there can be of a datum: ids, rows, files."""
    count, growth = data[properties.context.COUNT], data[properties.context.GROWTH]
    if count is None:
        return
    number, ahead, rate = count.value.value, horizon(facts.design), 0.0
    if growth is not None and growth.value.dimension is Dimension.RATE:
        rate = growth.value.value * facts.design.load
    after = (most - number) / rate if rate > 0.0 else math.inf
    seconds = 0.0 if number >= most else after
    if seconds > (ahead.value.value if ahead is not None else 0.0):
        return
    lines = [step(f"{data.path}: {show(count.value)} today", count)]
    if growth is not None:
        added = show_value(rate * 86_400.0, Dimension.NUMBER)
        lines.append(step(f"{data.path}: {added} a day are added", growth))
    when = "today" if seconds == 0.0 else f"in {show_value(seconds, Dimension.TIME)}"
    use = f"{show_value(max(number, most), Dimension.NUMBER)} of `{data.path}`"
    yield _Passed(use, when, tuple(lines))


def _by_replicas(facts: Facts, component: model.Component, most: float) -> Iterator[_Passed]:
    """A limit on each replica of what there is of others: threads, connections, one for each peer."""
    path, stated = component.path, component[properties.component.REPLICAS]
    number, growth = facts[capacities][path].most, growth_factor(facts.design)
    if stated is None and number < 2:
        return
    scales = component.value(properties.component.SCALES)
    for factor in (1.0, growth) if scales == "out" else (1.0,):
        grown = math.ceil(number * factor)
        if grown > most:
            when = "today" if factor == 1.0 else f"at {factor:g}x the replicas"
            lines = (step(f"{path}: {number}", stated),)
            yield _Passed(f"{grown} replicas of `{path}`", when, lines)
            return
