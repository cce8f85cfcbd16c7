"""A hash ring has so few virtual nodes that its fullest node is probably overloaded.

Reported when: the probability that some node is over its capacity at peak, today or at the planned
`growth`, or over its `max_size`, is above one half. The share of a node on the ring has a Beta
distribution, which bounds this probability from below. Reported with less weight where neither load nor size
is known, and every second ring gives its fullest node 1.5 times the mean or more.

Not reported when: the nodes have room enough for an uneven ring, `vnodes` is not declared (the open
questions ask), or keys are placed in another way. A
mean load that is too much already is reported by SCA001, a mean that does not fit by SCA010.

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

from designlint.api import Facts, Finding, Label, Step, edit, model, rule
from designlint.api.analyses import FULL, capacities, stores
from designlint.api.text import show_share

# From here on it is more likely than not that one of the nodes is over its capacity.
_LIKELY = 0.5

# Where every second ring gives its fullest node so many times the mean, a plan by the mean is none.
_UNEVEN = 1.5


@rule("SCA013", grade="risk", also=("minor",), since="0.1", formerly=("scaling-uneven-ring",))
def uneven_hash_ring(facts: Facts) -> Iterator[Finding]:
    """One finding for each ring that is too uneven for its nodes."""
    for path, component in facts.design.components.items():
        ring = facts[stores][path].ring
        if ring is None:
            continue
        at = Label(ring.vnodes.span or component.span, "too few for an even load")
        means = [*_means(facts, component)]
        for mean, does, when, of in means:
            chance = ring.chance_above(1.0 / mean) if 0.0 < mean <= FULL else 0.0
            if chance > _LIKELY:
                likely = show_share(int(chance * 100) / 100)
                text = f"{does} a node{when} with a probability of at least {likely}, because its ring has"
                text = f"{text} {ring.virtual_nodes} per node"
                yield _finding(component, text, at, ring.lines(path, mean, of or when))
                break
        else:
            is_known = means or facts[capacities][path].certain_use is not None
            if not is_known and ring.usual_largest >= _UNEVEN:
                text = f"spreads its keys unevenly: its ring has {ring.virtual_nodes} per node"
                found = _finding(component, text, at, ring.lines(path))
                yield found._replace(grade="minor")


def _means(facts: Facts, component: model.Component) -> Iterator[tuple[float, str, str, str]]:
    """How full a node is on average, with what its overflow is, when that is, and of what it is full: its
    capacity today and at the planned growth, and its disk."""
    capacity = facts[capacities][component.path]
    used = capacity.certain_use
    if used is not None and not capacity.is_total and used.low > 0.0:
        for factor in dict.fromkeys((1.0, facts.design.growth_factor)):
            yield (
                used.low * factor,
                "overloads",
                f" at {factor:g}x the load" if factor != 1.0 else "",
                "",
            )
    space = facts[stores][component.path].space
    if space is not None:
        kept = space.node.most if space.node.most < float("inf") else space.node.today
        yield kept / space.fits, "fills the disk of", "", " of its disk"


def _finding(component: model.Component, text: str, at: Label, lines: tuple[Step, ...]) -> Finding:
    place = f"the shards of `{component.path}`"
    return Finding(
        f"`{component.path}` {text}",
        at,
        component.path,
        witness=lines,
        help=(
            edit("vnodes 256", place=place),
            edit(
                "placement jump",
                place=place,
                note="jump hashing, if only the last node is added or removed",
            ),
        ),
    )
