"""One service does most of the work of a system of services.

Reported when: a service or function takes part in flows for at least four fifths of the functional requirements,
five or more, and writes two thirds or more of the data items that are written, three or more, itself; and there
are three other services or more.

Not reported when: it is a `monolith` by intention, a decision is about it or it states `because`, or it hands
the writing to others, as a backend for frontends does.

How to fix: move data together with what writes it to services of their own, or declare the `monolith` and
merge the small services into it.

Why: every team changes it, every release concerns all requirements, and its failure takes all of them, while
the others still cost what services cost.

Source: D. Taibi and V. Lenarduzzi, On the Definition of Microservice Bad Smells, IEEE Software 35(3), 2018
(megaservice); A. Riel, Object-Oriented Design Heuristics (1996), on god classes.

Bad:

```design
functional FR1 "A visitor orders."
functional FR2 "A visitor pays."
functional FR3 "A visitor returns a product."
functional FR4 "A visitor rates a product."
functional FR5 "A visitor follows an order."
data order
data payment
data rating
actor visitor
component core : service
component search : service
component mailer : service
component labels : service
component store : database
flow buy serves FR1, FR2 {
  visitor -> core; core -> store writes order, writes payment; core ~> mailer; core -> labels
}
flow after serves FR3, FR4, FR5 { visitor -> core; core -> store writes rating; visitor -> search }
```

Good:

```design
functional FR1 "A visitor orders."
functional FR2 "A visitor pays."
functional FR3 "A visitor returns a product."
functional FR4 "A visitor rates a product."
functional FR5 "A visitor follows an order."
data order
data payment
data rating
actor visitor
component core : service
component payments : service
component ratings : service
component labels : service
component store : database
component money : database
flow buy serves FR1, FR2 {
  visitor -> core; core -> store writes order; core -> payments; payments -> money writes payment
  core -> labels
}
flow after serves FR3, FR4, FR5 { visitor -> core -> ratings; ratings -> store writes rating }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, Step, advice, model, rule
from designlint.api.text import counted, listed

_REQUIREMENTS, _DATA, _OTHERS = 5, 3, 3
_MOST, _WRITTEN = 0.8, 2 / 3


@rule("ARC013", grade="advice", since="0.1")
def god_component(facts: Facts) -> Iterator[Finding]:
    """One finding for each service that does most of the work."""
    design = facts.design
    functional = [path for path, one in design.requirements.items() if one.functional]
    services = [c for c in design.components.values() if c.plays(Role.MICROSERVICE)]
    written = {d.path for flow in design.flows.values() for s in flow.steps for d in s.writes}
    if len(services) <= _OTHERS:
        return
    for service in services:
        served, own = _served(design, service.path), _written_by(design, service.path)
        does_most = len(served) >= max(_REQUIREMENTS, _MOST * len(functional))
        writes_most = len(own) >= max(_DATA, _WRITTEN * len(written))
        if does_most and writes_most and not design.is_explained(service):
            yield _finding(service, served, own, len(services) - 1)


def _served(design: model.Design, service: str) -> list[str]:
    """The functional requirements whose flows use a service."""
    used = (design.flows[path] for path in design.flows_by_element.get(service, ()))
    found = dict.fromkeys(named.path for flow in used for named in flow.serves)
    return [path for path in found if design.requirements[path].functional]


def _written_by(design: model.Design, service: str) -> dict[str, model.Step]:
    """The data items that a service writes itself, each with a step that does."""
    found: dict[str, model.Step] = {}
    for path in design.flows_by_element.get(service, ()):
        for step in design.flows[path].steps:
            if step.caller.path == service:
                for named in step.writes:
                    found.setdefault(named.path, step)
    return found


def _finding(
    service: model.Component,
    served: list[str],
    own: dict[str, model.Step],
    others: int,
) -> Finding:
    return Finding(
        f"`{service.path}` serves {counted(len(served), 'requirement')} and writes {listed(list(own))} "
        f"itself, beside {counted(others, 'service')}",
        Label(service.span),
        service.path,
        secondary=tuple([Label(step.span) for step in dict.fromkeys(own.values())]),
        witness=(
            Step(f"requirements: {listed(served)}"),
            *(Step(f"`{service.path}` writes `{path}`", step.span) for path, step in own.items()),
        ),
        help=(
            advice("move data and what writes it to a service of its own, or declare a `monolith`"),
        ),
    )
