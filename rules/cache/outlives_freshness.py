"""A cache shows a datum for longer than the design says it may be old.

`freshness` says how old what is read may be; the ttl of a cache or CDN, with the time that it serves
a copy while it renews it, says how old it can be. When the second is longer, the design contradicts
itself.

It is an error. It is silent where the cache is told of changes, about data that is `immutable` or
that has no `freshness`, about copies that are only served while the origin fails, and where a
requirement on the staleness of the datum is violated, which says the same (VER001).

Source: RFC 9111, HTTP Caching, section 4.2, freshness; RFC 5861, stale-while-revalidate.

Bad:

```design
actor visitor
data price { freshness 1min }
component edge : cdn { holds price; ttl 1h; hit 60% }
component shop : service { holds price }
flow see { rate 900 req/s peak; visitor -> edge reads price; edge -> shop, on miss of edge }
```

Good:

```design
actor visitor
data price { freshness 1min }
component edge : cdn { holds price; ttl 30s; hit 60% }
component shop : service { holds price }
flow see { rate 900 req/s peak; visitor -> edge reads price; edge -> shop, on miss of edge }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.cached_data import OverdueCopy, overdue_copies
from designlint.api import Facts, Finding, Label, Severity, Step, edit, rule
from designlint.api.analyses import violated_requirements
from designlint.api.text import Dimension, origin_text, show, show_value


@rule("CAC008", severity=Severity.ERROR, since="0.1")
def outlives_freshness(facts: Facts) -> Iterator[Finding]:
    """One finding for each datum in a cache that outlives its freshness."""
    for too_old in facts[overdue_copies]:
        if not violated_requirements(facts, [too_old.data.path], "staleness"):
            yield _finding(too_old)


def _finding(too_old: OverdueCopy) -> Finding:
    cache, data, windows, age, freshness = too_old
    shown, allowed = show_value(age, Dimension.TIME), show(freshness.value)
    ttl = windows[0]
    lines = [
        Step(f"{cache.path}: copies are used for {show(w.value)}", w.span, origin_text(w.origin))
        for w in windows
    ]
    return Finding(
        f"`{cache.path}` shows `{data.path}` for up to {shown}, and it may be {allowed} old",
        Label(ttl.span or cache.span, f"up to {shown}"),
        cache.path,
        secondary=(Label(freshness.span, "how old it may be"),) if freshness.span else (),
        witness=(
            *lines,
            Step(
                f"{data.path}: may be {allowed} old", freshness.span, origin_text(freshness.origin)
            ),
        ),
        help=(edit(f"ttl {allowed}"), edit("invalidation event", note="where changes are told")),
    )
