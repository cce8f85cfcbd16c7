"""Reads of a datum can be older than its own `freshness` allows.

How old a read can be is the sum along the way that a copy has come: how far a follower is behind, how
long a cache keeps what it got from there, how long a change waits in a queue. `freshness` says how old
it may be. Where the sum is larger, the two statements exclude each other.

It is told only where the age is certain. It is silent where a requirement on the staleness of the datum
is stated (VER001 tells of that one), where one cache keeps its copies for longer by itself, and where
nothing bounds the age.

Source: P. Bailis and A. Ghodsi, Eventual Consistency Today: Limitations, Extensions, and Beyond
(2013), on staleness in time; IETF RFC 9111, section 4.2, on the freshness of stored answers.

Bad:

```design
actor reader
data price { freshness 10s }
component hot : cache { holds price; ttl 8s }
component store : database { holds price; topology leader_follower { followers 2; lag 5s } }
flow see {
  rate 600 req/s
  reader -> hot reads price
  reader -> store reads price, from follower, on miss of hot
}
```

Good:

```design
actor reader
data price { freshness 10s }
component hot : cache { holds price; ttl 8s }
component store : database { holds price; topology leader_follower { followers 2; lag 5s } }
flow see {
  rate 600 req/s
  reader -> hot reads price
  reader -> store reads price, from leader, on miss of hot
}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.freshness import Outdated, outdated
from designlint.api import Facts, Finding, Label, Severity, edit, rule
from designlint.api.analyses import stronger
from designlint.api.text import Dimension, show, show_value


@rule("CON012", severity=Severity.WARNING, since="0.1")
def older_than_allowed(facts: Facts) -> Iterator[Finding]:
    """One finding for each datum whose reads are surely too old."""
    for found in facts[outdated]:
        yield _finding(facts, found)


def _finding(facts: Facts, found: Outdated) -> Finding:
    allowed, age = show(found.allowed.value), show_value(found.age, Dimension.TIME)
    path = found.data.path
    spots = (Label(found.allowed.span, f"{allowed} at the most"),) if found.allowed.span else ()
    return Finding(
        f"reads of `{path}` can be {age} old, and its freshness is {allowed}",
        Label(found.hop.step.span, f"up to {age} old"),
        path,
        secondary=spots,
        witness=found.lines,
        help=(
            *stronger(facts, found.hop, path, "linearizable"),
            edit(f"freshness {age}", place=f"`{path}`", note="if that is recent enough"),
        ),
    )
