"""A decision chose one technology, and the component has the one that was turned down.

Either the decision was revised and nobody wrote it down, or the design has not caught up. Whoever reads
the decision next is told the reasons for something that is not there.

It is told where an option that was not chosen bears the name of the component's technology (`postgres`
is also that of `aws.postgres`) and the chosen one does not. It is silent where neither option is named
after a technology, where nothing or several are chosen (DEC003), and about components that the decision
is not about.

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

from designlint.api import Facts, Finding, Label, Severity, edit, model, properties, rule


@rule("DEC005", severity=Severity.WARNING, since="0.1")
def contradicted_choice(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that has what a decision about it turned down."""
    for decision in facts.design.decisions.values():
        chosen = [o for o in decision.options if o[properties.context.CHOSEN] is not None]
        turned_down = [o for o in decision.options if o not in chosen]
        if len(chosen) != 1:
            continue
        for named in decision.about:
            component = facts.design.components.get(named.path)
            if component is not None and not _is(component, chosen[0]):
                for option in turned_down:
                    if _is(component, option):
                        yield _finding(component, decision, chosen[0], option)


def _is(component: model.Component, option: model.Option) -> bool:
    """Whether an option bears the name of a component's technology."""
    technology = component.technology or ""
    return option.name in (technology, technology.rsplit(".", 1)[-1])


def _finding(
    component: model.Component,
    decision: model.Decision,
    chosen: model.Option,
    option: model.Option,
) -> Finding:
    tech = component[properties.component.TECH]
    span = tech.span if tech is not None and tech.span is not None else component.span
    return Finding(
        f"`{component.path}` is {component.technology}, and `{decision.path}` chose {chosen.name}",
        Label(span),
        component.path,
        secondary=(Label(chosen.span, "chosen"), Label(option.span, "turned down")),
        help=(
            edit(f"tech {chosen.name}"),
            edit("chosen", note="at the other option, with the new reasons"),
        ),
    )
