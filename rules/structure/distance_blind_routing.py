"""Users are sent to far regions without regard to the distance.

Reported when: what resolves the name of an entry, the entry (a load balancer or gateway) itself, or a client
chooses by `round_robin`, `least_loaded` or `hash` among replicas in several regions; or a service in several
regions chooses so, but not by `hash`, among those of another on the way of a request. The regions are more
than 10 ms (`rtt`) or 500 km (`distance`) apart, or their distance is not declared.

Not reported when: it chooses by `latency` or `region`, or how it chooses is not declared; or the regions are
near each other.

How to fix: `routes_by latency`.

Why: with two regions, every second request crosses the distance between them, and each round trip of the
connection and of the encryption does so again. A near region answers sooner and costs no traffic between
regions.

Source: AWS, Amazon Route 53 Developer Guide, on latency-based routing; B. Beyer and others, Site Reliability
Engineering (2016), chapter 19, on load balancing at the frontend.

Bad:

```design
provider cloud { region north { rtt to south 90ms }; region south }
actor visitor
component names : dns { managed global; routes_by round_robin }
component shop : service { replicas 4 in north, south }
flow order { visitor -> names; visitor -> shop }
```

Good:

```design
provider cloud { region north { rtt to south 90ms }; region south }
actor visitor
component names : dns { managed global; routes_by latency }
component shop : service { replicas 4 in north, south }
flow order { visitor -> names; visitor -> shop }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any, NamedTuple

from designlint.api import (
    Facts,
    Finding,
    Label,
    Property,
    Role,
    Step,
    edit,
    model,
    properties,
    rule,
)
from designlint.api.analyses import call_graph, flow_graphs, placements
from designlint.api.text import listed, show
from designlint.api.text import step as step_line

_BLIND = frozenset(("round_robin", "least_loaded", "hash"))
_NEAR_TIME, _NEAR_LENGTH = 0.01, 500e3
"""Seconds of a round trip and metres up to which regions are near each other."""


class _Choice(NamedTuple):
    """Who chooses among replicas in several regions, by which stated routing, and whose replicas."""

    chooser: str
    routing: model.Known[Any]
    entries: tuple[str, ...]


@rule("ARC008", grade="risk", since="0.1")
def distance_blind_routing(facts: Facts) -> Iterator[Finding]:
    """One finding for each choice by which users are sent to any region."""
    found: dict[_Choice, list[str]] = {}
    for path, graph in facts[flow_graphs].items():
        if not graph.is_user_facing:
            continue
        choices = [_choice(facts, graph.flow), *_between_services(facts, graph.flow)]
        for choice in dict.fromkeys(choices):
            if choice is not None and choice.routing.value.by in _BLIND:
                found.setdefault(choice, []).append(path)
    for choice, flows in found.items():
        regions = _regions(facts, choice.entries)
        apart = _farthest(facts, regions)
        if apart is not None:
            yield _finding(facts, choice, flows, regions, apart)


def _choice(facts: Facts, flow: model.Flow) -> _Choice | None:
    """What decides which region the users of a flow are sent to, where that is stated."""
    components, names = facts.design.components, list[model.Component]()
    entries: dict[str, model.Step] = {}
    for step in flow.steps:
        callee = components.get(step.callee.path)
        if callee is None or not facts[flow_graphs][flow.path].is_client(step.caller.path):
            continue
        if callee.plays(Role.NAME_SERVICE):
            names.append(callee)
        elif not callee.plays(Role.EDGE):
            entries[callee.path] = step
    for path, step in entries.items():
        client = components.get(step.caller.path)
        own = flow.stated(step, properties.component.ROUTES_BY)
        own = own or (client[properties.component.ROUTES_BY] if client is not None else None)
        if own is not None:
            return _Choice(step.caller.path, own, (path,))
    for name in names:
        routing = name[properties.component.ROUTES_BY]
        if routing is not None:
            return _Choice(name.path, routing, tuple(entries))
    return _by_entry(facts, flow, list(entries))


def _by_entry(facts: Facts, flow: model.Flow, entries: list[str]) -> _Choice | None:
    """A load balancer or gateway that chooses among the regions of what it leads to."""
    components = facts.design.components
    for step in flow.steps:
        if step.caller.path not in entries or step.callee.path not in components:
            continue
        entry = components[step.caller.path]
        routing = flow.stated(step, properties.component.ROUTES_BY)
        routing = routing or entry[properties.component.ROUTES_BY]
        if entry.plays(Role.ROUTER) and routing is not None:
            return _Choice(entry.path, routing, (step.callee.path,))
    return None


def _between_services(facts: Facts, flow: model.Flow) -> Iterator[_Choice]:
    """Calls that people wait for, of what runs in several regions to a service that does so, too: a near
    replica could answer. A key that decides by hash binds to one of them."""
    components = facts.design.components
    for step in flow.steps:
        caller, callee = (components.get(end.path) for end in (step.caller, step.callee))
        if caller is None or callee is None or not step.waits or not caller.is_ours:
            continue
        routing = flow.stated(step, properties.component.ROUTES_BY)
        routing = routing or caller[properties.component.ROUTES_BY] or _own_routing(facts, callee)
        is_bound = routing is None or routing.value.by == "hash"
        if is_bound or routing is None or not callee.plays(Role.APPLICATION, Role.ROUTER):
            continue
        if len(set(_regions(facts, (caller.path,))) & set(_regions(facts, (callee.path,)))) > 1:
            yield _Choice(caller.path, routing, (callee.path,))


def _own_routing(facts: Facts, callee: model.Component) -> model.Known[Any] | None:
    """How requests are spread that is stated at who gets them: it calls nobody that it could be about."""
    calls = facts[call_graph].calls.get(callee.path)
    return None if calls else callee[properties.component.ROUTES_BY]


def _regions(facts: Facts, entries: tuple[str, ...]) -> list[str]:
    """The regions in which some components have replicas."""
    places = facts.design.places
    domains = [
        d for path in entries for one in facts[placements][path].replicas for d in one.domains
    ]
    return [domain for domain in dict.fromkeys(domains) if places[domain].level == "region"]


def _farthest(facts: Facts, regions: list[str]) -> Step | None:
    """How far apart the regions are; None where they are few or near."""
    found: list[tuple[float, Step]] = []
    for one, other in combinations(regions, 2):
        time = _apart(facts, one, other, properties.context.RTT)
        length = _apart(facts, one, other, properties.context.DISTANCE)
        known = time or length
        if known is None:
            found.append((0.0, Step(f"`{one}` and `{other}` are different regions")))
        elif known.value.apart.value > (_NEAR_TIME if time is not None else _NEAR_LENGTH):
            text = f"`{one}` to `{other}`: {show(known.value.apart)}"
            found.append((known.value.apart.value, step_line(text, known)))
    return max(found, key=lambda one: one[0])[1] if found else None


def _apart(facts: Facts, one: str, other: str, key: Property[Any]) -> model.Known[Any] | None:
    """What is stated between two places, at either."""
    for here, there in ((one, other), (other, one)):
        for known in facts.design.places[here].properties.all(key):
            if known.value.to.path == there:
                return known
    return None


def _finding(
    facts: Facts, choice: _Choice, flows: list[str], regions: list[str], apart: Step
) -> Finding:
    by = choice.routing.value.by
    chooser = facts.design.components.get(choice.chooser)
    is_own = chooser is not None and chooser[properties.component.ROUTES_BY] is not None
    send = "sends its own requests" if choice.chooser in facts.design.actors else "sends requests"
    return Finding(
        f"`{choice.chooser}` {send} for {listed(list(choice.entries))} to any of {len(regions)} "
        f"regions (`{by}`), however far",
        Label(
            choice.routing.span or facts.design.flows[flows[0]].span, "without regard to distance"
        ),
        choice.chooser,
        secondary=tuple([Label(facts.design.components[p].span) for p in choice.entries]),
        witness=(
            apart,
            Step(
                f"{len(regions) - 1} of {len(regions)} requests, on average, go past the nearest region"
            ),
        ),
        help=(edit("routes_by latency", place=f"`{choice.chooser}`" if is_own else "the call"),),
        flows=tuple(flows),
    )
