"""A requirement does not hold.

What the design states or takes from published facts proves that the number is on the wrong side of
its target. The witness is the arithmetic: what takes most of an availability, the fullest component,
the hop that is too slow. No assumption and no estimate can make a requirement violated.

The help is the smallest change that was found to mend it without breaking another requirement, tried
in a world of its own, with what it comes to then; else how far all that can be turned goes, and the
bound that stands in the way.

It is silent where the facts do not decide (VER002), where they prove that the requirement is met, and
where a rule points at the cause: the step whose read is too weak (CON001), the copy that is elsewhere
(DAT001), the hop or holder in clear (SEC001), the failover that loses writes (RES010).

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

from designlint.api import Facts, Finding, Label, Severity, rule
from designlint.api.analyses import Status, Verdict, proof, verdicts
from designlint.api.text import remedy, shortfall


@rule("VER001", severity=Severity.ERROR, since="0.1")
def violated(facts: Facts) -> Iterator[Finding]:
    """One finding for each claim of a requirement that is refuted."""
    for verdict in facts[verdicts]:
        metric = verdict.claim.metric
        if verdict.status is Status.VIOLATED and not metric.is_reported_at_cause(facts, verdict):
            yield _finding(facts, verdict)


def _finding(facts: Facts, verdict: Verdict) -> Finding:
    return Finding(
        f"`{verdict.owner.path}` does not hold: {shortfall(verdict)}",
        Label(verdict.claim.span, verdict.judgement.value),
        verdict.owner.path,
        witness=proof(facts, verdict),
        help=remedy(facts, verdict),
        breaks=(verdict.owner.path,),
    )
