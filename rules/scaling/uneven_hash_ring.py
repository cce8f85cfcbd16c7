"""A hash ring has so few virtual nodes that its fullest node is probably overloaded.

Reported when: the probability that some node is over its capacity at peak, today or at the planned
`growth`, is above one half. The share of a node on the ring has a Beta distribution, which bounds this
probability from below.

Not reported when: `vnodes`, load or capacity is not declared, or keys are placed in another way. A
mean load that is too much already is reported by SCA001.

How to fix: use more virtual nodes, or a placement without random shares such as jump hashing.

Why: the share of a node is the sum of random gaps. Of ten nodes with one virtual node each, the
fullest has about three times the mean load. With a hundred each, the fullest still has a sixth more
than the mean. Capacity planned for the mean is too small for that node.

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

from designlint.api import Facts, Finding, Label, edit, rule
from designlint.api.analyses import FULL, capacities, stores
from designlint.api.text import show_share

# From here on it is more likely than not that one of the nodes is over its capacity.
_LIKELY = 0.5


@rule("SCA013", grade="risk", since="0.1", formerly=("scaling-uneven-ring",))
def uneven_hash_ring(facts: Facts) -> Iterator[Finding]:
    """One finding for each ring that is too uneven for its nodes."""
    for path, component in facts.design.components.items():
        capacity, ring = facts[capacities][path], facts[stores][path].ring
        used = capacity.certain_use
        if ring is None or used is None or not 0.0 < used.low <= FULL or capacity.is_total:
            continue
        for factor in dict.fromkeys((1.0, facts.design.growth_factor)):
            mean = used.low * factor
            chance = ring.chance_above(1.0 / mean) if mean <= FULL else 0.0
            if chance <= _LIKELY:
                continue
            likely = show_share(int(chance * 100) / 100)
            load = f" at {factor:g}x the load" if factor != 1.0 else ""
            yield Finding(
                f"`{path}` overloads a node{load} with a probability of at least {likely}, because its"
                f" ring has {ring.virtual_nodes} per node",
                Label(ring.vnodes.span or component.span, "too few for an even load"),
                path,
                witness=ring.lines(path, mean, load),
                help=(
                    edit("vnodes 256"),
                    edit(
                        "placement jump",
                        note="jump hashing, if only the last node is added or removed",
                    ),
                ),
            )
            break
