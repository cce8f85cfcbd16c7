"""A functional requirement states how well, or a non-functional one states what.

Reported when: the text of a functional requirement says only how fast, how often or how well the system
works ("the shop answers within 2 seconds", "the shop is scalable", "available 24/7", "survives the loss of
a zone", "no order is lost", "all traffic is encrypted"); or the text of a non-functional
one, without a `require`, says only what somebody can do ("a visitor can export orders").

Not reported when: the text says what an actor does, and also how soon ("a visitor gets a receipt within 5
minutes"); who may and who may not, which is security; or the non-functional requirement has a
`require`.

How to fix: declare it with the other keyword, and state a `require` for how well.

Why: a functional requirement is met by a flow that serves it. How well is only checked against a
`require`; as a functional requirement it counts as met, whatever the numbers.

Source: ISO/IEC 25010:2023, on product quality; ISO/IEC/IEEE 29148:2018, 5.2.8, on types of requirements.

Bad:

```design
functional FR1 "The shop answers within 2 seconds."
```

Good:

```design
functional FR1 "A visitor can order a product."
actor visitor
component shop : service
flow order serves FR1 { visitor -> shop }
nonfunctional NFR1 "The shop answers within 2 seconds." { require latency p99 of order <= 2s }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, advice, model, properties, rule


@rule("REQ005", grade="advice", since="0.2")
def wrong_kind(facts: Facts) -> Iterator[Finding]:
    """One finding for each requirement of the other kind."""
    actors = tuple(facts.design.actors)
    for requirement in facts.design.requirements.values():
        if requirement.value(properties.context.PRIORITY) == "wont":
            continue
        found = (
            _functional(requirement, actors)
            if requirement.functional
            else _other(requirement, actors)
        )
        if found is not None:
            yield found


def _functional(requirement: model.Requirement, actors: tuple[str, ...]) -> Finding | None:
    words = requirement.statement.stated_quality(actors)
    if words is None:
        return None
    return Finding(
        f"functional `{requirement.path}` states how well, not what",
        Label(requirement.part(words)),
        requirement.path,
        help=(
            advice("declare it as `nonfunctional` with a `require`, and state the function itself"),
        ),
        causes=(f"functional `{requirement.path}` states a quality",),
    )


def _other(requirement: model.Requirement, actors: tuple[str, ...]) -> Finding | None:
    words = None if requirement.claims else requirement.statement.stated_function(actors)
    if words is None:
        return None
    return Finding(
        f"non-functional `{requirement.path}` states what, not how well",
        Label(requirement.part(words)),
        requirement.path,
        help=(advice("declare it as `functional`, with a flow that serves it"),),
        because=(f"`{requirement.path}` is not measured",),
    )
