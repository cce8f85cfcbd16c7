"""Services are deployed apart, but none can serve a user without the others.

Reported when: at least four services or functions of the team are each needed by every request of users, in
a design with several such flows, and few services (a third at most) are not. There is one finding for a
design.

Not reported when: a flow does without one of them: by an asynchronous call (`~>`), a step that is
`optional` or has a fallback, or because it does not call it. What operators call to recover does not
count.

How to fix: merge the services that always work together, or let each serve its own flows from its own
data.

Why: they have the costs of being distributed (latency, versions, deployments, failures of the network)
without what it is done for: no service can fail, be changed or scaled alone, and the failures of all add
up in each flow.

Source: S. Newman, Building Microservices, 2nd ed. (2021), chapter 1, on distributed monoliths; D. Taibi
and V. Lenarduzzi, On the Definition of Microservice Bad Smells, IEEE Software 35(3), 2018.

Bad:

```design
actor visitor
component shop : service
component orders : service
component prices : service
component stock : service
flow order { visitor -> shop; shop -> orders; shop -> prices; shop -> stock }
flow look { visitor -> shop; shop -> orders; shop -> prices; shop -> stock }
```

Good:

```design
actor visitor
component shop : service
component orders : service
component prices : service
component stock : service
flow order { visitor -> shop; shop -> orders; shop -> prices; orders ~> stock }
flow look { visitor -> shop; shop -> prices }
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from designlint.api import Facts, Finding, Label, Role, Step, advice, rule
from designlint.api.analyses import flow_graphs, hard_dependencies
from designlint.api.text import listed

# So many services that no flow does without; and of all services this share at least.
_MANY, _SHARE = 4, 2 / 3


@rule("ARC005", grade="minor", since="0.1")
def distributed_monolith(facts: Facts) -> Iterator[Finding]:
    """At most one finding, about the services that every flow of users needs."""
    every: list[str] = []
    flows: list[str] = []
    used: set[str] = set()
    for path, graph in facts[flow_graphs].items():
        services = _services(facts, graph.nodes) if graph.is_user_facing else []
        if not services:
            continue
        needed = _services(facts, facts[hard_dependencies][path].critical_components)
        every = [one for one in every if one in needed] if flows else needed
        flows.append(path)
        used.update(services)
        if len(every) < _MANY:
            return
    if len(flows) > 1 and len(every) >= _SHARE * len(used):
        yield _finding(facts, every, flows, len(used))


def _services(facts: Facts, nodes: Iterable[str]) -> list[str]:
    """The services of the team among some nodes."""
    components = facts.design.components
    return [n for n in nodes if n in components and components[n].plays(Role.MICROSERVICE)]


def _finding(facts: Facts, every: list[str], flows: list[str], of: int) -> Finding:
    components = facts.design.components
    which = "all services" if len(every) == of else f"{len(every)} of {of} services"
    return Finding(
        f"{listed(flows)} each need {which}: {listed(every)}",
        Label(components[every[0]].span),
        every[0],
        secondary=tuple([Label(components[path].span) for path in every[1:]]),
        witness=tuple(
            [
                Step(f"`{path}` stops with each of {listed(every)}", facts.design.flows[path].span)
                for path in flows
            ]
        ),
        help=(
            advice(
                "merge the services that always work together, or let each serve flows of its own"
            ),
        ),
        flows=tuple(flows),
        because=tuple([f"services that `{path}` waits for" for path in flows]),
    )
