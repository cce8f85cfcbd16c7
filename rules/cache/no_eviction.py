"""A cache is asked to hold more than fits, and nothing makes room in it.

With `eviction none` and no ttl a copy stays for good. When the cache is full it takes no new copies,
or fails its writes: what was asked for first stays, whatever is asked for now.

It is silent where an eviction or a ttl is stated, where the data fits, and where the size of the
cache or the size and count of its data is not stated.

Source: Redis documentation, Key eviction, on the policy noeviction.

Bad:

```design
actor visitor
data link { size 1kB; count 100M }
component hot : cache { holds link; size 16GB; eviction none; hit 20% }
component store : database { holds link }
flow follow { rate 5k req/s peak; visitor -> hot reads link; visitor -> store reads link, on miss of hot }
```

Good:

```design
actor visitor
data link { size 1kB; count 100M }
component hot : cache { holds link; size 16GB; eviction lru; hit 20% }
component store : database { holds link }
flow follow { rate 5k req/s peak; visitor -> hot reads link; visitor -> store reads link, on miss of hot }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, Severity, edit, properties, rule
from designlint.api.analyses import volumes
from designlint.api.model import Component, Known
from designlint.api.text import Dimension, Quantity, show, show_value, step


@rule("CAC009", severity=Severity.WARNING, since="0.1", formerly=("cache-full-cache",))
def no_eviction(facts: Facts) -> Iterator[Finding]:
    """One finding for each cache that is full for good."""
    for cache in facts.design.components.values():
        room = cache[properties.store.SIZE]
        if not cache.plays(Role.CACHE) or room is None or _makes_room(cache):
            continue
        held = sum(facts[volumes][path].today or 0.0 for path in _held(cache))
        if held > room.value.value:
            yield _finding(facts, cache, room, held)


def _makes_room(cache: Component) -> bool:
    is_evicted = cache.value(properties.store.EVICTION) != "none"
    return is_evicted or cache[properties.store.TTL] is not None


def _held(cache: Component) -> list[str]:
    return [ref.path for ref in cache.value(properties.store.HOLDS) or ()]


def _finding(facts: Facts, cache: Component, room: Known[Quantity], held: float) -> Finding:
    fits, wanted = show(room.value), show_value(held, Dimension.SIZE)
    lines = [line for path in _held(cache) for line in facts[volumes][path].lines[:1]]
    return Finding(
        f"`{cache.path}` holds {fits} of {wanted}, and nothing makes room for the rest",
        Label(cache.span_of(properties.store.EVICTION), "what is in stays in"),
        cache.path,
        secondary=(Label(room.span, "is full"),) if room.span else (),
        witness=(*lines, step(f"{cache.path}: {fits} fit", room)),
        help=(edit("eviction lru"), edit("ttl 1h")),
    )
