"""A requirement or an expectation is undecided.

Reported when: the facts neither prove nor refute a claim. The finding shows what is known with its
origin, and lists the fewest facts that would decide the claim, each as it is declared.

Claims that lack the same fact are one finding, with the other claims beneath it.

Not reported when: the claim is met, or violated (VER001, VER003), be it on assumptions (VER004) or by an
estimate (VER005).

How to fix: declare the facts that the help lists.

Why: a guess is no verdict.

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

import re
from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, rule
from designlint.api.analyses import Judgement, Missing, Status, Verdict, verdicts
from designlint.api.text import listed

# More places are not looked at one by one, and more names not said where other values are missing, too.
MOST_PLACES, MOST_NAMES = 100, 3


@rule("VER002", grade="undecided", since="0.1")
def undecided(facts: Facts) -> Iterator[Finding]:
    """One finding for each claim that the facts leave open."""
    for verdict in (*facts[verdicts], *facts[verdicts].expectations):
        if verdict.status is Status.UNDECIDED:
            yield _finding(facts, verdict)


def _finding(facts: Facts, verdict: Verdict) -> Finding:
    claim, judgement, owner = verdict.claim, verdict.judgement, verdict.owner
    return Finding(
        f"`{owner.path}` is undecided{_in_part(facts, verdict)}: {_because(claim.measured, judgement)}",
        Label(claim.span, judgement.reason or judgement.value),
        owner.path,
        secondary=tuple(_places(facts, judgement.missing)),
        witness=tuple(judgement.derivation),
        help=verdict.facts_to_declare,
        causes=tuple([f"no {fact.what} of `{fact.element}`" for fact in judgement.missing]),
        because=verdict.because(facts) if not judgement.missing else (),
    )


def _in_part(facts: Facts, verdict: Verdict) -> str:
    """That another claim of the same requirement is violated already."""
    others = [one for one in facts[verdicts] if one.owner is verdict.owner]
    return " in part" if any(one.status is Status.VIOLATED for one in others) else ""


def _because(measured: str, judgement: Judgement) -> str:
    """What is known of the number, and what is not."""
    missing, reason = judgement.missing, judgement.reason
    if reason and missing and all(fact.is_assumed for fact in missing):
        return f"{measured} is {reason}"
    known, lacking = f"{measured} is {judgement.value}", _not_declared(missing) or reason
    link = "because" if judgement.value == "unknown" else "and"
    return f"{known}, {link} {lacking}" if lacking else known


def _not_declared(missing: tuple[Missing, ...]) -> str:
    """``the latency of `edge` and `gate` is not declared``: the first fact, of all that lack it."""
    if not missing:
        return ""
    what, state = missing[0].what, missing[0].state
    alike = [fact.element for fact in missing if fact.what == what]
    others = [fact for fact in missing if fact.what != what]
    rest = [fact for fact in others if fact.state != state]
    others = [fact for fact in others if fact.state == state]
    more, names = "", listed(alike) if alike[0] else ""
    if others:
        shown = alike[:MOST_NAMES]
        left = len(others) + len(alike) - len(shown)
        more = f" and {left} more {'value' if left == 1 else 'values'}"
        names = ", ".join([f"`{name}`" for name in shown if name])
    known = missing[0].of(names)
    head = re.split(r" (?:that|of|in|at|to|with) |,", what)[0]
    verb = "are" if others or head.endswith("s") else "is"
    why = f": it {missing[0].why}" if missing[0].why and verb == "is" else ""
    also = f", and {_not_declared(tuple(rest))}" if rest else ""
    return f"the {known}{more} {verb} {state}{why}{also}"


def _places(facts: Facts, missing: tuple[Missing, ...]) -> Iterator[Label]:
    """Where the missing facts would be declared."""
    for fact in missing[:MOST_PLACES]:
        element = facts.design.element(fact.element)
        if element is not None:
            state = "assumed" if fact.is_assumed else fact.state
            yield Label(element.span, f"{fact.what} {state}")
