"""An estimate says that a requirement or an expectation is violated.

Reported when: neither facts nor assumptions decide a claim, and an estimate puts the number on the
wrong side of its target: a published benchmark of a technology in place of a capacity, or the loss of
copies that are taken to fail independently.

Not reported when: the claim is proved to be violated (VER001, VER003), or violated on assumptions
(VER004).

How to fix: declare the facts that the help lists, such as a capacity that was measured; if the claim is
then violated, change the design.

Why: an estimate proves nothing, but what is likely wrong is worth a measurement.

Source: ISO/IEC/IEEE 29148:2018, 5.2.5, a requirement is verifiable.

Bad:

```design
actor visitor
component store : cache { tech redis; replicas 1 }
flow follow { rate 1M req/s peak; visitor -> store }
nonfunctional NFR1 "Room." { require headroom of follow >= 0% }
```

Good:

```design
actor visitor
component store : cache { tech redis; replicas 1; capacity 2M req/s per replica }
flow follow { rate 1M req/s peak; visitor -> store }
nonfunctional NFR1 "Room." { require headroom of follow >= 0% }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, rule
from designlint.api.analyses import Basis, Status, Verdict, verdicts
from designlint.api.text import shortfall


@rule("VER005", grade="assumed", since="0.1")
def likely_violated(facts: Facts) -> Iterator[Finding]:
    """One finding for each claim that is likely violated."""
    for verdict in (*facts[verdicts], *facts[verdicts].expectations):
        if verdict.status is Status.VIOLATED and verdict.judgement.basis is Basis.ESTIMATE:
            yield _finding(facts, verdict)


def _finding(facts: Facts, verdict: Verdict) -> Finding:
    judgement, owner = verdict.judgement, verdict.owner
    return Finding(
        f"`{owner.path}` is likely violated: {shortfall(verdict)}",
        Label(verdict.claim.span, judgement.value),
        owner.path,
        witness=verdict.proof_on_assumptions(facts),
        help=verdict.facts_to_declare,
        breaks=(owner.path,),
        because=verdict.because(facts),
    )
