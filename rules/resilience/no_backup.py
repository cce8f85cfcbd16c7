"""Critical data is replicated, and no backup of it is made.

Replication copies a mistake as fast as a write: the row that a release deletes, the table that a
person drops, the file that a bug empties are gone from every copy at once. Only a backup goes back to
before it.

It is told about data with `importance critical` in databases and file stores, in designs that state
some other backup, or a requirement on `rpo`, `rto` or `durability` about it. It is silent where one of its stores states a backup, or is stated or published to keep what it holds
(`durability`); about object stores, which can keep old versions; about what outsiders keep; and where
every copy is in one place (SPF005 tells that).

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

from designlint.api import Facts, Finding, Label, Role, Severity, edit, model, properties, rule
from designlint.api.analyses import confined_data, stores_of
from designlint.api.text import listed


@rule("RES016", severity=Severity.WARNING, since="0.1", about_absence=True)
def no_backup(facts: Facts) -> Iterator[Finding]:
    """One finding for each critical datum that nothing brings back after a mistake."""
    design = facts.design
    claimed = {claim.about for _, claim in design.claims_on("rpo", "rto", "durability")}
    plans = any(component[properties.store.BACKUP] for component in design.components.values())
    confined = {found.data for found in facts[confined_data]}
    for path, data in design.data.items():
        is_critical = data.value(properties.context.IMPORTANCE) == "critical"
        stores = stores_of(facts, path) if is_critical and path not in confined else ()
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
        f"critical `{data.path}` has no backup: a mistake reaches every copy in "
        f"{listed([store.path for store in stores])}",
        Label(data.span),
        data.path,
        secondary=tuple([Label(store.span, "kept here, no backup stated") for store in stores]),
        help=(
            edit(
                "backup every 24h to STORE { restore_tested every 90d }",
                place=f"`{stores[0].path}`",
            ),
        ),
    )
