"""A component uses a technology that a decision about it rejected.

Reported when: a decision about the component has one chosen option, the component's technology does
not bear the name of that option, and bears the name of a rejected one (`postgres` is also the name of
`aws.postgres`).

Not reported when: no option bears the name of the technology, none or several options are chosen
(DEC003), the decision is not about the component, or it is not in force: proposed, rejected, deprecated or
superseded.

How to fix: state the chosen technology, or mark the other option as `chosen` with the new reasons.

Why: either the decision was revised and not recorded, or the design is out of date. Readers of the
decision get reasons for something that is not there.

Source: M. Nygard, Documenting Architecture Decisions (2011), on decisions that are superseded.

Bad:

```design
component store : database { tech postgres }
decision D1 about store {
  option cassandra { pro "No failover"; con "No joins"; chosen }
  option postgres { pro "Joins"; con "One writer" }
}
```

Good:

```design
component store : database { tech cassandra }
decision D1 about store {
  option cassandra { pro "No failover"; con "No joins"; chosen }
  option postgres { pro "Joins"; con "One writer" }
}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, edit, model, properties, rule


@rule("DEC005", grade="risk", since="0.1")
def contradicted_choice(facts: Facts) -> Iterator[Finding]:
    """One finding for each component with a technology that a decision about it rejected."""
    for decision in facts.design.decisions.values():
        chosen = decision.chosen
        rejected = [o for o in decision.options if o not in chosen]
        if len(chosen) != 1 or decision.status != "accepted":
            continue
        for named in decision.about:
            component = facts.design.components.get(named.path)
            if component is not None:
                for option in rejected:
                    if _is(component, option):
                        yield _finding(component, decision, chosen[0], option)


def _is(component: model.Component, option: model.Option) -> bool:
    """Whether an option bears the name of a component's technology."""
    technology = component.technology or ""
    return option.name in (technology, technology.rpartition(".")[2])


def _finding(
    component: model.Component,
    decision: model.Decision,
    chosen: model.Option,
    option: model.Option,
) -> Finding:
    return Finding(
        f"`{component.path}` uses {component.technology}, but `{decision.path}` chose {chosen.name}",
        Label(component.span_of(properties.component.TECH)),
        component.path,
        secondary=(Label(chosen.span, "chosen"), Label(option.span, "rejected")),
        help=(
            edit(f"tech {chosen.name}"),
            edit("chosen", place=f"option `{option.name}`", note="if the decision has changed"),
        ),
    )
