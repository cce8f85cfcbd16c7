"""A decision promises what the rest of the design contradicts.

Reported when: a decision that holds, or its chosen option, says in a `pro` or a `consequence` that there is no
single point of failure, or that the loss of a zone or a region is survived, and the component that it is
about has a replica or place whose loss stops a flow; or the decision `serves` a requirement that is violated.

Not reported when: the decision was rejected or superseded, the text is about something else, or the
requirement is only undecided.

How to fix: change the design until it keeps what the decision promises, or correct the record.

Why: the decision was taken for what it promises. When the design does not keep the promise, the
reasons for the decision no longer hold.

Source: M. Nygard, Documenting Architecture Decisions (2011), on consequences; MADR 4.0, Markdown Any
Decision Records, on confirmation.

Bad:

```design
actor visitor
component store : database { replicas 1 }
flow order { visitor -> store }
decision D1 "Where orders are kept" about store {
  option postgres { pro "No single point of failure"; con "One writer"; chosen }
  option files { pro "Simple"; con "No transactions" }
}
```

Good:

```design
actor visitor
component store : database { replicas 3; topology leaderless { copies 3; write quorum; read quorum } }
flow order { visitor -> store }
decision D1 "Where orders are kept" about store {
  option cassandra { pro "No single point of failure"; con "Repairs to run"; chosen }
  option files { pro "Simple"; con "No transactions" }
}
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from designlint.api import Facts, Finding, Label, advice, model, properties, rule
from designlint.api.analyses import single_points_of_failure, verdicts
from designlint.api.text import shortfall

_NO_SPOF = re.compile(
    r"\b(?:no|without (?:a|any)) (?:single points? of failure|SPOF)\b", re.IGNORECASE
)
_SURVIVES = re.compile(
    r"\b(?:survives?|tolerates?|outlives?|withstands?) (?:the )?(?:loss|failure|outage) of "
    r"(?:an?|one|any) (?:whole )?(?P<level>zone|region)\b",
    re.IGNORECASE,
)


@rule("DEC008", grade="advice", since="0.2")
def contradicted_consequence(facts: Facts) -> Iterator[Finding]:
    """One finding for each promise of a decision that is not kept."""
    for decision in facts.design.decisions.values():
        if not decision.is_over:
            yield from _promises(facts, decision)
            yield from _requirements(facts, decision)


def _promises(facts: Facts, decision: model.Decision) -> Iterator[Finding]:
    for known in _texts(decision):
        for component in _about(facts.design, decision):
            broken = _broken(facts, known.value, component)
            if broken and known.span is not None:
                yield Finding(
                    f'`{decision.path}` promises "{known.value}", but {broken}',
                    Label(known.span),
                    decision.path,
                    secondary=(Label(facts.design.components[component].span),),
                    help=(advice(f"change `{component}`, or correct what the decision promises"),),
                )
                break


def _texts(decision: model.Decision) -> Iterator[model.Known[Any]]:
    """What the decision and the option that it chose promise."""
    yield from decision.properties.all(properties.context.CONSEQUENCE)
    for option in decision.chosen:
        yield from option.properties.all(properties.context.PRO)


def _about(design: model.Design, decision: model.Decision) -> list[str]:
    return [named.path for named in decision.about if named.path in design.components]


def _broken(facts: Facts, text: str, component: str) -> str:
    """What contradicts a promise about a component; empty where nothing does."""
    points = facts[single_points_of_failure]
    if _NO_SPOF.search(text) and component in points.critical_replicas:
        critical = points.critical_replicas[component]
        what = f"the leader of `{component}`" if critical.role == "leader" else f"`{component}`"
        return f"`{critical.flows[0]}` stops when {what} stops"
    survives = _SURVIVES.search(text)
    if survives is None:
        return ""
    for place in points.place_cuts[component]:
        if facts.design.places[place].level == survives["level"].lower():
            return f"the loss of `{place}` takes `{component}` down"
    return ""


def _requirements(facts: Facts, decision: model.Decision) -> Iterator[Finding]:
    """The requirements that the decision was taken for, and that are violated."""
    wanted = {ref.path for ref in decision.value(properties.context.SERVES) or ()}
    for verdict in facts[verdicts]:
        if verdict.owner.path in wanted and verdict.is_refuted:
            wanted.discard(verdict.owner.path)
            yield Finding(
                f"`{decision.path}` serves `{verdict.owner.path}`, which is violated: {shortfall(verdict)}",
                Label(decision.span_of(properties.context.SERVES)),
                decision.path,
                secondary=(Label(verdict.claim.span),),
                help=(advice("choose another option, or change what the requirement asks for"),),
                because=verdict.because(facts),
            )
