"""A rate limit lets more in than a component behind it can carry.

Reported when: calls at the full `rate_limit` of a component would take a component of the same flows over its
capacity, the shares and hit ratios of the flows being as they are.

Not reported when: the limit is one for each client, the capacity is not declared, a limit of its own stands
before the component behind, or it is over its capacity at today's peak: SCA001 reports that.

How to fix: lower the limit to what the flow carries, or raise the capacity.

Why: a limit is there so that the excess is refused at the door, quickly, and the rest is served. Above what
the weakest component carries it refuses nobody, and the overload meets that component, where it slows
everybody down.

Source: B. Beyer and others, Site Reliability Engineering (2016), chapter 21, Handling Overload; M. Nygard,
Release It!, 2nd ed. (2018), chapter 5, on governors and shedding load.

Bad:

```design
actor visitor
component entry : gateway { replicas 2; rate_limit 10k req/s }
component shop : service { replicas 3; capacity 1k req/s per replica }
flow buy { rate 2k req/s peak; visitor -> entry -> shop }
```

Good:

```design
actor visitor
component entry : gateway { replicas 2; rate_limit 3k req/s }
component shop : service { replicas 3; capacity 1k req/s per replica }
flow buy { rate 2k req/s peak; visitor -> entry -> shop }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.api import Facts, Finding, Help, Label, Step, edit, properties, rule
from designlint.api.analyses import FULL, Capacity, capacities, flow_graphs, loads
from designlint.api.model import Component
from designlint.api.text import Quantity, show, show_share

_LIMIT = properties.relation.RATE_LIMIT
_ROUNDING = 1.0 + 1e-9


class _Weakest(NamedTuple):
    """What is fullest at the limit: its utilisation then, and what share of the limit it carries."""

    capacity: Capacity
    used: float
    carried: float


@rule("SCA021", grade="minor", since="0.2")
def generous_rate_limit(facts: Facts) -> Iterator[Finding]:
    """One finding for each limit that is above what stands behind it carries."""
    for path, component in facts.design.components.items():
        limit, load = component[_LIMIT], facts[loads].of(path).low
        if limit is None or limit.value.per is not None or load <= 0.0:
            continue
        factor = limit.value.rate.value / load
        behind = [one for c in _behind(facts, path) if (one := _at_limit(facts, path, c, factor))]
        if factor > 1.0 and behind:
            yield _finding(component, limit.value.rate, max(behind, key=lambda one: one.used), load)


def _behind(facts: Facts, path: str) -> list[Capacity]:
    """The component and all that its calls lead to, but for what has a limit of its own."""
    found, waiting = {path}, [path]
    while waiting:
        node = waiting.pop()
        for graph in facts[flow_graphs].values():
            for step in graph.by_caller.get(node, ()):
                callee = facts.design.components.get(step.callee.path)
                if callee is not None and callee.path not in found and callee[_LIMIT] is None:
                    found.add(callee.path)
                    waiting.append(callee.path)
    return [facts[capacities][one] for one in facts.design.components if one in found]


def _at_limit(facts: Facts, entry: str, capacity: Capacity, factor: float) -> _Weakest | None:
    """How full a component is when the flows through the entry ask for all that it lets in."""
    used = capacity.certain_use
    if used is None or not 0.0 < used.low <= FULL:
        return None
    through = {path for path, graph in facts[flow_graphs].items() if entry in graph.nodes}
    own = sum(part.rate.low for part in capacity.parts if part.flow in through)
    total = sum(part.rate.low for part in capacity.parts)
    if own <= 0.0:
        return None
    at_limit = used.low * (total + own * (factor - 1.0)) / total
    room = (total / used.low - (total - own)) / own
    return _Weakest(capacity, at_limit, room) if at_limit > FULL else None


def _finding(entry: Component, allowed: Quantity, weakest: _Weakest, load: float) -> Finding:
    behind = weakest.capacity.component.path
    where = "it" if behind == entry.path else f"`{behind}`"
    carried = weakest.capacity.shown_rate(load * weakest.carried)
    return Finding(
        f"the rate limit of `{entry.path}` lets in {show(allowed)}, with which {where} would be at"
        f" {show_share(weakest.used)} of its capacity",
        Label(entry.span_of(_LIMIT)),
        entry.path,
        witness=(
            weakest.capacity.line,
            Step(f"{entry.path}: {carried} let in fill {where}, as the flows call it today"),
        ),
        help=tuple(_lower(load * weakest.carried)),
    )


def _lower(rate: float) -> Iterator[Help]:
    """The limit that is carried, per the shortest time in which it lets in a call at all."""
    for unit, seconds in (("s", 1.0), ("min", 60.0), ("h", 3600.0), ("day", 86400.0)):
        if rate * seconds * _ROUNDING >= 1.0:
            yield edit(f"rate_limit {_floor(rate * seconds * _ROUNDING)} req/{unit}")
            return


def _floor(rate: float) -> int:
    """Two digits of a rate, never above it."""
    number, unit = int(rate), 1
    while number // unit >= 100:
        unit *= 10
    return number // unit * unit
