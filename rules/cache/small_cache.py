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

from designlint.analyses.detectors.hit_ratio import ThrashingCache, thrashing_caches
from designlint.api import Facts, Finding, Label, Severity, Step, edit, rule
from designlint.api.text import origin_text, show, show_share


@rule("CAC004", severity=Severity.WARNING, since="0.1")
def small_cache(facts: Facts) -> Iterator[Finding]:
    """One finding for each cache that is smaller than its working set."""
    for crowded in facts[thrashing_caches]:
        yield _finding(crowded)


def _finding(crowded: ThrashingCache) -> Finding:
    path, room, working = crowded.component.path, crowded.room, crowded.working_set
    hit = crowded.claimed
    counted = "" if hit is None else f", and {show(hit.value)} is counted on"
    wanted, fits = show(working.value), show(room.value)
    return Finding(
        f"`{path}` holds {fits} of the {wanted} that are asked for again and again",
        Label(room.span or crowded.component.span, f"{show_share(crowded.fits)} of it"),
        path,
        secondary=(Label(working.span, "the working set"),) if working.span else (),
        witness=(
            Step(
                f"{path}: {fits} / {wanted} = {show_share(crowded.fits)}",
                room.span,
                origin_text(room.origin),
            ),
            Step(f"keys that are asked for evenly hit no more often than that{counted}"),
        ),
        help=(
            edit(f"size {wanted}"),
            edit("skew EXPONENT", note="where few keys get most requests"),
        ),
    )
