"""How much load each step and component gets: rates, propagated along the calls of all flows.

Traffic equations: the rate at which a component takes part in a flow is what comes in from outside
plus, from each caller, its rate times the calls it makes. A line `a -> b -> c` carries its own
arrivals: `b -> c` is made for each call of its `a -> b`. A line that begins at `b` is for all arrivals there. They are solved in one pass along the
calls; where calls form a cycle, as a linear system. A flow that takes its work from a queue or
stream without stating a rate gets what other flows put in. What is not declared is an interval.
"""

from __future__ import annotations

from collections import defaultdict

from designlint.analyses.facts import Facts
from designlint.analyses.graph.fallback_call import made_to
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.load.nodes import (
    call_node,
    is_call,
    messages_for,
    missing_rate,
    number_of_messages,
)
from designlint.analyses.load.part import Handling, Loads, Node, Pace, Part
from designlint.analyses.load.propagation import Edges, propagated
from designlint.analyses.load.rates import (
    NONE,
    ONCE,
    Calls,
    calls_of,
    is_pace_open,
    made_in_world,
    peak_rate,
    unknown_times,
)
from designlint.analyses.load.repeats import repeated
from designlint.analyses.load.topics import Publication, Readers, Subscription
from designlint.analyses.measure import UNKNOWN, Interval, Missing, exactly
from designlint.analyses.placement.placement import is_gone
from designlint.base.source import Span
from designlint.model import Flow, Step
from designlint.schema.context import RATE
from designlint.schema.roles import Role
from designlint.solvers.graph import reachable


def loads(facts: Facts) -> Loads:
    """The load of every step and component."""
    # What limits refuse, and what overflows, follows from the loads without it.
    from designlint.analyses.load.handling import settled

    return settled(facts)


def loads_with(facts: Facts, handling: Handling, pace: Pace | None = None) -> Loads:
    """The loads where calls are refused, or go on to a fallback; with a flow that begins at a given pace."""
    return _Traffic(facts, handling, pace).solve()


class _Traffic:
    def __init__(self, facts: Facts, handling: Handling, pace: Pace | None = None) -> None:
        self._design = facts.design
        self._handling, self._pace = handling, pace
        self._graphs = facts[flow_graphs]
        self._facts = facts
        self._outside: dict[Node, Interval] = {}
        self._edges: Edges = defaultdict(list)
        self._calls: dict[str, list[Calls]] = {}
        self._taking: dict[str, list[Node]] = {}
        self._giving: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._missing: defaultdict[str, list[Missing]] = defaultdict(list)
        self._published: defaultdict[str, list[Publication]] = defaultdict(list)
        self._subscribed: defaultdict[str, list[Subscription]] = defaultdict(list)
        self._readers: defaultdict[str, list[Readers]] = defaultdict(list)
        self._in_vain: list[Subscription] = []
        components = facts.design.components.values()
        self._brokers = {one.path for one in components if one.plays(Role.BROKER)}
        self._gone: dict[str, bool] = {}
        self._sharing: set[str] = set()
        self._nouns: dict[str, str] = {}

    def solve(self) -> Loads:
        for flow in self._design.flows.values():
            self._enter(flow)
        for flow in self._design.flows.values():
            self._connect(flow)
        self._hand_out()
        self._wait_in_vain()
        rates, amplifying = propagated(self._facts, self._outside, self._edges)
        parts: defaultdict[str, list[Part]] = defaultdict(list)
        visits: dict[Span, Interval] = {}
        made: dict[Span, Interval] = {}
        instead: dict[Span, Interval] = {}
        through, allowed, spilled, *_ = self._handling
        for path, calls in self._calls.items():
            for number, (step, asked, times, first) in enumerate(calls):
                source = rates[self._source(path, number, step)]
                visits[step.span] = source * self._let_on(calls, number) if through else source
                made[step.span] = rate = source if times is ONCE else source * times
                come = rate * allowed[step.span] if step.span in allowed else rate
                parts[asked].append(Part(path, step, come))
                if step.span in spilled and step.or_else is not None:
                    called = source * first * self._made_again(step, step.or_else.path)
                    instead[step.span] = called * spilled[step.span]
                    come = called * self._handling.comes_instead(step.span)
                    parts[step.or_else.path].append(Part(path, step, come))
        self._inherit_missing()
        missing = {path: tuple(found) for path, found in self._missing.items()}
        return Loads(
            dict(parts),
            rates,
            missing,
            tuple([self._components_of(cycle) for cycle in amplifying]),
            self._nouns,
            visits,
            made,
            dict(self._readers),
            instead,
        )

    def _source(self, flow: str, number: int, step: Step) -> Node:
        """What a step is made for: the calls of the step before it in its line, the messages that a
        queue or stream has for it, or all arrivals at its caller."""
        if step.follows:
            return call_node(flow, number - 1)
        caller = step.caller.path
        return messages_for(flow, number) if caller in self._brokers else (flow, caller)

    def _let_on(self, calls: list[Calls], number: int) -> Interval:
        """The share of what a step is made for that its caller lets through."""
        step = calls[number].step
        caller = calls[number - 1].asked if step.follows else step.caller.path
        return self._handling.through.get(caller, ONCE)

    def _made_again(self, step: Step, spare: str) -> Interval:
        """How many calls one call of a fallback becomes."""
        return repeated(self._design, made_to(self._facts, step, spare)) or ONCE

    def _is_gone(self, path: str) -> bool:
        if not self._design.lost:
            return False
        if path not in self._gone:
            self._gone[path] = is_gone(self._design, path)
        return self._gone[path]

    def _enter(self, flow: Flow) -> None:
        """What comes into a flow from outside, at each place where it begins."""
        graph = self._graphs[flow.path]
        stated = flow[RATE]
        rate, is_paced = peak_rate(flow, self._design), False
        if self._pace is not None and self._pace.flow == flow.path:
            rate, is_paced = exactly(self._pace.rate), True
        if stated is not None:
            self._nouns[flow.path] = stated.value.rate.noun
        for node in graph.nodes:
            self._outside[flow.path, node] = NONE
        is_own = stated is not None or is_paced
        begins = [e for e in graph.entries if is_own or not graph.starts_at_broker(e)]
        for entry in graph.entries:
            if entry in begins:
                self._outside[flow.path, entry] = rate
            else:
                self._taking.setdefault(entry, []).append((flow.path, entry))
        if begins and not rate.is_exact:
            self._missing[flow.path].append(self._missing_at_entry(flow))

    def _missing_at_entry(self, flow: Flow) -> Missing:
        """What would say how much a flow brings at peak."""
        if is_pace_open(flow, self._design):
            return Missing(flow.path, "length of a run", "lasts 1h")
        return missing_rate(flow)

    def _connect(self, flow: Flow) -> None:
        path = flow.path
        through, let_in, spilled, cold, _ = self._handling
        calls = self._calls[path] = [
            calls_of(self._design, made_in_world(self._facts, step), self._is_gone, cold)
            for step in flow.steps
        ]
        followed = {number - 1 for number, step in enumerate(flow.steps) if step.follows}
        if through:
            calls[:] = [
                call._replace(times=call.times * let_on, first=call.first * let_on)
                for number, call in enumerate(calls)
                for let_on in (self._let_on(calls, number),)
            ]
        for number, (step, asked, made, first) in enumerate(calls):
            source = self._source(path, number, step)
            if step.span in spilled and step.or_else is not None:
                spare = (path, step.or_else.path)
                made_again = first * self._made_again(step, step.or_else.path)
                come = made_again * self._handling.comes_instead(step.span)
                self._edges[source].append((spare, come))
            times = made * let_in[step.span] if step.span in let_in else made
            if not step.follows and step.caller.path in self._brokers:
                self._outside[source] = self._outside[path, step.caller.path]
                self._subscribed[step.caller.path].append(Subscription(path, number, step))
            if number in followed:
                call = call_node(path, number)
                self._outside[call] = NONE
                self._edges[call].append(((path, asked), ONCE))
                self._edges[source].append((call, times))
            else:
                self._edges[source].append(((path, asked), times))
            if asked in self._brokers:
                self._published[asked].append(Publication(path, number, step))
            if not times.is_exact:
                self._missing[path].extend(unknown_times(self._design, step))

    def _hand_out(self) -> None:
        """Every message goes to those who read it: in its own flow, and in the flows that take their
        work from its queue or stream."""
        for broker, subscribed in self._subscribed.items():
            takers = {flow for flow, _ in self._taking.get(broker, ())}
            got: dict[Publication, dict[str, list[Subscription]]] = {}
            for one in subscribed:
                mine = [p for p in self._published[broker] if p.flow == one.flow]
                others = [p for p in self._published[broker] if p.flow != one.flow]
                put_in = [*mine, *others] if one.flow in takers else mine
                taken = one.gets(put_in, subscribed)
                if put_in and not taken:
                    self._in_vain.append(one)
                for put in taken:
                    got.setdefault(put, {}).setdefault(one.flow, []).append(one)
            for put, by_flow in got.items():
                readers = tuple([one for found in by_flow.values() for one in found])
                self._readers[broker].append(Readers(put, readers))
                self._give(broker, put, by_flow, takers)

    def _give(
        self,
        broker: str,
        put: Publication,
        by_flow: dict[str, list[Subscription]],
        takers: set[str],
    ) -> None:
        """Lead the messages of a call to its readers; of a queue, each to one of the flows only."""
        step, _, times, _ = self._calls[put.flow][put.number]
        through, let_in = self._handling.through, self._handling.let_in
        if step.span in let_in or broker in through:
            times = times * let_in.get(step.span, ONCE) * through.get(broker, ONCE)
        edges = self._edges[self._source(put.flow, put.number, step)]
        is_log = self._design.components[broker].plays(Role.LOG)
        is_shared = not is_log and len([flow for flow in by_flow if flow in takers]) > 1
        for flow, readers in by_flow.items():
            taken = Interval(0.0, times.high) if is_shared and flow in takers else times
            edges.extend((messages_for(flow, reader.number), taken) for reader in readers)
            if flow in takers and flow != put.flow:
                self._giving[broker][put.flow] = None
                edges.append(((flow, broker), taken))
            if is_shared and flow in takers:
                self._sharing.add(flow)

    def _wait_in_vain(self) -> None:
        """A flow begins at an unknown rate when no other flow puts anything into its broker."""
        for broker, takers in self._taking.items():
            if not self._giving[broker]:
                self._outside.update(dict.fromkeys(takers, UNKNOWN))
                flows = {flow for flow, _ in takers}
                for one in self._subscribed[broker]:
                    if one.flow in flows:
                        self._outside[messages_for(one.flow, one.number)] = UNKNOWN
        for one in self._in_vain:
            self._wait_for_unwritten(one)

    def _wait_for_unwritten(self, one: Subscription) -> None:
        """How much there is of data that a consumer reads and no flow writes is unknown."""
        messages, broker = messages_for(one.flow, one.number), one.step.caller.path
        if not one.step.reads or self._outside[messages] != NONE:
            return
        self._outside[messages] = UNKNOWN
        self._missing[one.flow].append(missing_rate(self._design.flows[one.flow]))
        given = {reader.flow for readers in self._readers[broker] for reader in readers.by}
        if one.flow not in given and (one.flow, broker) in self._taking.get(broker, ()):
            self._outside[one.flow, broker] = UNKNOWN

    def _components_of(self, block: tuple[Node, ...]) -> tuple[Node, ...]:
        """The components' parts in a cycle, those of the queues and streams whose messages are in it
        included."""
        found: dict[Node, None] = {}
        for flow, name in block:
            number = number_of_messages(name)
            if number is not None:
                found[flow, self._design.flows[flow].steps[number].caller.path] = None
            elif not is_call(name):
                found[flow, name] = None
        return tuple(found)

    def _inherit_missing(self) -> None:
        """A flow that takes its work from others lacks what they lack."""
        givers: defaultdict[str, list[str]] = defaultdict(list)
        for broker, takers in self._taking.items():
            for taker, _ in takers:
                givers[taker].extend(self._giving[broker])
                if taker in self._sharing or not self._giving[broker]:
                    self._missing[taker].append(missing_rate(self._design.flows[taker]))
        own = {flow: tuple(missing) for flow, missing in self._missing.items()}
        for taker in givers:
            found = [fact for flow in reachable(givers, [taker]) for fact in own.get(flow, ())]
            self._missing[taker] = list(dict.fromkeys(found))
