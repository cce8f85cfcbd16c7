"""How long clients go on asking an address that is lost: a resolver keeps it until its `ttl` is over.

It is so where DNS is how clients get to what is left: an entry in several places, or several entries. An entry
that a provider runs behind one address for all places keeps its address.
"""

from __future__ import annotations

import math

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.losses import Loss, lost_replicas
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.analyses.measure import Interval, Missing, exactly, step
from designlint.analyses.placement.placement import placements
from designlint.analyses.recovery.downtime import NO_DOWNTIME, Downtime, together
from designlint.base.records import NamedTuple
from designlint.model import Component, Known
from designlint.quantities.quantity import Quantity
from designlint.quantities.showing import show
from designlint.schema.component import MANAGED
from designlint.schema.edge import SECOND_ENTRY
from designlint.schema.roles import Role
from designlint.schema.store import TTL


class Names(NamedTuple):
    """What resolves the names of the entries of a flow, and the entries that have several addresses: of a user
    with a fallback, `perhaps` DNS is how the user gets to it."""

    services: tuple[Component, ...]
    entries: tuple[str, ...]
    perhaps: bool = False


def names_of_flows(facts: Facts) -> Lazily[str, Names]:
    """What resolves the names of the entries of each flow that users begin, by its path."""

    def find(flow: str) -> Names:
        graph = facts[flow_graphs][flow]
        if not graph.is_user_facing:
            return Names((), ())
        asked = _asked_by_clients(facts, graph)
        services = tuple([one for one in asked if one.plays(Role.NAME_SERVICE)])
        if not services:
            return Names((), ())
        surely = _with_addresses(facts, asked)
        if surely:
            return Names(services, surely)
        entries = _with_addresses(facts, [*asked, *_fallbacks_of_users(facts, graph)])
        return Names(services, entries, perhaps=True)

    return Lazily(facts.design.flows, find)


def _asked_by_clients(facts: Facts, graph: FlowGraph) -> list[Component]:
    # A program with a fallback turns to that, whatever the resolver keeps.
    called = [
        call.callee.path
        for call in graph.flow.steps
        if graph.is_client(call.caller.path) and call.or_else is None
    ]
    return _components(facts, called)


def _fallbacks_of_users(facts: Facts, graph: FlowGraph) -> list[Component]:
    """What people ask with a fallback, and that: by a program of theirs, or because DNS leads them there."""
    called: list[str] = []
    for call in graph.flow.steps:
        if call.or_else is not None and call.caller.path in facts.design.actors:
            called += (call.callee.path, call.or_else.path)
    return _components(facts, called)


def _components(facts: Facts, called: list[str]) -> list[Component]:
    components = facts.design.components
    return [components[path] for path in dict.fromkeys(called) if path in components]


def _with_addresses(facts: Facts, asked: list[Component]) -> tuple[str, ...]:
    entries = [
        one
        for one in asked
        if one.is_ours
        and not one.plays(Role.NAME_SERVICE, Role.EDGE)
        and one.value(MANAGED) != "global"
    ]
    found = [facts[placements][one.path] for one in entries]
    # What a scenario loses has an address, too.
    places = {r.place for one in found for r in (*one.replicas, *one.lost) if r.place}
    has_second = any(one.value(SECOND_ENTRY) is True for one in entries)
    if len(entries) > 1 or len(places) > 1 or has_second:
        return tuple([one.path for one in entries])
    return ()


def kept_addresses(facts: Facts, flow: str, loss: Loss) -> Downtime:
    """How long a flow is down for the clients that know the address of what a loss of places takes."""
    if loss.sort == "replica" or flow not in facts.design.flows:
        return NO_DOWNTIME
    names = facts[names_of_flows][flow]
    taken = {path: lost_replicas(facts, path, loss) for path in names.entries}
    is_some_left = any(_count(facts, path) > len(lost) for path, lost in taken.items())
    if not is_some_left or not any(taken.values()):
        return NO_DOWNTIME
    found = NO_DOWNTIME
    for service in names.services:
        found = together(found, _kept(service.path, service[TTL]))
    return _perhaps(flow, found) if names.perhaps else found


def _perhaps(flow: str, kept: Downtime) -> Downtime:
    """The same of users of whom nothing says that a program of theirs turns to the fallback."""
    missing = Missing(flow, "client that turns to the fallback", "component app : client")
    return kept._replace(
        time=Interval(0.0, kept.time.high),
        assuming=Interval(0.0, kept.assuming.high),
        missing=(missing, *kept.missing),
    )


def _kept(service: str, ttl: Known[Quantity] | None) -> Downtime:
    """How long clients keep an address that a service has given them."""
    if ttl is None:
        text = f"how long clients keep a lost address of `{service}` is not declared"
        missing = Missing(service, "ttl", "ttl 1min")
        return Downtime(
            Interval(0.0, math.inf), Interval(0.0, math.inf), (step(text, None),), (missing,)
        )
    text = f"clients keep a lost address of `{service}` for {show(ttl.value)}"
    time = exactly(ttl.value.value)
    return Downtime(time, time, (step(text, ttl),))


def _count(facts: Facts, path: str) -> int:
    placement = facts[placements][path]
    return len(placement.replicas) + len(placement.lost)
