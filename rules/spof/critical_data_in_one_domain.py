"""Critical data has no copy outside one failure domain.

When the zone, host or power feed that holds every copy is destroyed, the data is gone for good; no
availability comes back that way. A copy counts wherever it lives: a replica of a store, a backup,
a replicated stream that keeps it.

Data is looked at when it says `importance critical`; the option `importance` lowers that. It is silent where nobody says where a
copy is kept or how many there are, where a copy is kept by a service whose provider spreads it over
zones, and about data that spans several zones of one region.

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

from designlint.api import Facts, Finding, Label, Severity, Step, edit, option, properties, rule
from designlint.api.analyses import (
    Confined,
    Keeper,
    confined_data,
    placements,
    violated_requirements,
)
from designlint.api.text import listed

_LEVELS = ("low", "normal", "high", "critical")


@dataclass(frozen=True)
class Options:
    """What can be configured."""

    importance: Literal["low", "normal", "high", "critical"] = option(
        "critical", "Data that states this importance or a higher one is looked at."
    )


@rule(
    "SPF005",
    severity=Severity.ERROR,
    unrequired=Severity.WARNING,
    since="0.1",
    options=Options,
    formerly=("spof-critical-data-in-one-place",),
)
def critical_data_in_one_domain(facts: Facts, options: Options) -> Iterator[Finding]:
    """One finding for each datum that is important enough and whose copies are all in one place."""
    wanted = _LEVELS[_LEVELS.index(options.importance) :]
    for confined in facts[confined_data]:
        data = facts.design.data[confined.data]
        if (data.value(properties.context.IMPORTANCE) or "") in wanted:
            yield _finding(facts, confined)


def _finding(facts: Facts, confined: Confined) -> Finding:
    data = facts.design.data[confined.data]
    importance = data.value(properties.context.IMPORTANCE)
    level = "critical" if importance == "critical" else f"{importance}-importance"
    kept_by = list(dict.fromkeys(keeper.component for keeper in confined.keepers))
    holders = [facts.design.components[path] for path in kept_by]
    where = (
        f"in `{confined.domain}`" if confined.domain else f"on one replica of `{holders[0].path}`"
    )
    return Finding(
        f"every copy of {level} `{data.path}` is {where}",
        Label(data.span),
        data.path,
        secondary=tuple([Label(holder.span, "kept here") for holder in holders]),
        witness=tuple([_copies(facts, keeper) for keeper in confined.keepers]),
        help=(edit("backup every 24h to STORE", note=f"in {listed(kept_by)}, outside of it"),),
        breaks=violated_requirements(facts, [data.path], "durability", "rpo"),
    )


def _copies(facts: Facts, keeper: Keeper) -> Step:
    """How many copies a component keeps, and where."""
    copies = keeper.copies or ()
    where = list(dict.fromkeys(domains[-1] for domains in copies if domains))
    inside = f" in {', '.join(where)}" if where else ""
    known = keeper.backup or facts[placements][keeper.component].stated
    what = (
        "backup" if keeper.backup else f"{len(copies)} {'copy' if len(copies) == 1 else 'copies'}"
    )
    return Step(f"{keeper.component}: {what}{inside}", known.span if known else None)
