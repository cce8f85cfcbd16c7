"""Critical data is replicated but has no backup.

Reported when: no store of data with `importance critical` has a backup, in a design that declares
another backup or a requirement on `rpo`, `rto` or `durability` of that data.

Not reported when: one of its stores declares a backup or has a `durability`; the data is in an
object store, which can keep old versions; a third party keeps the data; or every copy is in one
place (SPF005).

How to fix: declare a `backup` of one of its stores.

Why: replication copies an error as fast as a write. The rows that a release deletes and the table that
a person drops are gone from every copy at once. Only a backup goes back to the state before.

Source: B. Beyer and others, Site Reliability Engineering (2016), chapter 26, on data integrity.

Bad:

```design
provider cloud { region north { zone a; zone b; zone c } }
data order { importance critical }
component store : database { holds order; replicas 3 in north.a, north.b, north.c; topology consensus }
nonfunctional NFR1 "No order is lost." { require rpo of order <= 0s }
```

Good:

```design
provider cloud { region north { zone a; zone b; zone c } }
data order { importance critical }
component vault : object_store { managed regional }
component store : database {
  holds order; replicas 3 in north.a, north.b, north.c; topology consensus
  backup every 24h to vault { restore_tested every 90d }
}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, edit, model, properties, rule
from designlint.api.analyses import confined_data, data_uses
from designlint.api.text import listed


@rule("RES016", grade="risk", since="0.1", about_absence=True)
def no_backup(facts: Facts) -> Iterator[Finding]:
    """One finding for each critical data item without a backup."""
    design = facts.design
    claimed = {claim.about for _, claim in design.claims_on("rpo", "rto", "durability")}
    plans = any(component[properties.store.BACKUP] for component in design.components.values())
    confined = {found.data for found in facts[confined_data]}
    for path, data in design.data.items():
        is_critical = data.value(properties.context.IMPORTANCE) == "critical"
        stores = facts[data_uses].stores_of(path) if is_critical and path not in confined else ()
        is_planned = plans or not claimed.isdisjoint((path, *(store.path for store in stores)))
        if (
            stores
            and is_planned
            and all(map(_could_back_up, stores))
            and not any(map(_keeps, stores))
        ):
            yield _finding(data, stores)


def _could_back_up(store: model.Component) -> bool:
    """Whether it is a store of ours that is not itself where backups go."""
    return store.plays(Role.STORE) and not store.plays(Role.BACKUP_TARGET)


def _keeps(store: model.Component) -> bool:
    """Whether it has a backup, or is stated or published to keep what it holds."""
    has_backup = store[properties.store.BACKUP] is not None
    return has_backup or store[properties.store.DURABILITY] is not None


def _finding(data: model.Element, stores: tuple[model.Component, ...]) -> Finding:
    return Finding(
        f"`{data.path}` is critical but has no backup: an erroneous write reaches every copy in"
        f" {listed([store.path for store in stores])}",
        Label(data.span),
        data.path,
        secondary=tuple([Label(store.span, "no backup declared") for store in stores]),
        help=(
            edit(
                "backup every 24h to STORE { restore_tested every 90d }",
                place=f"`{stores[0].path}`",
            ),
        ),
    )
