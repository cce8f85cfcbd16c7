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

from designlint.analyses.detectors.backups import Unbacked, unbacked_data
from designlint.api import Facts, Finding, Label, Severity, edit, rule
from designlint.api.text import listed


@rule("RES016", severity=Severity.WARNING, since="0.1", about_absence=True)
def no_backup(facts: Facts) -> Iterator[Finding]:
    """One finding for each critical datum that nothing brings back after a mistake."""
    for unbacked in facts[unbacked_data]:
        yield _finding(facts, unbacked)


def _finding(facts: Facts, unbacked: Unbacked) -> Finding:
    data = facts.design.data[unbacked.data]
    stores = [facts.design.components[path] for path in unbacked.stores]
    return Finding(
        f"critical `{data.path}` has no backup: a mistake reaches every copy in "
        f"{listed(unbacked.stores)}",
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
