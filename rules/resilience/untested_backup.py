"""A backup may be unusable: restores are not tested, or failed backups raise no alert.

Reported when: a backup of critical data, or of what a requirement on `rpo`, `rto` or `durability`
names, declares no `restore_tested` or declares `alerts no`.

Not reported when: the backup is of other data, or `alerts` is not declared.

How to fix: test restores regularly and alert on failed backups; then declare `restore_tested` and
`alerts yes`.

Why: a backup is as good as its last restore. Jobs that fail for weeks, dumps of the wrong version and
lost keys stay unnoticed until the day of the outage.

Source: GitLab, Postmortem of database outage of January 31 (2017); NIST SP 800-34 rev. 1, on testing
that backups can be restored.

Bad:

```design
data order { importance critical }
component vault : object_store { managed regional }
component store : database { holds order; backup every 24h to vault }
```

Good:

```design
data order { importance critical }
component vault : object_store { managed regional }
component store : database { holds order; backup every 24h to vault { restore_tested every 90d; alerts yes } }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, edit, model, properties, rule
from designlint.api.analyses import data_uses
from designlint.api.text import listed


@rule(
    "RES014",
    grade="risk",
    since="0.1",
    about_absence=True,
    formerly=("resilience-unproven-backup",),
)
def untested_backup(facts: Facts) -> Iterator[Finding]:
    """One finding for each backup that matters and may be unusable."""
    for component in facts.design.components.values():
        backup = component[properties.store.BACKUP]
        if backup is None:
            continue
        untested = backup.details[properties.store.RESTORE_TESTED] is None
        unnoticed = backup.detail(properties.component.ALERTS) is False
        data = _that_matters(facts, component.path) if untested or unnoticed else ()
        if data:
            lacks, help_ = _words(untested=untested, unnoticed=unnoticed)
            kept = f"{listed(data)} in " if data != (component.path,) else ""
            yield Finding(
                f"the backup of {kept}`{component.path}` has {lacks}",
                Label(backup.span or component.span, lacks),
                component.path,
                secondary=(Label(component.span),),
                help=(edit(help_, place="the backup"),),
            )


def _that_matters(facts: Facts, path: str) -> tuple[str, ...]:
    """What a component keeps and is critical or named by a requirement on its recovery; itself, if
    such a requirement names it."""
    design = facts.design
    claimed = {claim.about for _, claim in design.claims_on("rpo", "rto", "durability")}
    found = [
        d for d in facts[data_uses].data_of(path) if d in claimed or _is_critical(design.data[d])
    ]
    return tuple(found) or ((path,) if path in claimed else ())


def _is_critical(data: model.Data) -> bool:
    return data.value(properties.context.IMPORTANCE) == "critical"


def _words(*, untested: bool, unnoticed: bool) -> tuple[str, str]:
    if untested and unnoticed:
        return "no declared restore test and no alerts", "restore_tested every 90d; alerts yes"
    if untested:
        return "no declared restore test", "restore_tested every 90d"
    return "no alerts", "alerts yes"
