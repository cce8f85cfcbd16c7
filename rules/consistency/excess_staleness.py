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

from collections.abc import Iterator, Sequence

from designlint.api import Facts, Finding, Label, Role, Severity, Step, edit, properties, rule
from designlint.api.analyses import Hop, ages_of, consistency_help, reads_of, verdicts_on
from designlint.api.text import Dimension, show, show_value


@rule(
    "CON012", severity=Severity.WARNING, since="0.1", formerly=("consistency-older-than-allowed",)
)
def excess_staleness(facts: Facts) -> Iterator[Finding]:
    """One finding for each datum whose reads are surely too old."""
    for path, data in facts.design.data.items():
        freshness = data.value(properties.context.FRESHNESS)
        hops = facts[reads_of][path]
        if freshness is None or (path, "staleness") in facts[verdicts_on] or not hops:
            continue
        ages = [age.low for age in ages_of(facts, path)]
        oldest = ages.index(max(ages))
        if ages[oldest] > freshness.value and not _is_alone(facts, hops[oldest], freshness.value):
            yield _finding(facts, path, hops[oldest], ages[oldest])


def _is_alone(facts: Facts, hop: Hop, allowed: float) -> bool:
    """Whether it is one cache that keeps its copies too long by itself, which CAC008 tells."""
    is_cache = facts.design.components[hop.component].plays(Role.CACHE)
    return is_cache and hop.staleness > allowed


def _finding(facts: Facts, path: str, hop: Hop, seconds: float) -> Finding:
    freshness = facts.design.data[path][properties.context.FRESHNESS]
    age, allowed = show_value(seconds, Dimension.TIME), show(freshness.value) if freshness else ""
    span = freshness.span if freshness is not None else None
    return Finding(
        f"reads of `{path}` can be {age} old, and its freshness is {allowed}",
        Label(hop.step.span, f"up to {age} old"),
        path,
        secondary=(Label(span, f"{allowed} at the most"),) if span else (),
        witness=_lines(hop, facts[reads_of][path]),
        help=(
            *consistency_help(facts, hop, path, "linearizable"),
            edit(f"freshness {age}", place=f"`{path}`", note="if that is recent enough"),
        ),
    )


def _lines(hop: Hop, hops: Sequence[Hop]) -> tuple[Step, ...]:
    """What the age of an answer is made of: its own, and that of the others in its flow."""
    others = [h for h in hops if h.flow == hop.flow and h.component != hop.component]
    lines = [line for other in others if other.staleness > 0.0 for line in other.why]
    return tuple(dict.fromkeys((*hop.why, *lines)))
