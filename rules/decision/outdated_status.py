"""The status of a decision contradicts its successor, or the design.

Reported when: a decision

- names a successor, but is `accepted` or `proposed`; or is `superseded` and names none;
- is succeeded by itself, by a decision with an earlier `date`, or by one that does not hold;
- is `proposed`, `rejected` or `deprecated`, and a component that it is about already has, or still has, the
  technology of its chosen option.

Not reported when: a later decision about the same component chose that technology as well.

How to fix: state the status that holds, and name the successor with `superseded_by`.

Why: who reads one record must see whether it still holds. A design that is built on a proposal has taken the
decision without the review.

Source: M. Nygard, Documenting Architecture Decisions (2011), on status; MADR 4.0, Markdown Any Decision
Records, on the field `status`.

Bad:

```design
component store : database { tech postgres }
decision D1 "Where links are kept" about store {
  status proposed
  option postgres { pro "Transactions"; con "Failover pause"; chosen }
  option cassandra { pro "No failover pause"; con "Repairs to run" }
}
```

Good:

```design
component store : database { tech postgres }
decision D1 "Where links are kept" about store {
  status accepted
  option postgres { pro "Transactions"; con "Failover pause"; chosen }
  option cassandra { pro "No failover pause"; con "Repairs to run" }
}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Help, Label, advice, edit, model, properties, rule

_STATUS = properties.context.STATUS
_SUCCESSOR = properties.context.SUPERSEDED_BY
_DATE = properties.context.DECIDED_ON
_NAME = advice("name the decision that holds now, or correct its status and date")


@rule("DEC007", grade="advice", since="0.2")
def outdated_status(facts: Facts) -> Iterator[Finding]:
    """At most one finding for each decision about its successor, and one about each component."""
    for decision in facts.design.decisions.values():
        found = _successor(decision, facts.design)
        if found is not None:
            yield found
        if decision.status in ("proposed", "rejected", "deprecated"):
            yield from _built_on(decision, facts.design)


def _successor(decision: model.Decision, design: model.Design) -> Finding | None:
    named = decision.value(_SUCCESSOR)
    if named is None:
        if decision.status != "superseded":
            return None
        return _finding(
            decision, "is superseded, but by nothing that it names", edit("superseded_by D2")
        )
    if decision.status in ("accepted", "proposed"):
        return _finding(
            decision,
            f"is {decision.status}, but `{named}` supersedes it",
            edit("status superseded"),
        )
    other = design.decisions.get(named.path)
    if other is None:
        return None
    if other is decision:
        return _finding(decision, "supersedes itself", _NAME)
    after = other.value(_SUCCESSOR)
    if after is not None and after.path == decision.path:
        return _finding(decision, f"and `{other.path}` supersede each other", _NAME)
    if other.status in ("proposed", "rejected"):
        return _finding(
            decision, f"is superseded by `{other.path}`, which is {other.status}", _NAME
        )
    return _order(decision, other)


def _order(decision: model.Decision, other: model.Decision) -> Finding | None:
    """A successor that is older; only where both have a date."""
    own, later = decision.value(_DATE), other.value(_DATE)
    if own is None or later is None or later >= own:
        return None
    return _finding(
        decision, f"of {own} is superseded by `{other.path}`, which is older ({later})", _NAME
    )


def _finding(decision: model.Decision, what: str, help_: Help) -> Finding:
    at = decision.span_of(_SUCCESSOR) if decision[_SUCCESSOR] else decision.span_of(_STATUS)
    return Finding(
        f"`{decision.path}` {what}",
        Label(at),
        decision.path,
        help=(help_,),
    )


def _built_on(decision: model.Decision, design: model.Design) -> Iterator[Finding]:
    """Components with the technology of a decision that does not hold, or does not yet."""
    for component in _about(decision, design):
        option = next((o for o in decision.chosen if _is(component, o)), None)
        if option is None or _chosen_by_another(component, decision, design):
            continue
        holds = "is only proposed" if decision.status == "proposed" else f"is {decision.status}"
        yield Finding(
            f"`{component.path}` uses {component.technology}, and `{decision.path}`, which chose it, {holds}",
            Label(component.span_of(properties.component.TECH)),
            component.path,
            secondary=(Label(decision.span_of(_STATUS)), Label(option.span, "chosen")),
            help=(
                edit("status accepted", place=f"`{decision.path}`", note="if the design stands"),
            ),
        )


def _about(decision: model.Decision, design: model.Design) -> list[model.Component]:
    named = [design.components.get(one.path) for one in decision.about]
    return [component for component in named if component is not None]


def _chosen_by_another(
    component: model.Component, decision: model.Decision, design: model.Design
) -> bool:
    """Whether a decision that holds chose the technology as well."""
    return any(
        other is not decision
        and other.status == "accepted"
        and component in _about(other, design)
        and any(_is(component, option) for option in other.chosen)
        for other in design.decisions.values()
    )


def _is(component: model.Component, option: model.Option) -> bool:
    """Whether an option bears the name of a component's technology."""
    technology = component.technology or ""
    return option.name in (technology, technology.rpartition(".")[2])
