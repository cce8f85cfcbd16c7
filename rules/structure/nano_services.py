"""Many services share little work.

Reported when: one team has at least five services or functions without a reason to be separate, more than
twice as many as there are functional requirements, and all flows of users together stay below `most_load`
at peak, grown as the design plans.

A reason is `because`, a decision about it, data or a store of its own, partners or the public as clients, or
an `autoscale` of its own.

Not reported when: teams (the `owner`, or in a design without owners the group) have fewer services each, the rate of a flow is not
declared, or no functional requirement is.

How to fix: begin with one service, or few, and split where a load, a team or a rate of change asks for it.

Why: every service has a deployment, a pipeline, dashboards and an on-call duty, and every call between
two of them adds latency and a way to fail. At a load that one small machine carries, nothing is gained for
that.

Source: S. Newman, Building Microservices, 2nd ed. (2021), chapter 1, on when not to use microservices; M.
Fowler, MonolithFirst (2015); D. Taibi and V. Lenarduzzi, On the Definition of Microservice Bad Smells, IEEE
Software 35(3), 2018 (too many microservices).

Bad:

```design
functional FR1 "A visitor orders." { priority must }
actor visitor
component shop : service
component orders : service
component prices : service
component stock : service
component depot : service
flow order serves FR1 {
  rate 1 req/s; visitor -> shop; shop -> orders; shop -> prices; shop -> stock; orders -> depot
}
```

Good:

```design
functional FR1 "A visitor orders." { priority must }
actor visitor
component shop : service
component depot : service
flow order serves FR1 { rate 1 req/s; visitor -> shop -> depot }
```
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from designlint.api import (
    Facts,
    Finding,
    Label,
    Role,
    Step,
    advice,
    model,
    option,
    properties,
    rule,
)
from designlint.api.analyses import call_graph, flow_graphs, loads
from designlint.api.text import Dimension, counted, show_rounded

_FEWEST, _TIMES, _PEAK = 5, 2, 10.0


@dataclass(frozen=True)
class Options:
    """What can be configured."""

    most_load: float = option(
        100.0,
        "The requests per second of all users together up to which it is reported.",
        at_least=0,
    )


@rule("ARC006", grade="advice", since="0.1", options=Options)
def nano_services(facts: Facts, options: Options) -> Iterator[Finding]:
    """One finding for each team that has more services than its work asks for."""
    requirements = [r for r in facts.design.requirements.values() if r.functional]
    load = _load(facts)
    if not requirements or load is None or load > options.most_load:
        return
    teams: defaultdict[str, list[model.Component]] = defaultdict(list)
    for component in facts.design.components.values():
        if component.path in facts[call_graph].callers and _is_plain(facts, component):
            teams[facts.design.team_of(component)].append(component)
    for services in teams.values():
        if len(services) >= _FEWEST and len(services) > _TIMES * len(requirements):
            yield _finding(facts, services, requirements, load)


def _load(facts: Facts) -> float | None:
    """The requests per second of all flows of users at peak, grown as planned; None where unknown."""
    rates = [
        facts[loads].rates[path, entry]
        for path, graph in facts[flow_graphs].items()
        if graph.is_user_facing
        for entry in graph.entries
    ]
    # Of an average without a peak, a high one is taken.
    highest = [rate.low * _PEAK if rate.high == inf else rate.high for rate in rates]
    total = sum(highest) * facts.design.growth_factor
    return total if highest and all(highest) else None


def _is_plain(facts: Facts, service: model.Component) -> bool:
    """Whether it is a service or function without a reason to be separate."""
    graph, components = facts[call_graph], facts.design.components
    alone = [
        callee
        for callee in graph.calls.get(service.path, ())
        if callee in components and graph.callers[callee] == [service.path]
    ]
    owns = any(components[callee].plays(Role.STORE, Role.CACHE, Role.BROKER) for callee in alone)
    clients = (api.value(properties.context.CLIENTS) or "internal" for api in service.apis)
    return (
        service.plays(Role.MICROSERVICE)
        and not owns
        and not facts.design.is_explained(service)
        and service[properties.store.HOLDS] is None
        and service[properties.component.AUTOSCALE] is None
        and all(named == "internal" for named in clients)
    )


def _finding(
    facts: Facts,
    services: list[model.Component],
    requirements: list[model.Requirement],
    load: float,
) -> Finding:
    serve, rate = (
        counted(len(requirements), "requirement"),
        show_rounded(load, Dimension.RATE),
    )
    growth = facts.design.growth_factor
    grown = f", at {growth:g} times today's load" if growth > 1.0 else ""
    return Finding(
        f"{len(services)} services serve {serve} at {rate}",
        Label(services[0].span, "no reason to be separate declared"),
        services[0].path,
        secondary=tuple([Label(one.span) for one in services[1:]]),
        witness=(
            Step(f"{len(services)} services > {_TIMES} x {serve}"),
            Step(f"all flows of users together: {rate}{grown}"),
        ),
        help=(advice("begin with one service or two; split where a load or a team asks for it"),),
    )
