"""What a scenario expects does not hold in its world.

A scenario is a test of the design: something is lost, the load grows, a property is another one, and
the expectations say what must hold then. The analyses run again in that world.

The help is the smallest change that was found to mend it without breaking another requirement, tried
in a world of its own, with what it comes to then; else how far all that can be turned goes, and the
bound that stands in the way.

It is silent where the facts do not decide (VER002) or prove that the expectation holds.

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

from designlint.api import Facts, Finding, Label, Severity, rule
from designlint.api.analyses import (
    Status,
    Verdict,
    expectations,
    proof,
)
from designlint.api.text import remedy, shortfall


@rule("VER003", severity=Severity.ERROR, since="0.1")
def expectation_failed(facts: Facts) -> Iterator[Finding]:
    """One finding for each expectation that is refuted."""
    for verdict in facts[expectations]:
        if verdict.status is Status.VIOLATED:
            yield _finding(facts, verdict)


def _finding(facts: Facts, verdict: Verdict) -> Finding:
    return Finding(
        f"`{verdict.owner.path}` fails: {shortfall(verdict)}",
        Label(verdict.claim.span, verdict.judgement.value),
        verdict.owner.path,
        witness=proof(facts, verdict),
        help=remedy(facts, verdict),
        breaks=(verdict.owner.path,),
    )
