"""A hash ring has so few places for each node that the fullest one gets more than it carries.

A node's share of a ring is the sum of random gaps: with one place for each of ten nodes the fullest
has about three times the mean, with a hundred still a sixth more. Capacity that is planned for the
mean is not there. The share of a node has a Beta distribution; the chance that some node is over its
capacity is bounded from below.

It is told where that chance is above one half. It is silent where `vnodes`, load or capacity is not
stated, where keys are placed in another way, and where the mean is too much already (SCA001).

Source: D. Karger and others, Consistent Hashing and Random Trees (STOC 1997); J. Lamping and E.
Veach, A Fast, Minimal Memory, Consistent Hash Algorithm (2014); K. Joag-Dev and F. Proschan, Negative
Association of Random Variables (1983).

Bad:

```design
actor member
data cart
component store : database {
  holds cart; replicas 10; copies 1; capacity 1k req/s per replica
  shards 10 by member { placement ring; vnodes 4 }
}
flow fill { rate 7k req/s peak; member -> store writes cart }
```

Good:

```design
actor member
data cart
component store : database {
  holds cart; replicas 10; copies 1; capacity 1k req/s per replica
  shards 10 by member { placement ring; vnodes 256 }
}
flow fill { rate 7k req/s peak; member -> store writes cart }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.sharding import UnevenRing, uneven_rings
from designlint.api import Facts, Finding, Label, Severity, edit, rule
from designlint.api.text import show_share


@rule("SCA013", severity=Severity.WARNING, since="0.1")
def uneven_ring(facts: Facts) -> Iterator[Finding]:
    """One finding for each ring that is too uneven for its nodes."""
    for uneven in facts[uneven_rings]:
        yield _finding(uneven)


def _finding(uneven: UnevenRing) -> Finding:
    component, vnodes = uneven.component, uneven.vnodes
    chance = show_share(int(uneven.chance * 100) / 100)
    return Finding(
        f"with {vnodes.value} places on the ring for each node, one node of `{component.path}` is over"
        f" its capacity with a chance of {chance} or more",
        Label(vnodes.span or component.span, "too few to be even"),
        component.path,
        witness=uneven.lines,
        help=(
            edit("vnodes 256"),
            edit("placement jump", note="where nodes only come and go at the end"),
        ),
    )
