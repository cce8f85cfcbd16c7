"""Data that has to stay in a place is processed outside of it.

Reported when: a `residency` requirement is stated for personal data, and a component in another
jurisdiction or place reads or writes the data in a flow without keeping a copy.

Not reported when: the component keeps a copy (DAT001 reports that), its place is not declared, or it
belongs to another company or to a user.

How to fix: run the component in the place of the data, or send only what is not personal.

Why: a requirement on residency is mostly about the law, and the law speaks of processing: who reads the
data from another country has it there. A copy is not needed for that.

Source: Regulation (EU) 2016/679 (GDPR), articles 4(2) and 44; European Data Protection Board,
Guidelines 05/2021 on the interplay of article 3 and chapter V.

Bad:

```design
region north { jurisdiction eu }
region west { jurisdiction us }
data visit { contains personal; retention 30d }
component store : database { holds visit; replicas 2 in north }
component desk : service { replicas 2 in west }
flow help { desk -> store reads visit }
nonfunctional NFR1 "Visits stay in the EU." { require residency of visit in eu }
```

Good:

```design
region north { jurisdiction eu }
data visit { contains personal; retention 30d }
component store : database { holds visit; replicas 2 in north }
component desk : service { replicas 2 in north }
flow help { desk -> store reads visit }
nonfunctional NFR1 "Visits stay in the EU." { require residency of visit in eu }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Step, advice, rule
from designlint.api.analyses import residencies


@rule("DAT010", grade="risk", since="0.2")
def processed_outside(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that uses the data of a residency requirement elsewhere."""
    found: set[tuple[str, str]] = set()
    for requirement, claim in facts.design.claims_on("residency"):
        data, where = facts.design.data.get(claim.about), str(claim.target)
        if data is None or not data.is_personal:
            continue
        for use in facts[residencies][data.path].processed_outside(where):
            if (data.path, use.component) in found:
                continue
            found.add((data.path, use.component))
            component = facts.design.components[use.component]
            yield Finding(
                f"`{use.component}` processes `{data.path}` in `{use.place}`, outside `{where}`",
                Label(use.at, "processed outside"),
                use.component,
                secondary=(
                    Label(component.span, f"in `{use.place}`"),
                    Label(claim.span, f"residency in `{where}` required"),
                ),
                witness=(
                    Step(f"`{requirement.path}` keeps `{data.path}` in `{where}`", claim.span),
                    Step(f"`{use.component}` has `{data.path}` in `{use.flow}`", use.at),
                    Step(f"`{use.component}` is in `{use.place}`", component.span),
                ),
                help=(
                    advice(
                        f"run `{use.component}` in `{where}`, or send it nothing that is personal"
                    ),
                ),
                flows=(use.flow,),
                causes=(f"place of `{use.component}`",),
            )
