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

from designlint.analyses.detectors.sharding import ModuloPlacement, modulo_placements
from designlint.api import Facts, Finding, Label, Severity, Step, edit, properties, rule
from designlint.api.text import show_share


@rule("SCA014", severity=Severity.WARNING, since="0.1")
def modulo_hashing(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that gives keys to a changing number of nodes by modulo."""
    for modulo in facts[modulo_placements]:
        yield _finding(modulo)


def _finding(modulo: ModuloPlacement) -> Finding:
    component, shards = modulo.component, modulo.shards
    number = shards.value.number
    moved = show_share(number / (number + 1))
    placement = shards.details[properties.store.PLACEMENT]
    span = placement.span if placement is not None else None
    return Finding(
        f"one node more moves {moved} of the keys of `{component.path}`: it hashes modulo {number}",
        Label(span or component.span, "moves nearly all keys"),
        component.path,
        secondary=(Label(modulo.why.span, "the number changes"),) if modulo.why.span else (),
        witness=(
            modulo.why,
            Step(
                f"of {number} to {number + 1} nodes: a key stays with a chance of 1 in {number + 1}"
            ),
            Step(f"on a ring 1 in {number + 1} would move"),
        ),
        help=(edit("placement ring; vnodes 128"), edit("placement jump")),
    )
