"""Whether a requirement or an expectation holds cannot be told from the facts.

A guess is no verdict. What is known is shown with its origin, and what is missing is listed: the
fewest facts that would decide it, each said the way it would be stated. A number that is only assumed
of a kind of component may show that a requirement is met, never that it is violated.

It is silent where the facts prove the requirement or refute it (VER001, VER003).

Source: ISO/IEC/IEEE 29148:2018, 5.2.5, a requirement is verifiable.

Bad:

```design
component gate : gateway { replicas 2; availability 99.9% }
external bank
flow pay { rate 10 req/s; gate -> bank }
nonfunctional NFR1 "Paying works." { require availability of pay >= 99.9% }
```

Good:

```design
component gate : gateway { replicas 2; availability 99.9% }
external bank { availability 99.99% }
flow pay { rate 10 req/s; gate -> bank }
nonfunctional NFR1 "Paying works." { require availability of pay >= 99.9% }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Help, Label, Severity, edit, rule
from designlint.api.analyses import Missing, Status, Verdict, expectations, verdicts


@rule("VER002", severity=Severity.UNDECIDED, since="0.1")
def undecided(facts: Facts) -> Iterator[Finding]:
    """One finding for each claim that the facts leave open."""
    for verdict in (*facts[verdicts], *facts[expectations]):
        if verdict.status is Status.UNDECIDED:
            yield _finding(facts, verdict)


def _finding(facts: Facts, verdict: Verdict) -> Finding:
    claim, judgement, owner = verdict.claim, verdict.judgement, verdict.owner
    value = "" if judgement.value == "unknown" else f" ({judgement.value})"
    missing = judgement.missing
    return Finding(
        f"cannot tell whether `{owner.path}` holds: {claim.text}{value}",
        Label(claim.span, judgement.reason or _lacks(missing)),
        owner.path,
        secondary=tuple(_places(facts, missing)),
        witness=tuple(judgement.derivation),
        help=tuple(_help(judgement.missing)),
    )


def _lacks(missing: tuple[Missing, ...]) -> str:
    if not missing:
        return ""
    first, *others = missing
    more = f", and {len(others)} more" if others else ""
    of = f" of `{first.element}`" if first.element else ""
    return f"needs the {first.what}{of}{more}"


def _places(facts: Facts, missing: tuple[Missing, ...]) -> Iterator[Label]:
    """Where the missing facts would be stated."""
    for fact in missing:
        element = facts.design.element(fact.element)
        if element is not None:
            yield Label(element.span, f"{fact.what}?")


def _help(missing: tuple[Missing, ...]) -> Iterator[Help]:
    for fact in missing:
        yield edit(fact.example, place=f"`{fact.element}`" if fact.element else "")
