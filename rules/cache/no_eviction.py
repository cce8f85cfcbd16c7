"""A full cache evicts and expires nothing.

Reported when: a cache with `eviction none` and no TTL holds more data than its `size`.

Not reported when: an eviction policy or a TTL is declared, or the data fits. Nor when the size of
the cache, or the size and count of its data, is not declared.

How to fix: declare an eviction policy or a TTL, or enlarge the cache.

Why: a full cache without eviction takes no new copies, or fails its writes. The first keys stay,
whatever is popular now.

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

from designlint.api import Facts, Finding, Label, Role, edit, properties, rule
from designlint.api.analyses import volumes
from designlint.api.model import Component, Known
from designlint.api.text import Dimension, Quantity, show, show_value, step


@rule("CAC009", grade="risk", since="0.1", formerly=("cache-full-cache",))
def no_eviction(facts: Facts) -> Iterator[Finding]:
    """One finding for each full cache that neither evicts nor expires."""
    for cache in facts.design.components.values():
        size = cache[properties.store.SIZE]
        if not cache.plays(Role.CACHE) or size is None or _frees_space(cache):
            continue
        held = sum(facts[volumes][path].today or 0.0 for path in _held(cache))
        if held > size.value.value:
            yield _finding(facts, cache, size, held)


def _frees_space(cache: Component) -> bool:
    is_evicted = cache.value(properties.store.EVICTION) != "none"
    return is_evicted or cache[properties.store.TTL] is not None


def _held(cache: Component) -> list[str]:
    return [ref.path for ref in cache.value(properties.store.HOLDS) or ()]


def _finding(facts: Facts, cache: Component, size: Known[Quantity], held: float) -> Finding:
    fits, wanted = show(size.value), show_value(held, Dimension.SIZE)
    lines = [line for path in _held(cache) for line in facts[volumes][path].lines[:1]]
    return Finding(
        f"`{cache.path}` has space for {fits} of {wanted}, but neither evicts nor expires copies",
        Label(cache.span_of(properties.store.EVICTION), "never evicts"),
        cache.path,
        secondary=(Label(size.span, "full"),) if size.span else (),
        witness=(*lines, step(f"{cache.path}: {fits} fit", size)),
        help=(edit("eviction lru"), edit("ttl 1h", sample=True)),
    )
