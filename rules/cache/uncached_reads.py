"""Reads dominate, may be old, and all come to the store.

Reported when: a data item is read at least ten times as often as written and at least `least` times a second at
peak, it may be old when it is read (`freshness`) or never changes (`immutable`), and nothing but its source
holds it: no cache, no CDN, no search index besides.

The severity is advice, unless these reads bring the store to 80% of its capacity or more.

Not reported when: no `freshness` is declared, rates are not declared, the reads come to followers
(`reads_from`) of a store with room, or the data is kept as whole objects or files.

How to fix: a cache in front of the store, with a `ttl` within the freshness.

Why: a read from memory costs a fraction of one from a store, and the store keeps its capacity for the writes,
which it alone can take.

Source: M. Nottingham, Caching Tutorial; AWS Well-Architected, Performance Efficiency Pillar, PERF03, on
caching; Cache-Aside, Azure Architecture Center.

Bad:

```design
actor visitor
data page { freshness 1min }
component site : service
component store : database
flow look { rate 2k req/s peak; visitor -> site; site -> store reads page }
```

Good:

```design
actor visitor
data page { freshness 1min }
component site : service
component pages : cache { ttl 30s; hit 90% }
component store : database
flow look { rate 2k req/s peak; visitor -> site; site -> pages reads page; site -> store reads page, on miss of pages }
```
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from designlint.api import Facts, Finding, Label, Role, Step, edit, model, option, properties, rule
from designlint.api.analyses import capacities, data_uses, loads
from designlint.api.text import Dimension, show, show_rounded, step

_TIMES, _BUSY = 10.0, 0.8


@dataclass(frozen=True)
class Options:
    """What can be configured."""

    least: float = option(
        100.0, "The reads per second from which a cache is suggested.", at_least=0
    )


@rule("CAC011", grade="advice", also=("risk",), since="0.1", options=Options)
def uncached_reads(facts: Facts, options: Options) -> Iterator[Finding]:
    """One finding for each data item whose reads a cache would take."""
    for data in facts.design.data.values():
        if not (data.is_immutable or data[properties.context.FRESHNESS]) or _has_copies(
            facts, data
        ):
            continue
        reads, writes = _rates(facts, data.path)
        total = sum(reads.values())
        if reads and total >= max(options.least, _TIMES * writes):
            yield _finding(facts, data, reads, writes)


def _has_copies(facts: Facts, data: model.Data) -> bool:
    """Whether something besides the source answers reads of it, or it is kept as whole objects."""
    homes = [facts.design.components.get(path) for path in facts[data_uses][data.path].homes]
    if len(homes) == 1 and _is_source(homes[0]):
        return False
    other = (Role.CACHE, Role.DERIVED, Role.EDGE, Role.BLOB_STORE)
    spread: tuple[str | None, ...] = ("follower", "any")
    return any(
        home is not None
        and (
            home.plays(*other)
            or not home.plays(Role.STORE)
            or (
                home.value(properties.store.READS_FROM) in spread and not _is_busy(facts, home.path)
            )
        )
        for home in homes
    )


def _is_source(home: model.Component | None) -> bool:
    """Whether an index is itself what the data is written to, and no copy."""
    if home is None or home.plays(Role.CACHE, Role.EDGE, Role.BLOB_STORE):
        return False
    return home.plays(Role.DERIVED) and not home[properties.store.FED_BY]


def _is_busy(facts: Facts, store: str) -> bool:
    used = facts[capacities][store].certain_use
    return used is not None and used.low >= _BUSY


def _rates(facts: Facts, data: str) -> tuple[dict[str, float], float]:
    """How often a second it is certainly read, by store, and written at the most; at peak."""
    reads: defaultdict[str, float] = defaultdict(float)
    writes = 0.0
    for _, call in facts.design.steps_naming(data):
        made = facts[loads].calls.get(call.span)
        if made is None or call.callee.path not in facts.design.components:
            continue
        if any(named.path == data for named in call.reads) and call.role in (None, "leader"):
            reads[call.callee.path] += made.low
        if any(named.path == data for named in call.writes):
            writes += made.high
    return dict(reads), writes


def _finding(facts: Facts, data: model.Data, reads: dict[str, float], writes: float) -> Finding:
    freshness = data[properties.context.FRESHNESS]
    store = max(reads, key=lambda path: reads[path])
    may = f"may be {show(freshness.value)} old" if freshness is not None else "never changes"
    rate = show_rounded(sum(reads.values()), Dimension.RATE)
    key = properties.context.FRESHNESS if freshness is not None else properties.context.IMMUTABLE
    ttl = f"ttl {show(freshness.value)}" if freshness is not None else "ttl 1d"
    used = facts[capacities][store].certain_use
    return Finding(
        f"`{store}` answers {rate} of reads of `{data.path}`, which {may}, without a cache",
        Label(data.span_of(key), may),
        data.path,
        secondary=(Label(facts.design.components[store].span),),
        witness=(
            *(
                Step(f"reads from `{p}`: {show_rounded(r, Dimension.RATE)}")
                for p, r in reads.items()
            ),
            Step(f"writes: {show_rounded(writes, Dimension.RATE)}"),
            step(f"`{data.path}` {may}", data[key]),
            *((facts[capacities][store].line,) if used is not None else ()),
        ),
        help=(
            edit(
                f"component {data.name}_cache : cache {{ holds {data.path}; {ttl} }}",
                place="the design",
            ),
        ),
        causes=(f"reads of `{store}`",),
        grade="risk" if _is_busy(facts, store) else None,
    )
