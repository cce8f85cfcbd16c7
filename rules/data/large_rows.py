"""Large objects are kept in the rows of a database.

Reported when: a `database`, or another store that is made for rows and documents, keeps data whose items
are larger than 1 MB (`size`).

Not reported when: the data is in an object or file store as well, so that the row may have a reference
alone; the size is not declared; or the store is a search index, the system of another company,
or in memory.

How to fix: keep the object in an object store, and its key, size and checksum in the row.

Why: each object passes the buffer pool, the log and every replica of the database, and each backup.
Objects of a megabyte push the small rows that every request needs out of memory. The space of a
database costs several times that of an object store.

Source: R. Sears, C. van Ingen and J. Gray, To BLOB or Not To BLOB (2006), on objects above 1 MB;
Amazon DynamoDB Developer Guide, on large items.

Bad:

```design
actor member
data picture { size 4MB; count 1M }
component store : database { holds picture }
flow send { member -> store writes picture }
```

Good:

```design
actor member
data picture { size 4MB; count 1M }
component files : object_store { holds picture }
flow send { member -> files writes picture }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, Step, advice, edit, properties, rule
from designlint.api.analyses import data_uses
from designlint.api.model import Component, Data
from designlint.api.text import show, stated_label, step

# Above it, a file system is faster than a database at any age of the store (Sears and others).
_LARGE = 1e6


@rule("DAT012", grade="minor", since="0.2")
def large_rows(facts: Facts) -> Iterator[Finding]:
    """One finding for each data item of large objects that only databases keep."""
    components = facts.design.components
    for path, data in facts.design.data.items():
        size = data[properties.context.SIZE_OF_ONE]
        if size is None or size.value.value <= _LARGE:
            continue
        homes = [components[h] for h in facts[data_uses][path].homes if h in components]
        stores = [home for home in homes if home.plays(Role.STORE, Role.EXTERNAL)]
        rows = [store for store in stores if _has_rows(store)]
        if rows and len(rows) == len(stores):
            yield _finding(data, rows[0])


def _has_rows(store: Component) -> bool:
    is_rows = store.plays(Role.STORE) and not store.plays(Role.BLOB_STORE, Role.DERIVED)
    return is_rows and store.value(properties.component.STATE) != "memory"


def _finding(data: Data, store: Component) -> Finding:
    size = data[properties.context.SIZE_OF_ONE]
    each = show(size.value) if size is not None else ""
    return Finding(
        f"`{store.path}` keeps objects of {each} in its rows: `{data.path}`",
        Label(store.span, "a database"),
        store.path,
        secondary=stated_label(size, "size of one"),
        witness=(
            step(f"{data.path}: {each} each", size),
            Step("above 1 MB, an object store or file system is faster and cheaper than a row"),
        ),
        help=(
            edit(f"component files : object_store {{ holds {data.name} }}"),
            advice(f"keep the key of the object in `{store.path}`"),
        ),
        causes=(f"objects in `{store.path}`",),
    )
