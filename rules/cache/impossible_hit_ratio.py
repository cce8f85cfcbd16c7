"""A cache assumes a hit ratio that its size and key skew rule out.

Reported when: the declared `hit` exceeds the share of requests for the most popular keys that
fit. When requests are independent, no eviction policy exceeds that bound.

Not reported when: a number is not declared: the size of the cache, its hit ratio, or the size,
count and skew of its data. Nor when the cache holds several data items, or the ratio is possible
but unlikely (CAC003).

How to fix: lower `hit`, or enlarge the cache.

Why: the numbers contradict each other. The origin gets more misses than the design assumes.

Source: A. Aho, P. Denning and J. Ullman, Principles of Optimal Page Replacement, Journal of the
ACM 18 (1971); L. Breslau and others, Web Caching and Zipf-like Distributions (INFOCOM 1999).

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

from designlint.api import Facts, Finding, Label, edit, rule
from designlint.api.analyses import stores
from designlint.api.text import show, show_share


@rule("CAC002", grade="contradiction", since="0.1")
def impossible_hit_ratio(facts: Facts) -> Iterator[Finding]:
    """One finding for each cache whose hit ratio exceeds the bound."""
    for cache in facts[stores].values():
        ratio = cache.hit_ratio
        if ratio is not None and ratio.is_impossible:
            path, claimed = ratio.component.path, show(ratio.claimed.value)
            best = show_share(ratio.best)
            yield Finding(
                f"`{path}` assumes a hit ratio of {claimed}, but its size and key skew allow at most {best}",
                Label(ratio.claimed.span or ratio.component.span, f"at most {best}"),
                path,
                witness=ratio.best_lines,
                help=(
                    edit(
                        f"hit {show_share(int(ratio.likely * 100) / 100)}",
                        note=f"what {ratio.limit} gives",
                    ),
                ),
            )
