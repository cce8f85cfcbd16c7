"""A cache is smaller than its working set.

Reported when: `size` is below `working_set`, and the declared hit ratio exceeds the share that
fits.

Not reported when: the skew of the keys is declared (CAC002 and CAC003 use it), or the hit ratio
is at most the share that fits.

How to fix: enlarge the cache, or declare the `skew` of the keys.

Why: such a cache evicts the keys that are requested next. Where keys are requested evenly, the hit
ratio is at most the share that fits. With LRU and keys in a cycle, it never hits.

Source: P. Denning, The Working Set Model for Program Behavior, Communications of the ACM 11
(1968).

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

import math
from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, Step, edit, properties, rule
from designlint.api.model import Component, Known
from designlint.api.text import Quantity, show, show_share, step


@rule("CAC004", grade="risk", since="0.1", formerly=("cache-small-cache",))
def undersized_cache(facts: Facts) -> Iterator[Finding]:
    """One finding for each cache that is smaller than its working set."""
    for cache in facts.design.components.values():
        working, size = cache[properties.store.WORKING_SET], cache[properties.store.SIZE]
        if not cache.plays(Role.CACHE) or working is None or size is None:
            continue
        if _fits(working, size) < 1.0 and not _has_skew(facts, cache):
            hit = cache.value(properties.store.HIT)
            if hit is None or hit.value > _fits(working, size):
                yield _finding(cache, working, size)


def _fits(working: Known[Quantity], size: Known[Quantity]) -> float:
    """The share of the working set that fits."""
    return size.value.value / working.value.value if working.value.value else math.inf


def _has_skew(facts: Facts, cache: Component) -> bool:
    held = [facts.design.data[ref.path] for ref in cache.value(properties.store.HOLDS) or ()]
    skews = [data[properties.context.SKEW_OF_KEYS] for data in held]
    return cache[properties.store.SKEW] is not None or any(skew is not None for skew in skews)


def _finding(cache: Component, working: Known[Quantity], size: Known[Quantity]) -> Finding:
    path, hit = cache.path, cache.value(properties.store.HIT)
    wanted, fits = show(working.value), show(size.value)
    share = show_share(_fits(working, size))
    assumed = "" if hit is None else f", but {show_share(hit.value)} is assumed"
    return Finding(
        f"`{path}` holds {fits} of its {wanted} working set",
        Label(size.span or cache.span, f"{share} of the working set"),
        path,
        secondary=(Label(working.span, "working set"),) if working.span else (),
        witness=(
            step(f"{path}: {fits} / {wanted} = {share}", size),
            Step(f"the hit ratio of evenly requested keys is at most {share}{assumed}"),
        ),
        help=(
            edit(f"size {wanted}"),
            edit("skew EXPONENT", note="if few keys get most requests"),
        ),
    )
