"""A cache is counted on for more hits than its size and the skew of its keys allow.

When requests are independent of each other, no policy answers more of them than one that holds the
most popular keys that fit. A design that states the size of the cache, how many keys there are, how
large one is, how skewed they are and a hit ratio above that bound contradicts itself: the origin gets
more misses than it was sized for.

It is an error. It is silent where one of the five numbers is not stated, about caches that hold
several data, and about ratios that are possible though unlikely (CAC003).

Source: A. Aho, P. Denning and J. Ullman, Principles of Optimal Page Replacement, Journal of the ACM
18 (1971); L. Breslau and others, Web Caching and Zipf-like Distributions (INFOCOM 1999).

Bad:

```design
actor visitor
data link { size 1kB; count 100M; skew 0.7 }
component hot : cache { holds link; ttl 1h; size 1GB; hit 90% }
component store : database { holds link }
flow follow { rate 5k req/s peak; visitor -> hot reads link; visitor -> store reads link, on miss of hot }
```

Good:

```design
actor visitor
data link { size 1kB; count 100M; skew 0.7 }
component hot : cache { holds link; ttl 1d; size 80GB; hit 50% }
component store : database { holds link }
flow follow { rate 5k req/s peak; visitor -> hot reads link; visitor -> store reads link, on miss of hot }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Severity, edit, rule
from designlint.api.analyses import HitRatio, hit_ratios
from designlint.api.text import show_share


@rule("CAC002", severity=Severity.ERROR, since="0.1")
def impossible_hit_ratio(facts: Facts) -> Iterator[Finding]:
    """One finding for each cache whose hit ratio is above the bound."""
    for ratio in facts[hit_ratios].values():
        if ratio is not None and ratio.is_impossible:
            yield _finding(ratio)


def _finding(ratio: HitRatio) -> Finding:
    cache, claimed = ratio.component, show_share(ratio.claimed.value.value)
    best = show_share(ratio.best)
    return Finding(
        f"`{cache.path}` cannot answer {claimed}: its size and the skew of its keys allow {best}",
        Label(ratio.claimed.span or cache.span, f"at most {best}"),
        cache.path,
        witness=ratio.best_lines,
        help=(edit(f"hit {show_share(int(ratio.likely * 100) / 100)}"),),
    )
