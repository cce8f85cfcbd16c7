"""Every copy of critical data is in one failure domain.

Reported when: all copies of a data item with `importance critical` are on one replica, or in one zone,
host, power feed or other domain below a region; and where the design has several regions, or declares
that its region is one physical site (`one_site yes`), when all copies are in one of them. Replicas of a
store, backups and replicated streams that keep the data count as copies. The option `importance`
includes data of lower importance.

The finding is fatal for critical data that one disaster destroys for good, and a risk otherwise: a region
of a large cloud is several sites.

Not reported when: the number or the place of a copy is not declared, or the copies span several zones of
the only region.

How to fix: back the data up to a store in another failure domain, or place a replica there.

Why: when the domain is destroyed, the data is lost for good. Restoring availability does not restore
the data.

Source: P. Ruggiero and M. Heckathorn, Data Backup Options (US-CERT, 2012), the 3-2-1 rule; NIST SP
800-34 rev. 1, on alternate storage sites.

Bad:

```design
data link { importance critical }
component store : database { holds link; replicas 1 }
actor author
flow create { author -> store writes link }
```

Good:

```design
data link { importance critical }
component vault : object_store { managed regional }
component store : database { holds link; replicas 1; backup every 1h to vault }
actor author
flow create { author -> store writes link }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from designlint.api import (
    Facts,
    Finding,
    Help,
    Label,
    Step,
    advice,
    edit,
    model,
    option,
    properties,
    rule,
)
from designlint.api.analyses import confined_data, verdicts
from designlint.api.text import Dimension, Quantity, show_value

_DAY = 86_400.0
_LEVELS = ("low", "normal", "high", "critical")


@dataclass(frozen=True)
class Options:
    """What can be configured."""

    importance: Literal["low", "normal", "high", "critical"] = option(
        "critical", "The rule covers data of this importance or a higher one."
    )


@rule(
    "SPF005",
    grade="risk",
    also=("fatal",),
    since="0.1",
    options=Options,
    formerly=("spof-critical-data-in-one-place",),
)
def critical_data_in_one_domain(facts: Facts, options: Options) -> Iterator[Finding]:
    """One finding for each important data item whose copies are all in one failure domain."""
    wanted = _LEVELS[_LEVELS.index(options.importance) :]
    for confined in facts[confined_data]:
        data = facts.design.data[confined.data]
        if (data.value(properties.context.IMPORTANCE) or "") in wanted:
            place = facts.design.places[confined.domain] if confined.domain is not None else None
            lines = tuple([keeper.line for keeper in confined.keepers])
            finding = _finding(facts, data, place, confined.kept_by, lines)
            is_fatal = confined.one_site and data.is_critical
            yield finding._replace(grade="fatal" if is_fatal else None)


def _finding(
    facts: Facts,
    data: model.Data,
    place: model.Place | None,
    kept_by: list[str],
    lines: tuple[Step, ...],
) -> Finding:
    components, importance = facts.design.components, data.value(properties.context.IMPORTANCE)
    level = "critical" if importance == "critical" else f"{importance}-importance"
    where = f"in {place.level} `{place.path}`" if place else f"on one replica of `{kept_by[0]}`"
    elsewhere = f"STORE outside of `{place.path}`" if place else "STORE in another failure domain"
    return Finding(
        f"every copy of {level} `{data.path}` is {where}",
        Label(data.span),
        data.path,
        secondary=tuple([Label(components[path].span, "keeps a copy") for path in kept_by]),
        witness=lines,
        help=tuple(_help(facts, data, kept_by[0], place, elsewhere)),
        breaks=facts[verdicts].violated([data.path], "durability", "rpo"),
        causes=(f"every copy in `{place.path if place else kept_by[0]}`",),
    )


def _help(
    facts: Facts, data: model.Data, keeper: str, place: model.Place | None, elsewhere: str
) -> Iterator[Help]:
    """A backup somewhere else, as often as a requirement wants it; where it may lose nothing, a copy."""
    targets = [
        verdict.claim.target.value
        for verdict in facts[verdicts].on(data.path, "rpo")
        if isinstance(verdict.claim.target, Quantity)
    ]
    least = min(targets, default=_DAY)
    outside = f"outside of `{place.path}`" if place else "in another failure domain"
    if least <= 0.0:
        yield advice(
            f"keep a copy {outside} that confirms each write: a backup there loses what was written since"
        )
    every = show_value(least / 2.0 if 0.0 < least < _DAY else _DAY, Dimension.TIME)
    yield edit(f"backup every {every} to STORE", place=f"`{keeper}`", note=elsewhere, sample=True)
