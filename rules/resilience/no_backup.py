"""Important data is replicated but has no backup.

Reported when: no store of data with `importance high` or `critical` has a backup, in a design that
declares another backup, or a requirement on `rpo`, `rto` or `durability` of that data, of its
stores or of a flow that uses them. A stream that feeds others or is kept for a month is such a store, where no
other has the data first.

Not reported when: one of its stores declares a backup or has a `durability`; the data is in an
object store, which can keep old versions; a third party keeps the data; or the data is critical and
every copy is in one place (SPF005). For data of importance `high`, a violated requirement on its
`rpo` or `durability` is reported instead.

How to fix: declare a `backup` of one of its stores.

Why: replication copies an error as fast as a write. The rows that a release deletes and the table
that a person drops are gone from every copy at once. Only a backup goes back to the state before.

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
from designlint.api.analyses import Status, confined_data, data_uses, verdicts
from designlint.api.text import listed


@rule("RES016", grade="risk", since="0.1", about_absence=True)
def no_backup(facts: Facts) -> Iterator[Finding]:
    """One finding for each important data item without a backup."""
    design = facts.design
    claimed = {claim.about for _, claim in design.claims_on("rpo", "rto", "durability")}
    plans = any(component[properties.store.BACKUP] for component in design.components.values())
    confined = {found.data for found in facts[confined_data]}
    for path, data in design.data.items():
        is_critical = data.value(properties.context.IMPORTANCE) == "critical"
        if not data.is_important or (path in confined if is_critical else _is_broken(facts, path)):
            continue
        stores = facts[data_uses].stores_of(path)
        at_stake = {path, *_users(facts, stores)}
        if (
            stores
            and (plans or not claimed.isdisjoint(at_stake))
            and all(_could_back_up(facts, store) for store in stores)
            and not any(map(_keeps, stores))
        ):
            yield _finding(data, stores)


def _is_broken(facts: Facts, data: str) -> bool:
    """Whether a requirement on what may be lost of the data is violated, if only on assumptions."""
    found = [v for metric in ("rpo", "durability") for v in facts[verdicts].on(data, metric)]
    return any(verdict.status is Status.VIOLATED for verdict in found)


def _users(facts: Facts, stores: tuple[model.Component, ...]) -> Iterator[str]:
    """The stores, and the flows that use them."""
    for store in stores:
        yield store.path
        yield from facts.design.flows_by_element.get(store.path, ())


def _could_back_up(facts: Facts, store: model.Component) -> bool:
    """Whether it is a store or an event log of ours that is not itself where backups go."""
    if facts[data_uses].is_event_log(store):
        return True
    return store.plays(Role.STORE) and not store.plays(Role.BACKUP_TARGET)


def _keeps(store: model.Component) -> bool:
    """Whether it has a backup, or is stated or published to keep what it holds."""
    has_backup = store[properties.store.BACKUP] is not None
    return has_backup or store[properties.store.DURABILITY] is not None


def _finding(data: model.Data, stores: tuple[model.Component, ...]) -> Finding:
    importance = data.value(properties.context.IMPORTANCE)
    what = "critical" if importance == "critical" else f"of {importance} importance"
    return Finding(
        f"`{data.path}` is {what} but has no backup: an erroneous write reaches every copy in"
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
        causes=tuple([f"no backup of `{store.path}`" for store in stores]),
    )
