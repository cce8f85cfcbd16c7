"""A copy of a datum is kept outside of where a requirement says that it stays.

Replicas, caches and CDN edges, streams, search indexes, backups and the stores of others all keep
copies. Each one counts, and the one that nobody thought of is the one that leaves the jurisdiction.
The witness is the way on which the copy gets there.

There is one finding for each component with such a copy. It is silent where nobody says where a copy
is kept (VER002 asks), about components that only pass a datum on, and about the devices of its users.

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
    Status,
    Verdict,
    residencies,
    verdicts_about,
)
from designlint.api.text import remedy_at


@rule("DAT001", severity=Severity.ERROR, since="0.1", formerly=("data-foreign-copy",))
def residency_violation(facts: Facts) -> Iterator[Finding]:
    """One finding for each refuted requirement and each component that keeps a copy elsewhere."""
    for verdict in verdicts_about(facts, "residency"):
        claim = verdict.claim
        if verdict.status is not Status.VIOLATED:
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
        f"a copy of `{data}` is kept in `{residency.place}` by `{component}`, outside of {where}",
        Label(residency.location.at, "the copy gets there here"),
        component,
        secondary=(Label(verdict.claim.span, "has to stay there"),),
        witness=residency.lines,
        help=moved or (advice(f"keep `{component}` in a place of {where}, or `{data}` out of it"),),
        breaks=(verdict.owner.path,),
    )
