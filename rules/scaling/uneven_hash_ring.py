"""A hash ring has so few virtual nodes that its fullest node is probably overloaded.

Reported when: the probability that some node is over its capacity at peak is above one half. The share
of a node on the ring has a Beta distribution, which bounds this probability from below.

Not reported when: `vnodes`, load or capacity is not declared, or keys are placed in another way. A
mean load that is too much already is reported by SCA001.

How to fix: use more virtual nodes, or a placement without random shares such as jump hashing.

Why: the share of a node is the sum of random gaps. With one virtual node each, the fullest of ten
nodes has about three times the mean, with a hundred still a sixth more, so capacity planned for the
mean is missing.

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
from designlint.api.analyses import FULL, Ring, capacities, ring_of
from designlint.api.text import show_share, step

# From here on it is more likely than not that one of the nodes is over its capacity.
_LIKELY = 0.5


@rule("SCA013", severity=Severity.WARNING, since="0.1", formerly=("scaling-uneven-ring",))
def uneven_hash_ring(facts: Facts) -> Iterator[Finding]:
    """One finding for each ring that is too uneven for its nodes."""
    for path, component in facts.design.components.items():
        capacity, ring = facts[capacities][path], ring_of(facts, component)
        used = capacity.certain_use
        if ring is None or used is None or not 0.0 < used.low <= FULL or capacity.is_total:
            continue
        chance = ring.chance_above(1.0 / used.low)
        if chance > _LIKELY:
            yield _finding(component, ring, used.low, chance)


def _finding(component: model.Component, ring: Ring, used: float, chance: float) -> Finding:
    return Finding(
        f"`{component.path}` overloads a node with a probability of at least"
        f" {show_share(int(chance * 100) / 100)}, because its ring has {_virtual_nodes(ring)} per node",
        Label(ring.vnodes.span or component.span, "too few for an even load"),
        component.path,
        witness=tuple(_witness(component.path, ring, used)),
        help=(
            edit("vnodes 256"),
            edit("placement jump", note="where nodes are only added or removed at the end"),
        ),
    )


def _virtual_nodes(ring: Ring) -> str:
    return f"{ring.vnodes.value} virtual node{'' if ring.vnodes.value == 1 else 's'}"


def _witness(path: str, ring: Ring, used: float) -> Iterator[Step]:
    about = " (approximately, for copies even them out)" if ring.copies > 1 else ""
    yield step(
        f"{ring.nodes} nodes with {_virtual_nodes(ring)} each: their shares deviate from the"
        f" mean by {show_share(ring.deviation)}{about}",
        ring.vnodes,
    )
    carried = f"{1.0 / used:.3g}x"
    yield Step(
        f"{path}: {show_share(used)} utilisation on average, so a node carries {carried} the mean"
    )
    yield Step(
        f"in every second ring, the fullest node gets at least {ring.usual_largest:.3g}x the mean"
    )
