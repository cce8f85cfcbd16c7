"""A requirement is violated.

Reported when: what the design states, or takes from published facts, proves that a required number is
on the wrong side of its target. The witness is the arithmetic: what costs most availability, the
fullest component, the slowest hop. The help is the smallest remedy that a search finds without
violating another requirement, with the number that it reaches; else how far all levers go together,
and what limits them.

Not reported when: the requirement is undecided (VER002) or met. What is violated only on assumptions or
by an estimate has warnings of its own (VER004, VER005). Where a rule reports the cause, it reports instead: a step whose read is too
weak (CON001), a copy outside of its jurisdiction (DAT001), unencrypted data (SEC001), a failover that
loses writes (RES010).

How to fix: apply the remedy, or change the requirement.

Why: a design that cannot meet a requirement on paper does not meet it in production.

Source: ISO/IEC/IEEE 29148:2018, 6.4, on verifying requirements.

Bad:

```design
component gate : gateway { replicas 1; availability 99% }
component links : service { replicas 3; availability 99% }
flow follow { rate 10 req/s; gate -> links }
nonfunctional NFR1 "Up." { require availability of follow >= 99.9% }
```

Good:

```design
component gate : gateway { replicas 2; availability 99% }
component links : service { replicas 3; availability 99% }
flow follow { rate 10 req/s; gate -> links }
nonfunctional NFR1 "Up." { require availability of follow >= 99.9% }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, rule
from designlint.api.analyses import Verdict, verdicts
from designlint.api.text import remedy, shortfall


@rule("VER001", grade="contradiction", since="0.1")
def violated(facts: Facts) -> Iterator[Finding]:
    """One finding for each claim of a requirement that is violated."""
    for verdict in facts[verdicts]:
        metric = verdict.claim.metric
        if verdict.is_refuted and not metric.is_reported_at_cause(facts, verdict):
            yield _finding(facts, verdict)


def _finding(facts: Facts, verdict: Verdict) -> Finding:
    return Finding(
        f"`{verdict.owner.path}` is violated: {shortfall(verdict)}",
        Label(verdict.claim.span, verdict.judgement.value),
        verdict.owner.path,
        witness=verdict.proof(facts),
        help=remedy(facts, verdict),
        breaks=(verdict.owner.path,),
        because=verdict.because(facts),
    )
