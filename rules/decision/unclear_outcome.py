"""A decision marks none of its options as chosen, or more than one.

Reported when: a decision with two or more options has no `chosen` one, or has several.

Not reported when: the decision has no options, or its only option is not marked: the outcome is clear
(DEC004 asks for the alternatives). A decision that is `proposed`, or rejected, chooses nothing yet.

How to fix: mark the one option that was chosen; split a decision with two outcomes.

Why: a decision without an outcome is an open question, and whoever builds the system answers the
question alone.

Source: M. Nygard, Documenting Architecture Decisions (2011): a record states what will be done.

Bad:

```design
decision D1 "Where links are kept" {
  option cassandra { pro "No failover pause"; con "Repairs to run" }
  option postgres  { pro "Transactions"; con "Failover pause" }
}
```

Good:

```design
decision D1 "Where links are kept" {
  option cassandra { pro "No failover pause"; con "Repairs to run"; chosen }
  option postgres  { pro "Transactions"; con "Failover pause" }
}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, advice, edit, model, properties, rule
from designlint.api.model import Span
from designlint.api.text import listed


@rule(
    "DEC003",
    grade="risk",
    since="0.1",
    about_absence=True,
    formerly=("decision-nothing-chosen",),
)
def unclear_outcome(facts: Facts) -> Iterator[Finding]:
    """One finding for each decision that has not exactly one chosen option."""
    for decision in facts.design.decisions.values():
        chosen = list(decision.chosen)
        if (
            len(decision.options) > 1
            and not chosen
            and decision.status not in ("proposed", "rejected")
        ):
            message = f"`{decision.path}` chooses none of its {len(decision.options)} options"
            yield Finding(
                message,
                Label(decision.span),
                decision.path,
                help=(edit("chosen", place="the option that was chosen"),),
            )
        elif len(chosen) > 1:
            yield _too_many(decision, chosen)


def _too_many(decision: model.Decision, chosen: list[model.Option]) -> Finding:
    names = listed([option.name for option in chosen])
    marks = [Label(_mark(option), f"`{option.name}` is chosen") for option in chosen]
    return Finding(
        f"`{decision.path}` chooses {len(chosen)} options: {names}",
        marks[1],
        decision.path,
        secondary=(marks[0], *marks[2:]),
        help=(advice("leave `chosen` on one option, or split the decision"),),
    )


def _mark(option: model.Option) -> Span:
    known = option[properties.context.CHOSEN]
    return (known.span if known is not None else None) or option.span
