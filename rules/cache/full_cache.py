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

from designlint.analyses.detectors.cached_data import FullCache, full_caches
from designlint.api import Facts, Finding, Label, Severity, Step, edit, rule
from designlint.api.text import Dimension, origin_text, show, show_value


@rule("CAC009", severity=Severity.WARNING, since="0.1")
def full_cache(facts: Facts) -> Iterator[Finding]:
    """One finding for each cache that is full for good."""
    for stuffed in facts[full_caches]:
        yield _finding(stuffed)


def _finding(stuffed: FullCache) -> Finding:
    cache, eviction, room, held, lines = stuffed
    fits, wanted = show(room.value), show_value(held, Dimension.SIZE)
    origin = origin_text(room.origin)
    return Finding(
        f"`{cache.path}` holds {fits} of {wanted}, and nothing makes room for the rest",
        Label(eviction.span or cache.span, "what is in stays in"),
        cache.path,
        secondary=(Label(room.span, "is full"),) if room.span else (),
        witness=(*lines, Step(f"{cache.path}: {fits} fit", room.span, origin)),
        help=(edit("eviction lru"), edit("ttl 1h")),
    )
