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

from designlint.api import Facts, Finding, Label, Severity, Step, edit, model, rule
from designlint.api.analyses import FULL, Ring, capacities, certain_use, ring_of
from designlint.api.text import show_share, step

# A ring is told of when it is more likely than not that one of its nodes is over its capacity.
_LIKELY = 0.5


@rule("SCA013", severity=Severity.WARNING, since="0.1", formerly=("scaling-uneven-ring",))
def uneven_hash_ring(facts: Facts) -> Iterator[Finding]:
    """One finding for each ring that is too uneven for its nodes."""
    for path, component in facts.design.components.items():
        capacity, ring = facts[capacities][path], ring_of(facts, component)
        used = certain_use(capacity)
        if ring is None or used is None or not 0.0 < used.low <= FULL or capacity.is_total:
            continue
        chance = ring.chance_above(1.0 / used.low)
        if chance > _LIKELY:
            yield _finding(component, ring, used.low, chance)


def _finding(component: model.Component, ring: Ring, used: float, chance: float) -> Finding:
    return Finding(
        f"with {ring.vnodes.value} places on the ring for each node, one node of `{component.path}` is"
        f" over its capacity with a chance of {show_share(int(chance * 100) / 100)} or more",
        Label(ring.vnodes.span or component.span, "too few to be even"),
        component.path,
        witness=tuple(_witness(component.path, ring, used)),
        help=(
            edit("vnodes 256"),
            edit("placement jump", note="where nodes only come and go at the end"),
        ),
    )


def _witness(path: str, ring: Ring, used: float) -> Iterator[Step]:
    about = " (about: its copies even it out)" if ring.copies > 1 else ""
    yield step(
        f"{ring.nodes} nodes with {ring.vnodes.value} places each: the deviation of their shares is"
        f" {show_share(ring.deviation)}{about}",
        ring.vnodes,
    )
    carried = f"{1.0 / used:.3g}x"
    yield Step(f"{path}: {show_share(used)} on average, so a node carries {carried} that")
    yield Step(
        f"the fullest node of every second ring has {ring.usual_largest:.3g}x the mean or more"
    )
