"""A deletion of critical data is final, so that a mistake costs a restore of the whole store.

Reported when: a flow `deletes` critical data from its source of truth, and nothing brings a single item back.
Where tenants share the store, a restore takes the writes of all of them back, too.

Not reported when: the data declares `undelete`; it has no `importance critical`; what deletes it works on a
copy; or a provider or third party keeps it.

How to fix: mark items as deleted and remove them later, or keep older versions, and declare for how long
(`undelete 30d`). Where the law asks for an erasure, it allows the time that this takes.

Why: a script with the wrong list deletes in minutes what was made over years. A backup of the whole store
brings it back for all or for none: to restore a part of it takes days of work by hand.

Source: Atlassian, Post-Incident Review on the Atlassian April 2022 outage; AWS, Amazon S3 User Guide, on
versioning against unintended deletes.

Bad:

```design
actor operator
data site { importance critical }
component admin : service
component store : database { holds site; tenancy shared; backup every 1h to vault }
component vault : object_store
flow clean { operator -> admin; admin -> store deletes site }
```

Good:

```design
actor operator
data site { importance critical; undelete 30d }
component admin : service
component store : database { holds site; tenancy shared; backup every 1h to vault }
component vault : object_store
flow clean { operator -> admin; admin -> store deletes site }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, Step, edit, model, properties, rule
from designlint.api.analyses import data_uses
from designlint.api.text import show, step


@rule("DAT015", grade="minor", also=("risk",), since="0.2")
def irreversible_deletion(facts: Facts) -> Iterator[Finding]:
    """One finding for each data item that is deleted for good."""
    seen: set[str] = set()
    for flow in facts.design.flows.values():
        for call in flow.steps:
            for named in call.deletes:
                data = facts.design.data[named.path]
                store = facts.design.components.get(call.callee.path)
                if data.path in seen or store is None or not _is_final(facts, data, store):
                    continue
                seen.add(data.path)
                yield _finding(flow, call, data, store)


def _is_final(facts: Facts, data: model.Data, store: model.Component) -> bool:
    is_critical = data.value(properties.context.IMPORTANCE) == "critical"
    is_source = store in facts[data_uses].stores_of(data.path)
    is_own = store.is_ours and store[properties.component.MANAGED] is None
    can_return = data[properties.context.UNDELETE] is not None
    return is_critical and is_source and is_own and store.plays(Role.STORE) and not can_return


def _finding(
    flow: model.Flow, call: model.Step, data: model.Data, store: model.Component
) -> Finding:
    tenancy, backup = store[properties.component.TENANCY], store[properties.store.BACKUP]
    is_shared = tenancy is not None and tenancy.value == "shared"
    whose = " for all tenants" if is_shared else ""
    back = f"only a restore of `{store.path}`{whose} undoes a mistake"
    if backup is None:
        back = "nothing undoes a mistake"
    lines = [Step(f"{flow.path}: {call.caller.path} deletes {data.path}", call.span)]
    if backup is not None:
        every = f"{store.path}: a backup every {show(backup.value.every)} of all that it keeps"
        lines.append(step(every, backup))
    if tenancy is not None and is_shared:
        lines.append(step(f"{store.path}: tenants share it", tenancy))
    return Finding(
        f"`{flow.path}` deletes `{data.path}` for good: {back}",
        Label(next(n.span for n in call.deletes if n.path == data.path), "deleted at once"),
        data.path,
        secondary=(Label(store.span),),
        witness=tuple(lines),
        help=(edit("undelete 30d", place=f"`{data.path}`"),),
        flows=(flow.path,),
        grade="risk" if is_shared else None,
    )
