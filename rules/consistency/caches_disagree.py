"""Two caches side by side keep one datum for different times, so that readers contradict each other.

A change is seen through the one cache while the other still has the old value: two people compare
screens, or one person moves from the phone to the web page and sees the change undone. Caches behind
each other only add up; caches beside each other disagree for as long as their times differ.

It looks at caches that no flow passes one after the other and that only time ends. It is silent about
data that never changes or is not written in any flow, and where a write invalidates the copies.

Source: D. Terry and others, Session Guarantees for Weakly Consistent Replicated Data (1994), on
monotonic reads.

Bad:

```design
actor reader
data price
component web_cache : cache { holds price; ttl 10s }
component app_cache : cache { holds price; ttl 10min }
component store : database { holds price }
flow set { rate 1 req/s; reader -> store writes price }
flow on_web { rate 600 req/s; reader -> web_cache reads price; reader -> store reads price, on miss of web_cache }
flow on_app { rate 600 req/s; reader -> app_cache reads price; reader -> store reads price, on miss of app_cache }
```

Good:

```design
actor reader
data price
component web_cache : cache { holds price; ttl 10s }
component app_cache : cache { holds price; ttl 10s }
component store : database { holds price }
flow set { rate 1 req/s; reader -> store writes price }
flow on_web { rate 600 req/s; reader -> web_cache reads price; reader -> store reads price, on miss of web_cache }
flow on_app { rate 600 req/s; reader -> app_cache reads price; reader -> store reads price, on miss of app_cache }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.hazards import Disagreement, disagreements
from designlint.api import Facts, Finding, Label, Severity, edit, properties, rule
from designlint.api.text import Dimension, show_value


@rule("CON015", severity=Severity.INFO, since="0.1")
def caches_disagree(facts: Facts) -> Iterator[Finding]:
    """One finding for each datum that two caches keep for different times."""
    for found in facts[disagreements]:
        yield _finding(facts, found)


def _finding(facts: Facts, found: Disagreement) -> Finding:
    sooner, later = (facts.design.components[h.component] for h in (found.sooner, found.later))
    kept = show_value(found.later.staleness, Dimension.TIME)
    spans = [ttl.span for c in (later, sooner) if (ttl := c[properties.store.TTL]) is not None]
    return Finding(
        f"a change of `{found.data}` can be seen through `{sooner.path}` {kept} before it is through "
        f"`{later.path}`",
        Label(spans[0] or later.span),
        later.path,
        secondary=tuple([Label(span) for span in spans[1:] if span is not None]),
        witness=found.lines,
        help=(
            edit(
                f"ttl {show_value(found.sooner.staleness, Dimension.TIME)}", place=f"`{later.path}`"
            ),
        ),
    )
