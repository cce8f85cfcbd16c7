"""Two caches keep the same data for different times, so that readers see contradicting values.

Reported when: two caches that only expire their copies hold the same data with different TTLs, and
no flow passes through both.

Not reported when: the data is `immutable`, no flow writes it, one of the caches is invalidated by
writes, or they differ in `stale_if_error` alone.

How to fix: use the same TTL in both caches, or invalidate both on a write.

Why: a change is visible through one cache while the other still serves the old value. One user
moves from the phone to the web page and sees the change undone. The TTLs of caches behind each
other only add up.

Source: D. Terry and others, Session Guarantees for Weakly Consistent Replicated Data (1994), on
monotonic reads.

Bad:

```design
actor reader
data price
component web_cache : cache { holds price; ttl 10s }
component app_cache : cache { holds price; ttl 10min }
component store : database { holds price }
flow set { rate 1 req/s; reader -> store writes price }
flow on_web { rate 600 req/s; reader -> web_cache reads price; reader -> store reads price, on miss of web_cache }
flow on_app { rate 600 req/s; reader -> app_cache reads price; reader -> store reads price, on miss of app_cache }
```

Good:

```design
actor reader
data price
component web_cache : cache { holds price; ttl 10s }
component app_cache : cache { holds price; ttl 10s }
component store : database { holds price }
flow set { rate 1 req/s; reader -> store writes price }
flow on_web { rate 600 req/s; reader -> web_cache reads price; reader -> store reads price, on miss of web_cache }
flow on_app { rate 600 req/s; reader -> app_cache reads price; reader -> store reads price, on miss of app_cache }
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designlint.api import (
    Facts,
    Finding,
    Help,
    Label,
    Role,
    Step,
    advice,
    edit,
    properties,
    rule,
)
from designlint.api.analyses import Hop, data_uses, flow_graphs, reads_of
from designlint.api.model import Component, Known
from designlint.api.text import Dimension, Quantity, show, show_value, step

_WINDOWS = (properties.store.TTL, properties.store.STALE_WHILE_REVALIDATE)
_SERVED = {
    "ttl": "`{path}` keeps copies for {time}",
    "stale_while_revalidate": "`{path}` serves an expired copy for another {time} while it revalidates it",
}


@rule("CON015", grade="advice", since="0.1", formerly=("consistency-caches-disagree",))
def inconsistent_ttls(facts: Facts) -> Iterator[Finding]:
    """One finding for each data item that two caches keep for different times."""
    for data, use in facts[data_uses].items():
        if use.writes:
            pair = _side_by_side(facts, _timed(facts, data))
            if pair is not None:
                yield _finding(facts, data, *pair)


def _timed(facts: Facts, data: str) -> Sequence[Hop]:
    """The reads of a data item from caches whose copies only expire, one for each cache."""
    hops: dict[str, Hop] = {}
    for hop in facts[reads_of][data]:
        cache = facts.design.components[hop.component]
        is_invalidated = cache.value(properties.store.INVALIDATION) not in (None, "none", "ttl")
        if (
            cache.plays(Role.CACHE)
            and cache[properties.store.TTL] is not None
            and not is_invalidated
        ):
            hops.setdefault(hop.component, hop)
    return list(hops.values())


def _side_by_side(facts: Facts, hops: Sequence[Hop]) -> tuple[Hop, Hop] | None:
    """The two that differ most, of those that no flow passes together."""
    passed: dict[str, set[str]] = {hop.component: set() for hop in hops}
    for flow, graph in facts[flow_graphs].items() if len(hops) > 1 else ():
        for node in passed.keys() & set(graph.nodes):
            passed[node].add(flow)
    pairs = [
        (sooner, later)
        for sooner in hops
        for later in hops
        if _age(sooner) < _age(later)
        and passed[sooner.component].isdisjoint(passed[later.component])
    ]
    return max(pairs, key=lambda pair: _age(pair[1]) - _age(pair[0]), default=None)


def _age(hop: Hop) -> float:
    """How stale a copy can get while its origin answers, in seconds."""
    return hop.staleness - hop.in_error


def _finding(facts: Facts, data: str, sooner: Hop, later: Hop) -> Finding:
    fast, slow = (facts.design.components[hop.component] for hop in (sooner, later))
    stated = fast[properties.store.TTL]
    span = stated.span if stated is not None else None
    return Finding(
        f"`{fast.path}` can show a change of `{data}` up to {_lifetime(slow)} before `{slow.path}` does",
        Label(slow.span_of(properties.store.TTL)),
        slow.path,
        secondary=(Label(span),) if span else (),
        witness=(
            *_kept(fast),
            *_kept(slow),
            Step(f"1. `{data}` changes"),
            Step(f"2. the copy in `{fast.path}` expires, and a read there returns the new value"),
            Step(f"3. a later read from `{slow.path}` still returns the old value"),
        ),
        help=_help(fast, slow),
    )


def _help(fast: Component, slow: Component) -> tuple[Help, ...]:
    """The TTL with which a copy in the slow cache can be served as long as one in the fast; none where
    the time while copies are renewed is longer."""
    sooner, later = _windows(fast), _windows(slow)
    if len(sooner) == len(later) == 1:
        return (edit(f"ttl {show(sooner[0].value)}", place=f"`{slow.path}`"),)
    renewing = sum(window.value.value for window in later[1:])
    ttl = sum(window.value.value for window in sooner) - renewing
    if ttl > 0.0:
        return (edit(f"ttl {show_value(ttl, Dimension.TIME)}", place=f"`{slow.path}`"),)
    return (advice(f"serve stale copies from `{slow.path}` for a shorter time"),)


def _windows(cache: Component) -> list[Known[Quantity]]:
    return [window for key in _WINDOWS if (window := cache[key]) is not None]


def _lifetime(cache: Component) -> str:
    """How long a copy can be served: its TTL, and the time while it is renewed."""
    windows = _windows(cache)
    if len(windows) == 1:
        return show(windows[0].value)
    return show_value(sum(window.value.value for window in windows), Dimension.TIME)


def _kept(cache: Component) -> list[Step]:
    lines = []
    for key in _WINDOWS:
        window = cache[key]
        if window is not None:
            text = _SERVED[key.name].format(path=cache.path, time=show(window.value))
            lines.append(step(text, window))
    return lines
