"""A cache acknowledges writes of critical data before any store has them.

Writing behind makes writes fast: the cache takes them, and hands them on later. Until then the cache
holds the only copy, in memory as a rule, and what it has not handed on when it stops is lost, though
its writer was told that it is kept.

It looks at critical data and payments. It is silent where the cache says that its copies are written
synchronously (`replication synchronous`) or states its `durability`.

Source: M. Kleppmann, Designing Data-Intensive Applications (2017), chapter 7, on durability; the
documentation of Oracle Coherence, on write-through and write-behind caching.

Bad:

```design
actor player
data score { importance critical }
component hot : cache { holds score; write_policy write_behind; ttl 60s }
component store : database { holds score }
flow win { rate 60 req/s; player -> hot -> store writes score }
```

Good:

```design
actor player
data score { importance critical }
component hot : cache { holds score; write_policy write_through; ttl 60s }
component store : database { holds score }
flow win { rate 60 req/s; player -> hot -> store writes score }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.hazards import UnsafeBuffer, unsafe_buffers
from designlint.api import Facts, Finding, Label, Severity, edit, rule
from designlint.api.analyses import violated_requirements
from designlint.api.text import listed


@rule("CON007", severity=Severity.WARNING, since="0.1")
def write_behind(facts: Facts) -> Iterator[Finding]:
    """One finding for each cache that can lose acknowledged writes of critical data."""
    for buffer in facts[unsafe_buffers]:
        yield _finding(facts, buffer)


def _finding(facts: Facts, buffer: UnsafeBuffer) -> Finding:
    path = buffer.cache.path
    return Finding(
        f"`{path}` acknowledges writes of {listed(buffer.data)} that only it has yet",
        Label(buffer.policy.span or buffer.cache.span),
        path,
        witness=buffer.steps,
        help=(edit("write_policy write_through", place=f"`{path}`"),),
        breaks=violated_requirements(facts, buffer.data, "rpo", "durability"),
    )
