"""A cache assumes a higher hit ratio than its eviction policy and TTL are likely to give.

Reported when: the declared `hit` is possible, but more than two percentage points above the
estimate. The estimate for LRU is Che's approximation; the one for a TTL assumes random requests at
the declared rate.

Not reported when: the size, keys, skew or hit ratio is not declared, or the ratio is impossible
(CAC002).

How to fix: lower `hit`, enlarge the cache, lengthen the TTL, or declare a measured ratio with its
`skew`.

Why: both estimates assume independent requests. A measured ratio is better evidence than either.

Source: H. Che, Y. Tung and Z. Wang, Hierarchical Web Caching Systems, IEEE JSAC 20 (2002); C.
Fricker, P. Robert and J. Roberts, A Versatile and Accurate Approximation for LRU Cache
Performance (ITC 2012); J. Jung, A. Berger and H. Balakrishnan, Modeling TTL-based Internet Caches
(INFOCOM 2003).

Bad:

```design
actor visitor
data link { size 1kB; count 10k; skew 0.8 }
component hot : cache { holds link; size 1MB; eviction lru; ttl 1d; hit 50% }
component store : database { holds link }
flow follow { rate 5k req/s peak; visitor -> hot reads link; visitor -> store reads link, on miss of hot }
```

Good:

```design
actor visitor
data link { size 1kB; count 10k; skew 0.8 }
component hot : cache { holds link; size 1MB; eviction lru; ttl 1d; hit 43% }
component store : database { holds link }
flow follow { rate 5k req/s peak; visitor -> hot reads link; visitor -> store reads link, on miss of hot }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, edit, rule
from designlint.api.analyses import stores
from designlint.api.text import show, show_share

# An estimate is reported only where it is this far below the assumed ratio.
_DOUBT = 0.02


@rule("CAC003", grade="risk", since="0.1")
def unlikely_hit_ratio(facts: Facts) -> Iterator[Finding]:
    """One finding for each cache whose hit ratio is well above the estimate."""
    for cache in facts[stores].values():
        ratio = cache.hit_ratio
        if ratio is None or ratio.is_impossible:
            continue
        if ratio.claimed.value.value > ratio.likely + _DOUBT:
            path, claimed = ratio.component.path, show(ratio.claimed.value)
            likely = show_share(ratio.likely)
            yield Finding(
                f"`{path}` assumes a {claimed} hit ratio; {ratio.limit} gives about {likely}",
                Label(ratio.claimed.span or ratio.component.span, f"about {likely}"),
                path,
                witness=ratio.likely_lines,
                help=(
                    edit(
                        f"hit {show_share(int(ratio.likely * 100) / 100)}",
                        note=f"what {ratio.limit} gives",
                    ),
                ),
            )
