"""A requirement or an expectation is violated if what is assumed is right.

Reported when: the stated and published facts leave a claim open, and with the assumptions beside them,
such as the usual availability of a kind of component, it is violated. The witness names each
assumption, and the help shows how the assumed facts are declared.

Not reported when: the facts alone prove that the claim is violated (VER001, VER003), or the claim is met
on assumptions.

How to fix: apply the remedy that a search finds on the same assumptions, or declare the assumed facts; if
the claim is then still violated, change the design.

Why: an assumption that counts when it shows that a claim is met counts as well when it shows that
the claim is violated.

Source: ISO/IEC/IEEE 29148:2018, 5.2.5, a requirement is verifiable.

Bad:

```design
component gate : gateway { replicas 1 }
component links : service { replicas 1 }
flow follow { rate 10 req/s; gate -> links }
nonfunctional NFR1 "Up." { require availability of follow >= 99.9% }
```

Good:

```design
component gate : gateway { replicas 2; availability 99.9% }
component links : service { replicas 2; availability 99.9% }
flow follow { rate 10 req/s; gate -> links }
nonfunctional NFR1 "Up." { require availability of follow >= 99.9% }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Help, Label, rule
from designlint.api.analyses import Basis, Status, Verdict, verdicts
from designlint.api.text import remedy, shortfall


@rule("VER004", grade="assumed", since="0.1")
def violated_on_assumptions(facts: Facts) -> Iterator[Finding]:
    """One finding for each claim that is violated on assumptions."""
    for verdict in (*facts[verdicts], *facts[verdicts].expectations):
        if verdict.status is Status.VIOLATED and verdict.judgement.basis is Basis.ASSUMPTIONS:
            yield _finding(facts, verdict)


def _finding(facts: Facts, verdict: Verdict) -> Finding:
    judgement, owner = verdict.judgement, verdict.owner
    return Finding(
        f"`{owner.path}` is violated on assumptions: {shortfall(verdict)}",
        Label(verdict.claim.span, judgement.value),
        owner.path,
        witness=verdict.proof_on_assumptions(facts),
        help=(*_remedy(facts, verdict), *verdict.facts_to_declare),
        breaks=(owner.path,),
        because=verdict.because(facts),
    )


def _remedy(facts: Facts, verdict: Verdict) -> tuple[Help, ...]:
    """The smallest change that meets the claim on the same assumptions, where one was found."""
    found = remedy(facts, verdict)
    return found if any(answer.is_edit and answer.result for answer in found) else ()
