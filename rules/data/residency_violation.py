"""A copy of the data is kept outside the place that a requirement names.

Reported when: a component surely keeps a copy outside the jurisdiction or place of a `residency`
requirement. There is one finding for each component.

Not reported when: the place of a copy is not declared (VER002 asks), or the copy is on a user's
device. Nor when a component only passes the data on.

How to fix: move the component into the place, or keep the data out of the component.

Why: replicas, caches, CDN edges, streams, search indexes, backups and third parties all keep
copies. The overlooked copy is the one that leaves the jurisdiction. The witness shows how the
copy gets there.

Source: Regulation (EU) 2016/679 (GDPR), chapter V, on transfers to third countries.

Bad:

```design
provider cloud { region north { jurisdiction eu }; region west { jurisdiction us } }
data visit { contains personal; retention 30d }
component store : database { holds visit; replicas 2 in north; backup every 24h to vault }
component vault : object_store { in west }
nonfunctional NFR1 "Visits stay in the EU." { require residency of visit in eu }
```

Good:

```design
provider cloud { region north { jurisdiction eu }; region west { jurisdiction us } }
data visit { contains personal; retention 30d }
component store : database { holds visit; replicas 2 in north; backup every 24h to vault }
component vault : object_store { in north }
nonfunctional NFR1 "Visits stay in the EU." { require residency of visit in eu }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Help, Label, Severity, advice, rule
from designlint.api.analyses import (
    Residency,
    Verdict,
    residencies,
    verdicts_about,
)
from designlint.api.text import remedy_at


@rule("DAT001", severity=Severity.ERROR, since="0.1", formerly=("data-foreign-copy",))
def residency_violation(facts: Facts) -> Iterator[Finding]:
    """One finding for each violated requirement and each component that keeps a copy outside."""
    for verdict in verdicts_about(facts, "residency"):
        claim = verdict.claim
        if not verdict.is_refuted:
            continue
        data = claim.subject.path if claim.subject is not None else ""
        for residency in residencies(facts, data, str(claim.target)):
            if residency.is_outside:
                moved = remedy_at(facts, verdict, residency.location.component)
                yield _finding(verdict, data, residency, moved)


def _finding(verdict: Verdict, data: str, residency: Residency, moved: tuple[Help, ...]) -> Finding:
    where = str(verdict.claim.target)
    component = residency.location.component
    return Finding(
        f"`{component}` keeps a copy of `{data}` in `{residency.place}`, outside `{where}`",
        Label(residency.location.at, "copied here"),
        component,
        secondary=(Label(verdict.claim.span, f"residency in `{where}` required"),),
        witness=residency.lines,
        help=moved
        or (advice(f"place `{component}` in `{where}`, or keep `{data}` out of `{component}`"),),
        breaks=(verdict.owner.path,),
    )
