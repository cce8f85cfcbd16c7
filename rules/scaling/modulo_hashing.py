"""Keys are placed on nodes by modulo, although the number of nodes changes.

Reported when: a store or cache has `placement modulo`, its shards are its nodes, and their number
changes: by `autoscale`, by `scales out`, or because the planned `growth` exceeds their capacity.

Not reported when: shards are moved between nodes as a whole, the number of nodes is fixed, or keys
are placed in another way.

How to fix: use a hash ring, jump hashing, or a fixed number of shards that move as a whole.

Why: with `hash mod n`, one more node moves all keys except one in every n + 1. A cache is empty at
once, a store copies nearly all its data, and both serve their usual load meanwhile.

Source: D. Karger and others, Consistent Hashing and Random Trees (STOC 1997), section 4; J. Lamping
and E. Veach, A Fast, Minimal Memory, Consistent Hash Algorithm (2014).

Bad:

```design
actor member
data cart
component hot : cache {
  holds cart; ttl 1h; replicas 6; scales out
  shards 6 by member { placement modulo }
}
flow fill { rate 7k req/s peak; member -> hot reads cart }
```

Good:

```design
actor member
data cart
component hot : cache {
  holds cart; ttl 1h; replicas 6; scales out
  shards 6 by member { placement ring; vnodes 128 }
}
flow fill { rate 7k req/s peak; member -> hot reads cart }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Step, edit, model, properties, rule
from designlint.api.analyses import capacities, placements
from designlint.api.text import show_share, step


@rule("SCA014", grade="risk", since="0.1")
def modulo_hashing(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that places keys on a changing number of nodes by modulo."""
    for component in facts.design.components.values():
        shards = component[properties.store.SHARDS]
        if shards is None or shards.value.number < 2:
            continue
        placement = shards.details[properties.store.PLACEMENT]
        why = _changes(facts, component, shards.value.number)
        if placement is not None and placement.value == "modulo" and why is not None:
            at = Label(placement.span or component.span, "moves nearly all keys")
            yield _finding(component, at, shards.value.number, why)


def _changes(facts: Facts, component: model.Component, shards: int) -> Step | None:
    """Why the number of nodes changes, and the shards with it; None where it does not."""
    path, placement = component.path, facts[placements][component.path]
    scaled = component[properties.component.AUTOSCALE]
    scales = component[properties.component.SCALES]
    capacity, growth = facts[capacities][path], facts.design.growth_factor
    if scaled is not None:
        low, high = scaled.value.range
        return step(f"{path}: autoscales from {low} to {high} nodes", scaled)
    if placement.declared and placement.count != shards:
        return None  # shards that are moved between nodes as a whole keep their keys
    stated = component[properties.store.SHARDS]
    rebalanced = stated.detail(properties.store.REBALANCE) if stated is not None else None
    if scales is not None and scales.value == "out" and rebalanced != "none":
        return step(f"{path}: scales out by adding nodes", scales)
    if capacity.is_outgrown(growth):
        used = capacity.utilisation()
        full = show_share(used.low if used is not None else 0.0)
        return Step(f"{path}: at {full} of its capacity, with {growth:g}x the load planned")
    return None


def _finding(component: model.Component, at: Label, number: int, why: Step) -> Finding:
    place = f"the shards of `{component.path}`"
    moved = show_share(number / (number + 1))
    return Finding(
        f"`{component.path}` places keys modulo {number}, so one more node moves {moved} of them",
        at,
        component.path,
        secondary=(Label(why.span, "the number of nodes changes"),) if why.span else (),
        witness=(
            why,
            Step(f"from {number} to {number + 1} nodes, 1 key in {number + 1} stays where it is"),
            Step(f"on a hash ring, 1 key in {number + 1} would move"),
        ),
        help=(
            edit("placement ring; vnodes 128", place=place, note="consistent hashing"),
            edit(
                "placement jump",
                place=place,
                note="jump hashing, if only the last node is added or removed",
            ),
        ),
    )
