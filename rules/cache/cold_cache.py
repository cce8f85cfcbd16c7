"""What is behind a cache does not carry the load when the cache is empty.

After a restart, a flush, a change of the key format or the loss of the cache, every request misses.
When the origin cannot carry that, it slows down, the cache stays empty because nothing answers, and
the load stays after its cause is gone. The misses of all flows are propagated to everything behind
the cache, with the replicas that can be added by `autoscale`.

There is one finding for each cache, about the fullest component behind it. It is silent where
`coalesce` (many misses of one key become one call) or `warm_up` (it is filled before it gets traffic)
is stated, where the origin is full as it is (SCA001), and where hit ratio, load or capacity is not
stated.

Source: R. Nishtala and others, Scaling Memcache at Facebook (NSDI 2013), on leases and cold cluster
warm-up; AWS Builders' Library, Caching challenges and strategies.

Bad:

```design
actor visitor
data link
component hot : cache { holds link; ttl 60s; hit 90%; size 8GB }
component store : database { holds link; replicas 2; capacity 1k req/s per replica }
flow follow { rate 5k req/s peak; visitor -> hot reads link; visitor -> store reads link, on miss of hot }
```

Good:

```design
actor visitor
data link
component hot : cache { holds link; ttl 60s; hit 90%; size 8GB; coalesce yes; warm_up yes }
component store : database { holds link; replicas 2; capacity 1k req/s per replica }
flow follow { rate 5k req/s peak; visitor -> hot reads link; visitor -> store reads link, on miss of hot }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.cold_start import ColdStart, cold_starts
from designlint.api import Facts, Finding, Label, Severity, edit, properties, rule
from designlint.api.analyses import capacities, utilisation_line
from designlint.api.text import listed, show_share


@rule("CAC001", severity=Severity.WARNING, since="0.1")
def cold_cache(facts: Facts) -> Iterator[Finding]:
    """One finding for each cache that nothing behind it can do without."""
    for cold in facts[cold_starts]:
        cache = cold.cache
        if cache.value(properties.store.COALESCE) or cache.value(properties.store.WARM_UP):
            continue
        yield _finding(facts, cold)


def _finding(facts: Facts, cold: ColdStart) -> Finding:
    path, origin = cold.cache.path, cold.cold.component
    hit = cold.cache[properties.store.HIT]
    share = show_share(cold.utilisation.low)
    more = cold.cold.replicas_for()
    others = f", and {listed(cold.others)} with it" if cold.others else ""
    warm = utilisation_line(facts[capacities][origin.path])
    empty = utilisation_line(cold.cold)
    return Finding(
        f"`{origin.path}` is over its capacity when `{path}` is empty: {share}",
        Label(hit.span if hit is not None and hit.span else cold.cache.span, "counted on"),
        path,
        secondary=tuple([Label(step.span, "takes the misses") for step in cold.misses]),
        witness=(
            warm._replace(text=f"warm: {warm.text}"),
            empty._replace(text=f"empty: {empty.text}{others}"),
        ),
        help=(
            edit("coalesce yes", note="many misses of one key become one call"),
            edit("warm_up yes", note="filled before it gets traffic"),
            *((edit(f"replicas {more}", place=f"`{origin.path}`"),) if more else ()),
        ),
    )
