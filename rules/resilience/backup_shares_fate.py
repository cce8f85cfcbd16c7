"""A backup is kept where it is lost together with what it copies.

The fire, the power feed or the operator that takes the data takes the backup along. A copy in the
store itself, or in the zone or on the host that holds every copy, guards against a slip of the hand
at the most.

It is silent where the copies or the backups are in several places below a region, where a service
spreads them by itself, where nobody says where they are, and about critical data whose every copy is
in one place (SPF005 tells that).

Source: P. Ruggiero and M. Heckathorn, Data Backup Options (US-CERT, 2012), the 3-2-1 rule; NIST SP
800-34 rev. 1, on alternate storage sites.

Bad:

```design
provider cloud { region north { zone a; zone b } }
component vault : file_store { replicas 1 in north.a }
component store : database { replicas 2 in north.a; backup every 24h to vault }
```

Good:

```design
provider cloud { region north { zone a; zone b } }
component vault : file_store { replicas 1 in north.b }
component store : database { replicas 2 in north.a; backup every 24h to vault }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.backups import SharedBackup, shared_backups
from designlint.api import Facts, Finding, Label, Severity, Step, edit, rule
from designlint.api.analyses import placements, sibling_places


@rule("RES015", severity=Severity.WARNING, since="0.1")
def backup_shares_fate(facts: Facts) -> Iterator[Finding]:
    """One finding for each backup that is lost with its data."""
    for shared in facts[shared_backups]:
        yield _finding(facts, shared)


def _finding(facts: Facts, shared: SharedBackup) -> Finding:
    component = facts.design.components[shared.component]
    at = Label(shared.backup.span or component.span, f"kept in `{shared.target}`")
    if shared.domain is None:
        return Finding(
            f"the backups of `{component.path}` are kept in `{component.path}` itself",
            at,
            component.path,
            help=(edit("backup every 24h to STORE", note="another one"),),
        )
    place = facts.design.places[shared.domain]
    others = sibling_places(facts.design, place.path)
    elsewhere = others[0] if others else f"a second {place.level}"
    return Finding(
        f"the {place.level} `{place.path}` holds every copy of `{component.path}` and its backups",
        at,
        component.path,
        secondary=(Label(place.span),),
        witness=tuple(_witness(facts, shared)),
        help=(edit(f"replicas 1 in {elsewhere}", place=f"`{shared.target}`"),),
    )


def _witness(facts: Facts, shared: SharedBackup) -> Iterator[Step]:
    for path, what in ((shared.component, "copies"), (shared.target, "backups")):
        placement = facts[placements][path]
        stated = placement.stated
        text = f"{path}: {placement.count} of {placement.count} {what} in {shared.domain}"
        yield Step(text, stated.span if stated is not None else None)
