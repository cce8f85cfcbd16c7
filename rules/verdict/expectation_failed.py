"""An expectation fails in its scenario.

Reported when: a scenario loses something, multiplies the load or sets a property, and the facts
prove that its expectation then fails. The analyses run again with those changes. The help is the
smallest remedy that a search finds without violating another requirement, with the number that it
reaches; else how far all levers go together, and what limits them.

Not reported when: the expectation is undecided (VER002) or holds.

How to fix: apply the remedy, or change the expectation.

Why: a scenario is a test of the design, and this test fails.

Source: ISO/IEC 25010:2023 on fault tolerance and capacity; L. Bass, P. Clements and R. Kazman,
Software Architecture in Practice, 4th ed. (2021), chapter 3, on quality attribute scenarios.

Bad:

```design
provider cloud { region north { zone a; zone b } }
component links : service { replicas 2 in north.a, north.b; capacity 1k req/s per replica }
actor visitor
flow follow { rate 1500 req/s peak; visitor -> links }
scenario zone_dark { lose north.a; expect headroom of links >= 0% }
```

Good:

```design
provider cloud { region north { zone a; zone b } }
component links : service { replicas 4 in north.a, north.b; capacity 1k req/s per replica }
actor visitor
flow follow { rate 1500 req/s peak; visitor -> links }
scenario zone_dark { lose north.a; expect headroom of links >= 0% }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, rule
from designlint.api.analyses import Verdict, verdicts
from designlint.api.text import remedy, shortfall


@rule("VER003", grade="contradiction", since="0.1")
def expectation_failed(facts: Facts) -> Iterator[Finding]:
    """One finding for each expectation that fails."""
    for verdict in facts[verdicts].expectations:
        if verdict.is_refuted:
            yield _finding(facts, verdict)


def _finding(facts: Facts, verdict: Verdict) -> Finding:
    return Finding(
        f"`{verdict.owner.path}` fails: {shortfall(verdict)}",
        Label(verdict.claim.span, verdict.judgement.value),
        verdict.owner.path,
        witness=verdict.proof(facts),
        help=remedy(facts, verdict),
        breaks=(verdict.owner.path,),
        because=verdict.because(facts),
    )
