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

from collections.abc import Iterator

from designlint.analyses.detectors.protected import UnderLaws, under_several_laws
from designlint.api import Facts, Finding, Label, Severity, Step, edit, rule


@rule("DAT002", severity=Severity.WARNING, since="0.1")
def several_laws(facts: Facts) -> Iterator[Finding]:
    """One finding for each datum about people with copies under several laws."""
    for under in facts[under_several_laws]:
        yield _finding(facts, under)


def _finding(facts: Facts, under: UnderLaws) -> Finding:
    data = facts.design.data[under.data]
    laws = [law for law, _, _ in under.by_law]
    witness = []
    for law, copy, place in under.by_law:
        witness += [*copy.way, Step(f"`{copy.component}` is in {place}, under the law of {law}")]
    return Finding(
        f"personal `{data.path}` is kept under the laws of {' and '.join(laws)}, and nothing says "
        "where it may be",
        Label(data.span),
        data.path,
        secondary=tuple(
            [Label(copy.at, f"under the law of {law}") for law, copy, _ in under.by_law]
        ),
        witness=tuple(witness),
        help=(
            edit(
                f"require residency of {data.path} in {laws[0]}",
                note="in a nonfunctional requirement",
            ),
        ),
    )
