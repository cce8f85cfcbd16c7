"""A functional requirement does not say who does what.

Reported when: the text is a title and no sentence ("Ordering products", "Login with e-mail", "Send a
receipt"); its verb is passive without "by" ("an order can be cancelled", "invoices are archived"); or it is
impersonal ("it must be possible to order", "there is a wish list"). Up to `one_by_one` such requirements are one finding each; more are one finding for the
design.

Not reported when: the text names who acts; it says how well, which REQ005 reports; or the passive voice is about a state ("is based on").

How to fix: write who does what: "A visitor can order a product."

Why: a title is understood by its author. Who begins it decides which flow serves the requirement, how
often it runs, and who has to wait.

Source: INCOSE, Guide to Writing Requirements (2023), on structured statements and the active voice;
A. Mavin et al., Easy Approach to Requirements Syntax (EARS), 2009.

Bad:

```design
functional FR1 "Ordering products."
```

Good:

```design
functional FR1 "A visitor can order a product."
```
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from designlint.api import Facts, Finding, Help, Label, advice, model, option, properties, rule
from designlint.api.text import listed


@dataclass(frozen=True)
class Options:
    """What can be configured."""

    one_by_one: int = option(
        3,
        "Up to this number, each requirement is a finding of its own; more are one for the design.",
        at_least=0,
    )


class _Unclear(NamedTuple):
    requirement: model.Requirement
    at: Label
    why: str


@rule("REQ009", grade="advice", since="0.2", options=Options)
def no_actor(facts: Facts, options: Options) -> Iterator[Finding]:
    """One finding for each functional requirement that names nobody, or one for all of many."""
    found = list(_unclear(facts.design))
    if len(found) > options.one_by_one:
        names = [unclear.requirement.path for unclear in found]
        yield Finding(
            f"{len(found)} requirements do not say who acts: {listed(names)}",
            found[0].at,
            "",
            secondary=tuple([unclear.at for unclear in found[1:]]),
            help=_help(facts.design),
        )
        return
    for requirement, at, why in found:
        yield Finding(
            f"`{requirement.path}` does not say who acts: {why}",
            at,
            requirement.path,
            help=_help(facts.design),
        )


def _help(design: model.Design) -> tuple[Help, ...]:
    actor = next(iter(design.actors.values()), None)
    name = actor.name.replace("_", " ") if actor is not None else "visitor"
    article = "An" if name[0] in "aeiou" else "A"
    return (advice(f'write who does what, such as "{article} {name} can ..."'),)


def _unclear(design: model.Design) -> Iterator[_Unclear]:
    names = frozenset([name.lower() for name in (*design.actors, *design.components)])
    for requirement in design.requirements.values():
        if not requirement.functional or requirement.value(properties.context.PRIORITY) == "wont":
            continue
        statement = requirement.statement
        if statement.stated_quality(design.actors) is not None:
            continue  # it is of the other kind, which nobody does
        if statement.is_fragment(names):
            yield _Unclear(requirement, Label(requirement.span), "the text is no sentence")
        elif (words := statement.passive) is not None:
            yield _Unclear(requirement, Label(requirement.part(words)), "its verb is passive")
        elif (words := statement.impersonal) is not None:
            yield _Unclear(requirement, Label(requirement.part(words)), "it obliges nobody")
