"""Keys are given to nodes by modulo, and the number of nodes changes.

With `hash mod n`, one node more moves all keys but about one in n: a cache is empty at once, a store
copies nearly all it has, and both get their usual load meanwhile. A ring or jump hashing moves one
key in n; a fixed number of shards that are moved as a whole moves none between shards.

It is told where the shards are the nodes and more of them come by `autoscale`, by `scales out`, or
because the planned `growth` is more than they carry. It is silent where more shards than nodes are
moved as a whole, where the number of nodes stays, and about other placements.

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

from designlint.api import Facts, Finding, Label, Severity, Step, edit, model, properties, rule
from designlint.api.analyses import capacities, growth_factor, is_outgrown, placements
from designlint.api.text import show_share, step


@rule("SCA014", severity=Severity.WARNING, since="0.1")
def modulo_hashing(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that gives keys to a changing number of nodes by modulo."""
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
    """Why the number of nodes changes, and the shards with it; None where it stays."""
    path, placement = component.path, facts[placements][component.path]
    scaled = component[properties.component.AUTOSCALE]
    scales = component[properties.component.SCALES]
    capacity, growth = facts[capacities][path], growth_factor(facts.design)
    if scaled is not None:
        low, high = scaled.value.range
        return step(f"{path}: between {low} and {high} nodes", scaled)
    if placement.declared and placement.count != shards:
        return None  # shards that are moved between nodes as a whole keep their keys
    stated = component[properties.store.SHARDS]
    rebalanced = stated.detail(properties.store.REBALANCE) if stated is not None else None
    if scales is not None and scales.value == "out" and rebalanced != "none":
        return step(f"{path}: more nodes are added for more load", scales)
    if is_outgrown(capacity, growth):
        used = capacity.utilisation()
        full = show_share(used.low if used is not None else 0.0)
        return Step(f"{path}: {full} full, and {growth:g}x the load is planned")
    return None


def _finding(component: model.Component, at: Label, number: int, why: Step) -> Finding:
    moved = show_share(number / (number + 1))
    return Finding(
        f"one node more moves {moved} of the keys of `{component.path}`: it hashes modulo {number}",
        at,
        component.path,
        secondary=(Label(why.span, "the number changes"),) if why.span else (),
        witness=(
            why,
            Step(
                f"of {number} to {number + 1} nodes: a key stays with a chance of 1 in {number + 1}"
            ),
            Step(f"on a ring 1 in {number + 1} would move"),
        ),
        help=(edit("placement ring; vnodes 128"), edit("placement jump")),
    )
