"""Personal data is kept in several jurisdictions without a residency requirement.

Reported when: data that `contains personal` or `health` has copies in places of different
`jurisdiction`.

Not reported when: a requirement on the residency of the data is stated (DAT001 reports
violations), or the jurisdiction of a place is not declared.

How to fix: state a residency requirement, and move the copies that violate it.

Why: a copy in another jurisdiction is a transfer, with legal duties of its own. A replica, a
cache or a backup makes that transfer without a decision.

Source: Regulation (EU) 2016/679 (GDPR), article 44, on the general principle for transfers.

Bad:

```design
provider cloud { region north { jurisdiction eu }; region west { jurisdiction us } }
data visit { contains personal; retention 30d }
component store : database { holds visit; replicas 2 in north }
component index : search { holds visit; replicas 2 in west }
```

Good:

```design
provider cloud { region north { jurisdiction eu }; region west { jurisdiction us } }
data visit { contains personal; retention 30d }
component store : database { holds visit; replicas 2 in north }
component index : search { holds visit; replicas 2 in north }
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designlint.api import Facts, Finding, Label, Severity, Step, edit, rule
from designlint.api.analyses import Jurisdiction, jurisdictions_of
from designlint.api.model import Data
from designlint.api.text import listed


@rule("DAT002", severity=Severity.WARNING, since="0.1", formerly=("data-several-laws",))
def multiple_jurisdictions(facts: Facts) -> Iterator[Finding]:
    """One finding for each item of personal data with copies in several jurisdictions."""
    required = {claim.about for _, claim in facts.design.claims_on("residency")}
    for data in facts.design.data.values():
        if data.is_personal and data.path not in required:
            found = jurisdictions_of(facts, data.path)
            if len(found) > 1:
                yield _finding(data, found)


def _finding(data: Data, found: Sequence[Jurisdiction]) -> Finding:
    names = listed([one.name for one in found])
    witness: list[Step] = []
    for name, location, place in found:
        witness += [
            *location.route,
            Step(f"`{location.component}` is in `{place}`, jurisdiction `{name}`"),
        ]
    return Finding(
        f"personal data `{data.path}` is kept in {len(found)} jurisdictions, {names}, without a "
        "residency requirement",
        Label(data.span),
        data.path,
        secondary=tuple([Label(one.location.at, f"jurisdiction `{one.name}`") for one in found]),
        witness=tuple(dict.fromkeys(witness)),
        help=(
            edit(
                f"require residency of {data.path} in {found[0].name}",
                note="in a nonfunctional requirement",
            ),
        ),
    )
