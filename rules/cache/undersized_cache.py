"""What is asked for again and again does not fit into the cache.

A cache that is smaller than its working set pushes out what will be asked for next. With
least-recently-used eviction and keys that are asked for in turn it answers nothing at all; with keys
that are asked for evenly, the share that fits.

It is silent where the skew of the keys is stated, for that decides how much the popular part of them
gives (CAC002, CAC003), and where no more hits are counted on than an even spread gives.

Source: P. Denning, The Working Set Model for Program Behavior, Communications of the ACM 11 (1968).

Bad:

```design
actor visitor
data link
component hot : cache { holds link; ttl 1h; size 16GB; working_set 64GB; hit 90% }
component store : database { holds link }
flow follow { rate 5k req/s peak; visitor -> hot reads link; visitor -> store reads link, on miss of hot }
```

Good:

```design
actor visitor
data link
component hot : cache { holds link; ttl 1h; size 80GB; working_set 64GB; hit 90% }
component store : database { holds link }
flow follow { rate 5k req/s peak; visitor -> hot reads link; visitor -> store reads link, on miss of hot }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, Severity, Step, edit, properties, rule
from designlint.api.model import Component, Known
from designlint.api.text import Quantity, show, show_share, step


@rule("CAC004", severity=Severity.WARNING, since="0.1", formerly=("cache-small-cache",))
def undersized_cache(facts: Facts) -> Iterator[Finding]:
    """One finding for each cache that is smaller than its working set."""
    for cache in facts.design.components.values():
        working, room = cache[properties.store.WORKING_SET], cache[properties.store.SIZE]
        if not cache.plays(Role.CACHE) or working is None or room is None:
            continue
        if _fits(working, room) < 1.0 and not _has_skew(facts, cache):
            hit = cache.value(properties.store.HIT)
            if hit is None or hit.value > _fits(working, room):
                yield _finding(cache, working, room)


def _fits(working: Known[Quantity], room: Known[Quantity]) -> float:
    """The share of the working set that there is room for."""
    return room.value.value / working.value.value if working.value.value else 1.0


def _has_skew(facts: Facts, cache: Component) -> bool:
    held = [facts.design.data[ref.path] for ref in cache.value(properties.store.HOLDS) or ()]
    skews = [data[properties.context.SKEW_OF_KEYS] for data in held]
    return cache[properties.store.SKEW] is not None or any(skew is not None for skew in skews)


def _finding(cache: Component, working: Known[Quantity], room: Known[Quantity]) -> Finding:
    path, hit = cache.path, cache.value(properties.store.HIT)
    wanted, fits = show(working.value), show(room.value)
    share = show_share(_fits(working, room))
    counted = "" if hit is None else f", and {show(hit)} is counted on"
    return Finding(
        f"`{path}` holds {fits} of the {wanted} that are asked for again and again",
        Label(room.span or cache.span, f"{share} of it"),
        path,
        secondary=(Label(working.span, "the working set"),) if working.span else (),
        witness=(
            step(f"{path}: {fits} / {wanted} = {share}", room),
            Step(f"keys that are asked for evenly hit no more often than that{counted}"),
        ),
        help=(
            edit(f"size {wanted}"),
            edit("skew EXPONENT", note="where few keys get most requests"),
        ),
    )
