"""A functional requirement is served by no flow, or only by what a flow can do without.

Reported when: no flow `serves` a functional requirement; or one of priority `must` has somebody get a message
("the shop sends a receipt"), and all steps of its flows to other users and outside systems are `optional`. The severity is warning, and info for
a requirement of priority `could`. When no flow serves any functional requirement, there is one finding
for all of them.

Not reported when: the requirement has priority `wont`; other requirements refine it, or a flow serves
one that it `refines`.

How to fix: state `serves NAME` on the flow that fulfils the requirement, or declare that flow. A message that
must arrive, and need not be waited for, is sent with `outbox yes` instead of `optional`.

Why: a flow shows how the design fulfils a requirement: who calls whom, how often, with which data.
Without a flow, the requirement has no load, no latency and no availability, and no other rule
covers it. An interface that lists the requirement offers the function, but does not show how the
design fulfils it.

Source: ISO/IEC/IEEE 29148:2018, on tracing requirements forward to the design.

Bad:

```design
functional FR1 "An author creates a link."
functional FR2 "A visitor follows a link."
actor visitor
component links : service
flow follow serves FR2 { visitor -> links }
```

Good:

```design
functional FR1 "An author creates a link."
functional FR2 "A visitor follows a link."
actor visitor
actor author
component links : service
flow follow serves FR2 { visitor -> links }
flow create serves FR1 { author -> links }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, edit, model, rule
from designlint.api.analyses import coverage


@rule(
    "COV001",
    grade="minor",
    since="0.1",
    about_absence=True,
)
def requirement_without_flow(facts: Facts) -> Iterator[Finding]:
    """One finding for each requirement, or one for all when none is served."""
    covered = facts[coverage]
    requirements = facts.design.requirements
    unserved = [requirements[path] for path in covered.unserved]
    if len(unserved) > 1 and not any(requirements[p].functional for p in covered.flows_serving):
        yield _all_unserved(facts, unserved)
    else:
        for requirement in unserved:
            yield _unserved(facts, requirement, covered.apis_serving.get(requirement.path, ()))
    for requirement in requirements.values():
        yield from _left_out(facts, requirement)


def _left_out(facts: Facts, requirement: model.Requirement) -> Iterator[Finding]:
    """A message that must be sent, by steps alone without which its flows serve, too."""
    optional = facts[coverage].optional_messages(facts, requirement.path)
    if optional:
        yield Finding(
            f"must-have `{requirement.path}` is served by optional steps alone",
            Label(optional[0].span, "the flow serves without it"),
            requirement.path,
            secondary=(Label(requirement.span),),
            help=(
                edit(
                    "outbox yes", note="instead of `optional`: it is sent later, and not waited for"
                ),
            ),
            breaks=(requirement.path,),
        )


def _unserved(facts: Facts, requirement: model.Requirement, interfaces: tuple[str, ...]) -> Finding:
    name = (
        f"must-have `{requirement.path}`"
        if _is_must(facts, requirement)
        else f"`{requirement.path}`"
    )
    message = f"no flow serves {name}"
    if interfaces:
        message = f"`{interfaces[0]}` offers {name}, but no flow serves it"
    return Finding(
        message,
        Label(requirement.span),
        requirement.path,
        help=(
            edit(f"serves {requirement.path}", note="in the header of the flow that fulfils it"),
        ),
        breaks=_wanted(facts, [requirement]),
    )


def _all_unserved(facts: Facts, requirements: list[model.Requirement]) -> Finding:
    must = sum([_is_must(facts, requirement) for requirement in requirements])
    first, *others = requirements
    return Finding(
        f"no flow serves any of the {len(requirements)} functional requirements"
        + (f" ({must} must-have)" if must else ""),
        Label(first.span),
        "",
        secondary=tuple([Label(other.span) for other in others]),
        help=(edit(f"serves {first.path}", note="in the header of the flow that fulfils it"),),
        breaks=_wanted(facts, requirements),
    )


def _wanted(facts: Facts, requirements: list[model.Requirement]) -> tuple[str, ...]:
    """Those that are more than could-haves."""
    return tuple([r.path for r in requirements if facts.design.priority_of(r.path) != "could"])


def _is_must(facts: Facts, requirement: model.Requirement) -> bool:
    return facts.design.priority_of(requirement.path) == "must"
