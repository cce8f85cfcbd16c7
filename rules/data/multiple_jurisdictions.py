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

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Step, edit, rule
from designlint.api.analyses import residencies
from designlint.api.model import Data
from designlint.api.text import listed


@rule("DAT002", grade="risk", since="0.1", formerly=("data-several-laws",))
def multiple_jurisdictions(facts: Facts) -> Iterator[Finding]:
    """One finding for each item of personal data with copies in several jurisdictions."""
    required = {claim.about for _, claim in facts.design.claims_on("residency")}
    for data in facts.design.data.values():
        if data.is_personal and data.path not in required:
            found = facts[residencies][data.path].jurisdictions
            if len(found) > 1:
                lines = dict.fromkeys(line for one in found for line in one.lines)
                labels = tuple([one.label for one in found])
                finding = _finding(data, [one.name for one in found], labels, tuple(lines))
                # Whatever else its copies in these components are is one decision on their place.
                apart = tuple([f"copies in `{one.location.component}`" for one in found[1:]])
                yield finding._replace(causes=apart, because=apart)


def _finding(
    data: Data, names: list[str], labels: tuple[Label, ...], lines: tuple[Step, ...]
) -> Finding:
    return Finding(
        f"personal data `{data.path}` is kept in {len(names)} jurisdictions, {listed(names)}, without a "
        "residency requirement",
        Label(data.span),
        data.path,
        secondary=labels,
        witness=lines,
        help=(
            edit(
                f"require residency of {data.path} in {names[0]}",
                place="a nonfunctional requirement",
            ),
        ),
    )
