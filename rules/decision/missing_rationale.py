"""A choice of technology, store or topology has no rationale.

Reported when: a component names its technology, is a store, a cache, a queue or a stream, or states a
topology, and the design gives no reason for it. A reason is `because`, a decision about the component,
about a group around it or about data that it holds, or a chosen option with its name or technology. Up
to `one_by_one` such choices are one finding each; more are one finding for the design.

It stands beneath the open questions (COV007).

Not reported when: the component is an external system or a plain service, or the design is a sketch:
it has no `design` header and states no reason and no decision.

How to fix: state one sentence with `because`, or record a decision with its options.

Why: without a rationale the next reader cannot distinguish a considered choice from an accident, and dares
not change it or changes it back.

Source: M. Nygard, Documenting Architecture Decisions (2011); ISO/IEC/IEEE 42010:2022, on
architecture rationale.

Bad:

```design
design shortlink { growth 10x }
component store : database { tech postgres }
```

Good:

```design
design shortlink { growth 10x }
component store : database { tech postgres; because "Transactions over links and teams." }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from designlint.api import (
    Facts,
    Finding,
    Label,
    Role,
    edit,
    model,
    option,
    properties,
    rule,
)

_CHOICES = (Role.STORE, Role.CACHE, Role.BROKER)


@dataclass(frozen=True)
class Options:
    """What can be configured."""

    # More than these are one habit of the design, not so many oversights.
    one_by_one: int = option(
        3,
        "Up to this number, each choice is a finding of its own; more are one finding for the design.",
        at_least=0,
    )


@rule(
    "DEC001",
    grade="advice",
    since="0.1",
    about_absence=True,
    options=Options,
    formerly=("decision-unexplained-component",),
)
def missing_rationale(facts: Facts, options: Options) -> Iterator[Finding]:
    """One finding for each choice without a reason, or one for all when there are many."""
    found = _unexplained(facts)
    if len(found) > options.one_by_one:
        yield Finding(
            f"{len(found)} choices have no rationale: {_names(found)}",
            Label(found[0].span),
            "",
            secondary=tuple([Label(component.span) for component in found[1:]]),
            help=(edit('because "..."', note="in each of them"),),
            because=("open questions",),
        )
        return
    number = len(facts.design.decisions) + 1
    for component in found:
        yield Finding(
            f"the choice of {_choice(component)} for `{component.path}` has no rationale",
            Label(component.span),
            component.path,
            help=(
                edit('because "..."', place=f"`{component.path}`"),
                edit(
                    f'decision D{number} "..." about {component.path} {{ because "..." }}',
                    note="or as a decision",
                ),
            ),
            causes=("choices without a rationale",),
            because=("open questions",),
        )


def _unexplained(facts: Facts) -> list[model.Component]:
    """The choices without a reason; none in a sketch, which states neither its problem nor any reason."""
    design = facts.design
    if design.header is None and not _gives_reasons(design):
        return []
    return [
        c for c in design.components.values() if _is_choice(c) and not facts.design.is_explained(c)
    ]


def _gives_reasons(design: model.Design) -> bool:
    reasons = (c[properties.component.BECAUSE] for c in design.components.values())
    return bool(design.decisions) or any(reasons)


def _is_choice(component: model.Component) -> bool:
    """Whether a component names its technology, keeps data or messages, or states a topology."""
    has_topology = properties.store.TOPOLOGY in component.properties.stated()
    chosen = component.technology or component.plays(*_CHOICES) or has_topology
    return bool(chosen) and not component.is_external


def _names(components: list[model.Component]) -> str:
    shown = ", ".join(f"`{component.path}`" for component in components[:6])
    return shown if len(components) <= 6 else f"{shown} and {len(components) - 6} more"


def _choice(component: model.Component) -> str:
    if component.technology is not None:
        return component.technology
    kind = component.kind.replace("_", " ")
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
