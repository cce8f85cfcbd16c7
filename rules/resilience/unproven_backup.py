"""Nobody knows whether a backup can be restored.

A backup is as good as its last restore. Jobs that fail for weeks, dumps of the wrong version and keys
that nobody has are found out on the day when everything hangs on them, unless restores are tried and
somebody is told when a backup fails.

It is told about backups of critical data and of what a requirement on `rpo`, `rto` or `durability`
names: where no `restore_tested` is stated, or where it is said that nobody is told (`alerts no`). It
is silent about backups of other data, and about `alerts` where nothing is said of them.

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

from designlint.analyses.detectors.backups import Unproven, unproven_backups
from designlint.api import Facts, Finding, Label, Severity, edit, rule
from designlint.api.text import listed


@rule("RES014", severity=Severity.WARNING, since="0.1", about_absence=True)
def unproven_backup(facts: Facts) -> Iterator[Finding]:
    """One finding for each backup that may be none."""
    for unproven in facts[unproven_backups]:
        yield _finding(facts, unproven)


def _finding(facts: Facts, unproven: Unproven) -> Finding:
    component = facts.design.components[unproven.component]
    lacks, help_ = _words(unproven)
    kept = f" with {listed(unproven.data)}" if unproven.data != (component.path,) else ""
    return Finding(
        f"the backup of `{component.path}`{kept} {lacks}",
        Label(unproven.backup.span or component.span),
        component.path,
        secondary=(Label(component.span),),
        help=(edit(help_, place="the backup"),),
    )


def _words(unproven: Unproven) -> tuple[str, str]:
    if unproven.untested and unproven.silent:
        return "is not said to be restored in tests, and nobody is told when it fails", (
            "restore_tested every 90d; alerts yes"
        )
    if unproven.untested:
        return "is not said to be restored in tests", "restore_tested every 90d"
    return "can fail without anybody being told", "alerts yes"
