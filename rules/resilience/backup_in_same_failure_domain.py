"""A backup is lost together with the data that it copies.

Reported when: a store keeps its backups in itself, or one physical site holds every copy and every
backup: a zone or host, and a region that is one campus or data centre. A region is one where `one_site`
says so, or where the design has several and they are not those of a large cloud. For data of high importance
with a requirement on its `rpo` or `durability`, any region counts where the design has several.
Reported with less weight: other copies are elsewhere, but the leader of data of high or critical importance
and all of its backups are in one zone or host.

Not reported when: the copies or the backups are on several sites, the provider spreads them (over
regions, where all regions count), it is not declared where they are, or the backups are themselves backed up: then the same is asked of these. Critical data with every copy in one place is reported by SPF005.

How to fix: keep the backup in another zone or region.

Why: the fire, the power failure or the operator that destroys the data destroys such a backup, too.

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

from designlint.api import (
    Facts,
    Finding,
    Label,
    Step,
    advice,
    edit,
    model,
    properties,
    rule,
)
from designlint.api.analyses import confined_data, data_uses, placements, verdicts

_SPREAD = frozenset(("regional", "global"))
"""What a provider spreads like this is on several sites."""


@rule(
    "RES015",
    grade="risk",
    also=("minor",),
    since="0.1",
    formerly=("resilience-backup-shares-fate",),
)
def backup_in_same_failure_domain(facts: Facts) -> Iterator[Finding]:
    """One finding for each backup that is lost with its data."""
    confined = _critical_in_one_place(facts)
    for component in facts.design.components.values():
        backup = component[properties.store.BACKUP]
        target = backup.value.to if backup is not None else None
        if backup is None or target is None:
            continue
        if not confined.isdisjoint(facts[data_uses].data_of(component.path)):
            continue
        if not {component.path}.issuperset(facts.design.backups_of(target.path)):
            continue  # whether that is enough is asked of the last store in the chain
        at = Label(backup.span or component.span, f"kept in `{target.path}`")
        domain = _shared_domain(facts, component.path, target.path)
        if target.path == component.path:
            yield _kept_in_itself(component, at)
        elif domain is not None:
            yield _kept_in_one_place(facts, component, target.path, domain, at)
        elif (beside := _beside_leader(facts, component, target.path)) is not None:
            yield _kept_beside_leader(facts, component, target.path, beside, at)


def _critical_in_one_place(facts: Facts) -> set[str]:
    """The critical data whose every copy is in one place, which SPF005 reports."""
    data = facts.design.data
    return {
        confined.data
        for confined in facts[confined_data]
        if data[confined.data].value(properties.context.IMPORTANCE) == "critical"
    }


def _shared_domain(facts: Facts, source: str, target: str) -> str | None:
    """The widest place that holds all of both, and is one physical site or a region that counts."""
    one, other = (facts[placements].get(path) for path in (source, target))
    if one is None or other is None:
        return None
    is_spread = any(
        (facts.design.components[path].value(properties.component.MANAGED) or "") in _SPREAD
        for path in (source, target)
    )
    is_asked = _is_asked_about(facts, source)
    for domain in one.shared_domains:
        is_wide = facts.design.places[domain].is_wide
        is_site = not is_wide or (not is_spread and facts.design.is_one_site(domain))
        is_site = is_site or (is_asked and _has_others(facts.design, domain))
        if domain in other.shared_domains and is_site:
            return domain
    return None


def _beside_leader(facts: Facts, component: model.Component, target: str) -> str | None:
    """The zone or host that holds all backups of important data and the leader of its store, whose other
    copies are elsewhere."""
    data, placement = facts.design.data, facts[placements].get(target)
    important = any(data[path].is_important for path in facts[data_uses].data_of(component.path))
    leading = [one for one in facts[placements][component.path].replicas if one.leads]
    if placement is None or not important or len(leading) != 1:
        return None
    shared = [d for d in placement.shared_domains if d in leading[0].domains]
    return next((domain for domain in shared if not facts.design.places[domain].is_wide), None)


def _is_asked_about(facts: Facts, store: str) -> bool:
    """Whether a requirement states how much may be lost of important data that a store keeps."""
    data = facts.design.data
    return any(
        data[path].value(properties.context.IMPORTANCE) == "high"
        and facts[verdicts].on(path, "rpo", "durability")
        for path in facts[data_uses].data_of(store)
    )


def _has_others(design: model.Design, place: str) -> bool:
    """Whether a place is a region, and the design has another one to keep a backup in."""
    level = design.places[place].level
    return level == "region" and sum(one.level == level for one in design.places.values()) > 1


def _kept_in_itself(component: model.Component, at: Label) -> Finding:
    return Finding(
        f"`{component.path}` keeps its backups in `{component.path}` itself",
        at,
        component.path,
        help=(edit("backup every 24h to STORE", note="another store"),),
    )


def _kept_in_one_place(
    facts: Facts, component: model.Component, target: str, domain: str, at: Label
) -> Finding:
    place = facts.design.places[domain]
    others = facts.design.siblings_of(domain)
    apart = advice(f"run `{target}` in a second {place.level}")
    if others:
        apart = edit(f"replicas 1 in {others[0]}", place=f"`{target}`")
    return Finding(
        f"`{component.path}` and its backups are all in the {place.level} `{domain}`",
        at,
        component.path,
        secondary=(Label(place.span),),
        witness=(
            _inside(facts, component.path, "copies", domain),
            _inside(facts, target, "backups", domain),
        ),
        help=(apart,),
    )


def _kept_beside_leader(
    facts: Facts, component: model.Component, target: str, domain: str, at: Label
) -> Finding:
    place, others = facts.design.places[domain], facts.design.siblings_of(domain)
    apart = (
        edit(f"in {others[0]}", place=f"`{target}`")
        if others
        else advice(f"run `{target}` in a second {place.level}")
    )
    stated = facts[placements][component.path].stated
    leads = Step(f"{component.path}: the leader is in {domain}", stated.span if stated else None)
    return Finding(
        f"all backups of `{component.path}` are in {place.level} `{domain}`, where its leader runs",
        at,
        component.path,
        secondary=(Label(place.span),),
        witness=(leads, _inside(facts, target, "backups", domain)),
        help=(apart,),
        grade="minor",
    )


def _inside(facts: Facts, path: str, what: str, domain: str) -> Step:
    placement = facts[placements][path]
    stated = placement.stated
    text = f"{path}: {placement.count} of {placement.count} {what} in {domain}"
    return Step(text, stated.span if stated is not None else None)
