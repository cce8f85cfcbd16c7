"""What one request waits for: the calls of a flow on the request path, from where it begins.

Each component's own response time is what it states of itself; each call adds the round trip
between the places, repeats, happens in a share of the visits only, and is given up at its timeout. Calls that
are not awaited (`~>`) add nothing. Steps of one caller are taken one after the other.
"""

from __future__ import annotations

import math

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.hard_dependency import is_hard_dependency
from designlint.analyses.graph.fallback_call import made_to
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.analyses.latency.call import Call
from designlint.analyses.latency.crowded import crowd_before
from designlint.analyses.latency.network import network
from designlint.analyses.latency.own_time import OwnTime, has_room, own_times
from designlint.analyses.latency.patience import before_fallback, patience_of
from designlint.analyses.load.rates import miss_share
from designlint.analyses.measure import exactly
from designlint.analyses.placement.placement import is_gone
from designlint.base.cached import cached_property
from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Design, Step
from designlint.schema.component import LATENCY
from designlint.schema.relation import TIMEOUT
from designlint.schema.roles import Role
from designlint.solvers.graph import condensation, reachable

# A call in fewer requests than this is not noticed at p99.
RARE = 0.01

# Where a request begins, these are the ones who wait, not what is waited for.
_ASKING = (Role.CLIENT, Role.SCHEDULER, Role.EXTERNAL, Role.BROKER)


UNSEEN = OwnTime((), (), ())
"""The time of what is not looked at."""


class RequestPath:
    """What is waited for from one place on: callers before callees, the calls of each, and their own
    times (None of who only asks)."""

    def __init__(
        self,
        start: str,
        order: tuple[str, ...],
        calls: dict[str, list[Call]],
        own: dict[str, OwnTime | None],
    ) -> None:
        self.start = start
        self.order = order
        self.calls = calls
        self.own = own

    @cached_property
    def all_calls(self) -> tuple[Call, ...]:
        """The calls of all callers, in their order."""
        return tuple([call for node in self.order for call in self.calls.get(node, ())])

    @cached_property
    def made_calls(self) -> tuple[tuple[Call, float], ...]:
        """All calls, each with the share of the requests that certainly make it, once or more."""
        visits, found = {self.start: 1.0}, []
        for call in self.all_calls:
            made = visits.get(call.caller, 0.0) * call.share.low
            visits[call.callee] = max(visits.get(call.callee, 0.0), made)
            found.append((call, made))
        return tuple(found)

    @cached_property
    def usual_calls(self) -> tuple[Call, ...]:
        """The calls that so many requests make on average that they are noticed at p99."""
        visits = {self.start: 1.0}
        found = []
        for call in self.all_calls:
            made = visits.get(call.caller, 0.0) * call.share.high
            visits[call.callee] = min(math.inf, visits.get(call.callee, 0.0) + made * call.times)
            if made >= RARE:
                found.append(call)
        return tuple(found)

    def nearest(self) -> RequestPath:
        """The same path where each call takes the shortest round trip that it may, as rarely as it may."""
        calls = {
            caller: [
                call._replace(trip=call.trip.nearest(), share=exactly(call.share.low))
                for call in calls
            ]
            for caller, calls in self.calls.items()
        }
        return RequestPath(self.start, self.order, calls, self.own)

    @cached_property
    def waits(self) -> bool:
        """Whether anything is waited for."""
        return bool(self.all_calls)

    @property
    def assumes(self) -> bool:
        """Whether an assumption could bound what nothing else does."""
        return bool(self.assumed)

    @cached_property
    def assumed(self) -> tuple[Line, ...]:
        """The assumptions that could bound what nothing else does."""
        found = [own.assumption for own in self.own.values() if own is not None]
        for call in self.all_calls:
            found += [call.patience.assumption, call.trip.assumption]
            found += call.crowd.assumptions if call.crowd is not None else ()
            found.append(call.before.assumption if call.before is not None else None)
        return tuple(dict.fromkeys(line for line in found if line is not None))


class Requests:
    """The request paths of one flow."""

    def __init__(self, facts: Facts, graph: FlowGraph, *, given_up: bool = False) -> None:
        self._facts = facts
        self._design: Design = facts.design
        self._given_up = given_up
        self._graph = graph
        self._waited: dict[str, list[tuple[Step, str]]] = {}
        self._calls: dict[tuple[Span, str], Call] = {}
        for step in graph.flow.steps:
            if step.waits:
                asked = _asked(self._design, step, given_up=given_up)
                self._waited.setdefault(step.caller.path, []).append((step, asked))
        self._followed = {
            caller: [asked for _, asked in calls] for caller, calls in self._waited.items()
        }

    @cached_property
    def has_fallbacks(self) -> bool:
        """Whether a timeout may end a call so that another one is made instead."""
        steps = [step for calls in self._waited.values() for step, _ in calls]
        return any(
            step.or_else is not None and step.properties[TIMEOUT] is not None for step in steps
        )

    @cached_property
    def entries(self) -> tuple[RequestPath, ...]:
        """A path for each place where the flow begins and its callers wait."""
        found = [
            self._path(entry, _is_asking(self._design, entry)) for entry in self._graph.entries
        ]
        return tuple([path for path in found if path.waits])

    def path(self, component: str, most: float = math.inf) -> RequestPath:
        """What a call of a component in this flow waits for, its own time included. Of those that call others
        beyond the `most` nearest it is unknown how long they take."""
        return self._path(component, False, most)

    def _path(self, start: str, asks: bool, most: float = math.inf) -> RequestPath:
        inside, left_out = self._nearest(start, most)
        blocks = condensation(
            {node: () if node in left_out else self._followed.get(node, ()) for node in inside}
        )
        order: list[str] = []
        for block in blocks:
            order.extend(block if len(block) == 1 else self._first_visits(block, start, order))
        rank = {node: number for number, node in enumerate(order)}
        calls = {
            caller: [self._call(step, asked, rank) for step, asked in self._waited[caller]]
            for caller in order
            if caller in self._waited and caller not in left_out
        }
        known = self._facts[own_times]
        own = {node: None if self._is_in_hands(node) else known.get(node) for node in order}
        own.update(dict.fromkeys(left_out, UNSEEN))
        if asks:
            own[start] = None
        return RequestPath(start, tuple(order), calls, own)

    def _nearest(self, start: str, most: float) -> tuple[dict[str, None], frozenset[str]]:
        """What is waited for from a node on, the node included, nearest first; and whose calls are left out
        because they lead to more than so many."""
        found, left_out = {start: None}, set[str]()
        waiting = [start]
        for node in waiting:  # grows while it is walked
            more = [asked for asked in self._followed.get(node, ()) if asked not in found]
            if more and len(found) + len(more) > most:
                left_out.add(node)
                continue
            found.update(dict.fromkeys(more))
            waiting += dict.fromkeys(more)
        return found, frozenset(left_out)

    def _is_in_hands(self, node: str) -> bool:
        """Whether a node is a program in a user's hands, whose own time is the user's unless it is stated
        or its stated capacity may be too little."""
        component = self._design.components.get(node)
        if component is None or not component.plays(Role.CLIENT):
            return False
        return component[LATENCY] is None and has_room(self._facts, component)

    def _first_visits(self, block: tuple[str, ...], start: str, before: list[str]) -> list[str]:
        """The nodes of a cycle in the order in which calls reach them."""
        inside = set(block)
        entered = [n for caller in before for n in self._followed.get(caller, ()) if n in inside]
        roots = [start] if start in inside else entered
        calls = {node: [n for n in self._followed.get(node, ()) if n in inside] for node in block}
        return list(reachable(calls, roots))

    def _call(self, step: Step, asked: str, rank: dict[str, int]) -> Call:
        call = self._calls.get((step.span, asked))
        if call is None:
            call = self._calls[step.span, asked] = self._found(step, asked)
        returns = rank[asked] <= rank[step.caller.path]
        return call._replace(returns=True) if returns else call

    def _found(self, step: Step, asked: str) -> Call:
        is_changed = bool(self._design.lost)
        patience = patience_of(made_to(self._facts, step, asked))
        is_instead = asked != step.callee.path and not is_gone(self._design, step.callee.path)
        needed: bool | None = None
        if is_changed or self._has_timeouts:
            needed = is_hard_dependency(self._facts, step, self._graph)
        return Call(
            step,
            asked,
            miss_share(self._design, step) * step.share,
            self._facts[network].round_trip(step, asked),
            patience,
            is_gone=is_changed and is_gone(self._design, asked),
            is_needed=needed is True,
            goes_on=needed is False and not self._has_origin(step),
            before=before_fallback(step) if is_instead else None,
            crowd=crowd_before(self._facts, step, asked),
        )

    @cached_property
    def _has_timeouts(self) -> bool:
        """Whether a timeout may end a call of the flow, so that it matters who goes on without."""
        steps = [step for calls in self._waited.values() for step, _ in calls]
        return any(step.properties[TIMEOUT] is not None for step in steps)

    def _has_origin(self, step: Step) -> bool:
        """Whether an origin is asked for what a cache does not answer in time: then its timeout only
        moves the wait there."""
        return any(
            other.on_miss_of is not None and other.on_miss_of.path == step.callee.path
            for other in self._graph.by_caller.get(step.caller.path, ())
        )


def requests(facts: Facts) -> Lazily[str, Requests]:
    """What the requests of each flow wait for, by the flow's path."""
    flows = facts.design.flows
    return Lazily(flows, lambda path: Requests(facts, facts[flow_graphs][path]))


def _is_asking(design: Design, start: str) -> bool:
    component = design.components.get(start)
    return component is None or component.plays(*_ASKING)


def given_up(facts: Facts) -> Lazily[str, Requests]:
    """The same where the caller of each call with a timeout and a fallback has given the call up."""
    flows = facts.design.flows
    return Lazily(flows, lambda path: Requests(facts, facts[flow_graphs][path], given_up=True))


def _asked(design: Design, step: Step, *, given_up: bool = False) -> str:
    """Who a step asks in this world: who stands in for its callee when nothing of that is left, or when it is
    `given_up`."""
    if step.or_else is None:
        return step.callee.path
    is_timed = given_up and step.properties[TIMEOUT] is not None
    if is_timed and not is_gone(design, step.or_else.path):
        return step.or_else.path
    return step.or_else.path if is_gone(design, step.callee.path) else step.callee.path
