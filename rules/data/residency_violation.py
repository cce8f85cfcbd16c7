"""A copy of the data is kept outside the place that a requirement names.

Reported when: a component surely keeps a copy outside the jurisdiction or place of a `residency`
requirement. There is one finding for each component.

Not reported when: the place of a copy is not declared (VER002 reports that), or the copy is on a
user's device. Nor when a component only passes the data on.

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

from designlint.api import Facts, Finding, Label, advice, rule
from designlint.api.analyses import Verdict, residencies, verdicts
from designlint.api.text import remedy_at


@rule("DAT001", grade="contradiction", since="0.1", formerly=("data-foreign-copy",))
def residency_violation(facts: Facts) -> Iterator[Finding]:
    """One finding for each violated requirement and each component that keeps a copy outside."""
    for verdict in facts[verdicts].about("residency"):
        if verdict.is_refuted:
            yield from _outside(facts, verdict)


def _outside(facts: Facts, verdict: Verdict) -> Iterator[Finding]:
    """One finding for each component that keeps a copy outside of where a requirement wants it."""
    data, where = verdict.claim.about, str(verdict.claim.target)
    for residency in facts[residencies][data].against(where):
        if not residency.is_outside:
            continue
        component = residency.location.component
        moved = remedy_at(facts, verdict, component)
        yield Finding(
            f"`{component}` keeps a copy of `{data}` in `{residency.place}`, outside `{where}`",
            Label(residency.location.at, "copied here"),
            component,
            secondary=(Label(verdict.claim.span, f"residency in `{where}` required"),),
            witness=residency.lines,
            help=moved
            or (
                advice(f"place `{component}` in `{where}`, or keep `{data}` out of `{component}`"),
            ),
            breaks=(verdict.owner.path,),
            causes=(f"copies in `{component}`",),
        )
