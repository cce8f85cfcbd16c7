"""A request waits for many services one behind the other.

Reported when: a request of a user waits for a chain of more than `most` services, functions or monoliths of
the team, each of which needs the answer of the next. There is one finding for each longest chain.

Not reported when: a call of the chain is asynchronous (`~>`), optional or has a fallback; the chain is
made longer by gateways, load balancers, caches and stores alone; or all run on one host or in one process (a
`domain`).

How to fix: answer the user earlier and hand the rest to a queue (`~>`), keep a copy of the data that the
last services are asked for, or merge services that always work together.

Why: the request is as slow as the sum of all of them, and up only while all of them are. A peak or a slow
answer at the end holds a worker of each service on the way.

Source: AWS Well-Architected, Reliability Pillar, REL04 and REL05, on loosely coupled dependencies; M.
Nygard, Release It!, 2nd ed. (2018), chapter 4, on cascading failures and blocked threads.

Bad:

```design
actor visitor
component shop : service
component orders : service
component prices : service
component stock : service
component depot : service
flow order { visitor -> shop -> orders -> prices -> stock -> depot }
```

Good:

```design
actor visitor
component shop : service
component orders : service
component prices : service
component jobs : queue
component stock : service
component depot : service
flow order { visitor -> shop -> orders -> prices; orders ~> jobs }
flow pack { jobs ~> stock -> depot }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from designlint.api import Facts, Finding, Label, Role, Step, advice, model, option, rule
from designlint.api.analyses import flow_graphs, hard_dependencies, placements
from designlint.api.text import listed

Chain = tuple[str, ...]


@dataclass(frozen=True)
class Options:
    """What can be configured."""

    most: int = option(4, "The most services in a row that a request may wait for.", at_least=1)


@rule("ARC004", grade="minor", since="0.1", options=Options)
def synchronous_depth(facts: Facts, options: Options) -> Iterator[Finding]:
    """One finding for each chain of services that is too long."""
    found: dict[Chain, list[str]] = {}
    for path, graph in facts[flow_graphs].items():
        services = sum(_is_service(facts, node) for node in graph.nodes)
        is_enough = services > options.most and graph.is_user_facing
        chain = _longest(facts, path) if is_enough else ()
        if len(chain) > options.most and not _is_local(facts, chain):
            found.setdefault(chain, []).append(path)
    for chain, flows in found.items():
        if not any(set(chain) < set(other) for other in found):
            yield _finding(facts, chain, flows)


def _is_service(facts: Facts, node: str) -> bool:
    component = facts.design.components.get(node)
    return component is not None and component.plays(Role.APPLICATION)


def _longest(facts: Facts, flow: str) -> Chain:
    """The services of the longest chain of calls that a flow stops with."""
    hard = facts[hard_dependencies][flow]
    calls: dict[str, list[str]] = {}
    for step in facts.design.flows[flow].steps:
        if step.callee.path in facts.design.components and hard.stops_flow(step):
            calls.setdefault(step.caller.path, []).append(step.callee.path)
    known: dict[str, Chain] = {}
    for entry in facts[flow_graphs][flow].entries:
        for node in _callees_first(calls, entry):
            behind = max((known.get(c, ()) for c in calls.get(node, ())), key=len, default=())
            known[node] = (node, *behind) if _is_service(facts, node) else behind
    return max(known.values(), key=len, default=())


def _callees_first(calls: dict[str, list[str]], entry: str) -> list[str]:
    """The nodes that are called from an entry on, each behind those that it calls; a cycle is cut."""
    order: dict[str, None] = {}
    begun: set[str] = set()
    waiting = [entry]
    while waiting:
        node = waiting[-1]
        fresh = [] if node in begun else [c for c in calls.get(node, ()) if c not in begun]
        begun.add(node)
        if fresh:
            waiting += fresh
        else:
            order.setdefault(waiting.pop())
    return list(order)


def _is_local(facts: Facts, chain: Chain) -> bool:
    """Whether all run on one host, or in one process, which a design states as a domain."""
    first, *others = (facts[placements][path].shared_domains for path in chain)
    return any(
        facts.design.places[domain].level in ("host", "domain")
        and all(domain in other for other in others)
        for domain in first
    )


def _finding(facts: Facts, chain: Chain, flows: list[str]) -> Finding:
    design, flow = facts.design, facts.design.flows[flows[0]]
    waits = "waits" if len(flows) == 1 else "wait"
    return Finding(
        f"{listed(flows)} {waits} for {len(chain)} services in a row",
        Label(flow.span, f"the last is `{chain[-1]}`"),
        flow.path,
        secondary=tuple([Label(design.components[path].span) for path in chain[1:]]),
        witness=(Step(" -> ".join(chain), _last_call(flow, chain)),),
        help=(
            advice(
                f"answer before `{chain[-1]}` and hand the rest to a queue (`~>`), or merge services "
                "that always work together"
            ),
        ),
        flows=tuple(flows),
        causes=(f"services that `{flow.path}` waits for",),
    )


def _last_call(flow: model.Flow, chain: Chain) -> model.Span:
    """Where the chain ends."""
    return next((s.span for s in flow.steps if s.callee.path == chain[-1]), flow.span)
