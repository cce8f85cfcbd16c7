"""Reads are staler than the `freshness` of the data allows.

Reported when: the staleness of a read surely exceeds the `freshness` of its data. The staleness
adds up along the path of the copy: replica lag, the TTL of each cache, the bound of each queue.

Not reported when: a requirement on the staleness of the data is stated (VER001 reports it), or the
staleness is unbounded, or only `stale_if_error` exceeds the freshness: a stale answer is wanted
then. Nor when a single cache exceeds the freshness by itself (CAC008 reports it).

How to fix: read from a fresher source, shorten the TTL or the lag, or relax the `freshness`.

Why: each part on the path can be fresh enough while their sum is not.

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

from designlint.api import Facts, Finding, Label, Role, Step, edit, properties, rule
from designlint.api.analyses import Hop, reads_of, verdicts
from designlint.api.model import Known
from designlint.api.text import Dimension, Quantity, show, show_value

# What sums of times in floating point differ by.
_ROUNDING = 1e-9
# The digits of a staleness that is hardly above the freshness.
_EXACT = 9


@rule("CON012", grade="risk", since="0.1", formerly=("consistency-older-than-allowed",))
def excess_staleness(facts: Facts) -> Iterator[Finding]:
    """One finding for each data item whose reads are surely too stale."""
    for path, data in facts.design.data.items():
        freshness = data[properties.context.FRESHNESS]
        hops = facts[reads_of][path]
        if freshness is None or facts[verdicts].on(path, "staleness") or not hops:
            continue
        ages = [age.low for age in hops.ages]
        oldest = ages.index(max(ages))
        allowed = freshness.value.value
        if ages[oldest] > allowed * (1.0 + _ROUNDING) and not _is_alone(
            facts, hops[oldest], allowed
        ):
            yield _finding(facts, path, freshness, hops[oldest], ages[oldest])


def _is_alone(facts: Facts, hop: Hop, allowed: float) -> bool:
    """Whether a single cache exceeds the freshness by itself, which CAC008 reports."""
    is_cache = facts.design.components[hop.component].plays(Role.CACHE)
    return is_cache and hop.staleness - hop.in_error > allowed


def _finding(
    facts: Facts, path: str, freshness: Known[Quantity], hop: Hop, seconds: float
) -> Finding:
    age, span = show_value(seconds, Dimension.TIME), freshness.span
    allowed, limit = show(freshness.value), freshness.value.value
    if age == show_value(limit, Dimension.TIME):
        age = show_value(seconds, Dimension.TIME, digits=_EXACT)
    return Finding(
        f"`{path}` can be {age} stale when read, but its `freshness` is {allowed}",
        Label(hop.step.span, f"up to {age} stale"),
        path,
        secondary=(Label(span, f"at most {allowed}"),) if span else (),
        witness=_lines(facts, hop, facts[reads_of][path]),
        help=(
            *facts[reads_of][path].help_for(hop, "linearizable"),
            edit(f"freshness {age}", place=f"`{path}`", note="if that is fresh enough"),
        ),
    )


def _lines(facts: Facts, hop: Hop, hops: Sequence[Hop]) -> tuple[Step, ...]:
    """What the staleness of an answer adds up from: its own hop, and the others in its flow."""
    others = [h for h in hops if h.flow == hop.flow and h.component != hop.component]
    lines = [line for other in others if other.staleness > 0.0 for line in other.why]
    components = facts.design.components.values()
    graces = [component[properties.store.STALE_IF_ERROR] for component in components]
    left_out = {grace.span for grace in graces if grace is not None and grace.span is not None}
    return tuple(dict.fromkeys(line for line in (*hop.why, *lines) if line.span not in left_out))
