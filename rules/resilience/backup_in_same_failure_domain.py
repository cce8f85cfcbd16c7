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

from designlint.api import Facts, Finding, Label, Severity, Step, edit, model, properties, rule
from designlint.api.analyses import (
    WIDE_LEVELS,
    confined_data,
    data_of,
    placements,
    sibling_places,
)


@rule("RES015", severity=Severity.WARNING, since="0.1", formerly=("resilience-backup-shares-fate",))
def backup_in_same_failure_domain(facts: Facts) -> Iterator[Finding]:
    """One finding for each backup that is lost with its data."""
    confined = _critical_in_one_place(facts)
    for component in facts.design.components.values():
        backup = component[properties.store.BACKUP]
        target = backup.value.to if backup is not None else None
        if backup is None or target is None:
            continue
        if not confined.isdisjoint(data_of(facts, component.path)):
            continue
        at = Label(backup.span or component.span, f"kept in `{target.path}`")
        domain = _shared_domain(facts, component.path, target.path)
        if target.path == component.path:
            yield _kept_in_itself(component, at)
        elif domain is not None:
            yield _kept_in_one_place(facts, component, target.path, domain, at)


def _critical_in_one_place(facts: Facts) -> set[str]:
    """The critical data whose every copy is in one place, which SPF005 reports."""
    data = facts.design.data
    return {
        confined.data
        for confined in facts[confined_data]
        if data[confined.data].value(properties.context.IMPORTANCE) == "critical"
    }


def _shared_domain(facts: Facts, source: str, target: str) -> str | None:
    """The widest place below a region that holds all of both."""
    one, other = (facts[placements].get(path) for path in (source, target))
    if one is None or other is None:
        return None
    places = facts.design.places
    for domain in one.shared_domains:
        if domain in other.shared_domains and places[domain].level not in WIDE_LEVELS:
            return domain
    return None


def _kept_in_itself(component: model.Component, at: Label) -> Finding:
    return Finding(
        f"the backups of `{component.path}` are kept in `{component.path}` itself",
        at,
        component.path,
        help=(edit("backup every 24h to STORE", note="another one"),),
    )


def _kept_in_one_place(
    facts: Facts, component: model.Component, target: str, domain: str, at: Label
) -> Finding:
    place = facts.design.places[domain]
    others = sibling_places(facts.design, domain)
    elsewhere = others[0] if others else f"a second {place.level}"
    return Finding(
        f"the {place.level} `{domain}` holds every copy of `{component.path}` and its backups",
        at,
        component.path,
        secondary=(Label(place.span),),
        witness=(
            _inside(facts, component.path, "copies", domain),
            _inside(facts, target, "backups", domain),
        ),
        help=(edit(f"replicas 1 in {elsewhere}", place=f"`{target}`"),),
    )


def _inside(facts: Facts, path: str, what: str, domain: str) -> Step:
    placement = facts[placements][path]
    stated = placement.stated
    text = f"{path}: {placement.count} of {placement.count} {what} in {domain}"
    return Step(text, stated.span if stated is not None else None)
