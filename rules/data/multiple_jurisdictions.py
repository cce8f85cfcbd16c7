"""Personal data is kept under several laws, and no requirement says where it may be.

A copy in another jurisdiction is a transfer, with duties of its own. Where it may be is a decision
with a reason; a replica, a cache or a backup makes it without one.

It is told about data that `contains personal` or `health` and has copies in places of different
`jurisdiction`. It is silent where a requirement on its residency is stated (DAT001 tells what breaks
it), and about places of which nobody says whose law holds there.

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


@rule("DAT002", severity=Severity.WARNING, since="0.1", formerly=("data-several-laws",))
def multiple_jurisdictions(facts: Facts) -> Iterator[Finding]:
    """One finding for each datum about people with copies under several laws."""
    required = {claim.about for _, claim in facts.design.claims_on("residency")}
    for data in facts.design.data.values():
        if data.is_personal and data.path not in required:
            found = jurisdictions_of(facts, data.path)
            if len(found) > 1:
                yield _finding(data, found)


def _finding(data: Data, found: Sequence[Jurisdiction]) -> Finding:
    laws = [one.name for one in found]
    witness: list[Step] = []
    for law, copy, place in found:
        witness += [*copy.route, Step(f"`{copy.component}` is in {place}, under the law of {law}")]
    return Finding(
        f"personal `{data.path}` is kept under the laws of {' and '.join(laws)}, and nothing says "
        "where it may be",
        Label(data.span),
        data.path,
        secondary=tuple([Label(one.location.at, f"under the law of {one.name}") for one in found]),
        witness=tuple(witness),
        help=(
            edit(
                f"require residency of {data.path} in {laws[0]}",
                note="in a nonfunctional requirement",
            ),
        ),
    )
