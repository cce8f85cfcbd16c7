"""Levers of the steps of a flow: what it can do without, how long it waits, who is asked instead.

A timeout shortens only what a flow goes on without: below what a call takes that it needs, it makes
an error of a slow answer. Retries add no load to what the metrics reckon with, for they come when
calls fail; they only lengthen what a timeout allows in all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from designlint.analyses.facts import Facts
from designlint.analyses.failure.hard_dependency import is_hard_dependency
from designlint.analyses.graph.data_use import holds
from designlint.analyses.graph.graph import call_graph, flow_graphs
from designlint.analyses.latency.call import Call
from designlint.analyses.latency.own_time import own_times
from designlint.analyses.remedies.adjustment import (
    FALLBACK,
    NOTICED,
    SETTING,
    TENTHS,
    Adjustment,
    Lever,
    on_call,
    on_step,
    switch,
    written,
)
from designlint.model import Component, Named, Step
from designlint.quantities.quantity import Quantity
from designlint.quantities.showing import show
from designlint.schema.component import ROUTES_BY
from designlint.schema.relation import ENCRYPTION, RETRIES, TIMEOUT
from designlint.schema.roles import Role
from designlint.schema.store import HOLDS, TOPOLOGY
from designlint.schema.values import Routing

Numbered = Iterator[tuple[int, Step]]

# Of more components that have the answer of a step, the first ones are tried.
MOST_ALTERNATIVES = 8


def optional_steps(facts: Facts, flow: str) -> Iterator[Lever]:
    """Steps to external systems that read and write nothing: only the team knows what else a flow can do
    without."""
    components = facts.design.components
    for number, step in enumerate(facts.design.flows[flow].steps):
        callee = components.get(step.callee.path)
        if callee is None or not callee.is_external or step.optional or step.writes or step.reads:
            continue
        changed = on_step(flow, number, step, "optional", True, "optional", NOTICED)
        yield switch(f"{flow}.{number}.optional", changed)


def reads_from_leader(facts: Facts, flow: str, step: Step) -> Iterator[Lever]:
    """A read that asks the leader, where any replica or a follower answers it."""
    component = facts.design.components[step.callee.path]
    topology = component[TOPOLOGY]
    is_led = topology is not None and topology.value in ("leader_follower", "consensus")
    if not is_led or step.role == "leader" or not step.reads:
        return
    number = facts.design.flows[flow].steps.index(step)
    changed = on_step(flow, number, step, "role", "leader", "from leader", SETTING)
    yield switch(f"{flow}.{number}.role", changed)


def alternatives(facts: Facts, flow: str) -> Iterator[Lever]:
    """Who else in the design has the answer of a step that the flow needs: another store that holds
    all that is read, or another component with the same interface."""
    graph = facts[flow_graphs][flow]
    for number, step in enumerate(facts.design.flows[flow].steps):
        callee = facts.design.components.get(step.callee.path)
        if callee is None or step.writes or step.or_else is not None:
            continue
        if not step.waits or is_hard_dependency(facts, step, graph) is not True:
            continue
        others = (one for one in facts[_answering](step, callee) if one.path != step.caller.path)
        for other in islice(others, MOST_ALTERNATIVES):
            named = Named(other.path, other.span)
            text = f"or else {other.path}"
            changed = on_step(flow, number, step, "or_else", named, text, FALLBACK)
            touches = (callee.path, other.path)
            yield switch(f"{flow}.{number}.or_else", changed._replace(touches=touches))


def _answering(facts: Facts) -> Callable[[Step, Component], Iterator[Component]]:
    """The components beside a callee that have the answer of a step, and call nothing themselves."""
    by_data: dict[str, list[Component]] = {}
    by_api: dict[str, list[Component]] = {}
    rank = {path: number for number, path in enumerate(facts.design.components)}
    for one in facts.design.components.values():
        if _stands_by_itself(facts, one):
            for ref in (one.value(HOLDS) or ()) if one.plays(Role.STORE) else ():
                by_data.setdefault(ref.path, []).append(one)
            for name in dict.fromkeys(api.name for api in one.apis):
                by_api.setdefault(name, []).append(one)

    def find(step: Step, callee: Component) -> Iterator[Component]:
        if step.reads:
            first, *rest = step.reads
            found: Iterable[Component] = by_data.get(first.path, ())
            return (
                one
                for one in found
                if one is not callee and all(holds(one, named.path) for named in rest)
            )
        named = {one.path: one for api in callee.apis for one in by_api.get(api.name, ())}
        return (named[path] for path in sorted(named, key=rank.__getitem__) if path != callee.path)

    return find


def _stands_by_itself(facts: Facts, other: Component) -> bool:
    """Whether it calls nothing, so that nothing is needed that the flow does not show."""
    return not facts[call_graph].calls.get(other.path)


def shorter_waits(facts: Facts, flow: str, target: Quantity) -> Iterator[Lever]:
    """Timeouts of the calls that a flow goes on without, by tenths of what the whole may take and not
    below what the callee takes at its best."""
    for number, step in _spared(facts, flow):
        known = step.properties[TIMEOUT]
        own = facts[own_times].get(step.callee.path)
        least = min([time for _, time in own.stated], default=0.0) if own is not None else 0.0
        tenths = [written(target, n / TENTHS) for n in range(TENTHS, 0, -1)]
        shorter = [
            time
            for time in tenths
            if time.value > least and (known is None or time.value < known.value.value)
        ]

        def at(
            level: int,
            place: tuple[str, int] = (flow, number),
            times: list[Quantity] = shorter,
            alone: bool = _is_needed_elsewhere(facts, step),
        ) -> Adjustment:
            time = times[level - 1]
            text = f"timeout {show(time)}"
            return on_call(facts.design, place, TIMEOUT, time, text, alone=alone)

        if shorter:
            yield Lever(f"{step.caller.path}.{step.callee.path}.timeout", len(shorter), at)


def fewer_attempts(facts: Facts, flow: str) -> Iterator[Lever]:
    """Fewer attempts of the calls that a flow goes on without."""
    for number, step in _spared(facts, flow):
        known = step.properties[RETRIES]
        if known is None or known.value < 1:
            continue

        def at(
            level: int,
            place: tuple[str, int] = (flow, number),
            now: int = known.value,
            alone: bool = _is_needed_elsewhere(facts, step),
        ) -> Adjustment:
            left = now - level
            edit = on_call(facts.design, place, RETRIES, left, f"retries {left}", alone=alone)
            return edit._replace(size=SETTING * level)

        yield Lever(f"{step.caller.path}.{step.callee.path}.retries", known.value, at)


def _spared(facts: Facts, flow: str) -> Numbered:
    """The calls that are waited for and whose failure the flow outlives. What a cache does not answer
    in time, the store behind it has to, so that its timeout spares nothing."""
    graph = facts[flow_graphs][flow]
    for number, step in enumerate(graph.flow.steps):
        callee = facts.design.components.get(step.callee.path)
        if not step.waits or callee is None or callee.plays(Role.CACHE):
            continue
        if step.or_else is not None or is_hard_dependency(facts, step, graph) is False:
            yield number, step


def _is_needed_elsewhere(facts: Facts, step: Step) -> bool:
    """Whether the same call is one that some step cannot go on without."""
    return (step.caller.path, step.callee.path) in facts[_needed_pairs]


def _needed_pairs(facts: Facts) -> frozenset[tuple[str, str]]:
    """Who calls whom in a step that a flow does not outlive."""
    found: set[tuple[str, str]] = set()
    for flow, graph in facts[flow_graphs].items():
        spared = {number for number, _ in _spared(facts, flow)}
        for number, step in enumerate(graph.flow.steps):
            if number not in spared:
                found.add((step.caller.path, step.callee.path))
    return frozenset(found)


def routed_near(facts: Facts, call: Call) -> Iterator[Lever]:
    """A call given to the nearest replica, where that is not declared."""
    design, step = facts.design, call.step
    caller = design.components.get(call.caller)
    stated = step.properties[ROUTES_BY] or (caller[ROUTES_BY] if caller is not None else None)
    places = [
        (path, flow.steps.index(step)) for path, flow in design.flows.items() if step in flow.steps
    ]
    if stated is None and places:
        text = "routes_by latency"
        changed = on_call(design, places[0], ROUTES_BY, Routing("latency"), text)
        yield switch(f"{call.caller}.{call.callee}.routes_by", changed)


def unawaited(facts: Facts, flow: str) -> Iterator[Lever]:
    """Calls that a flow can do without and that bring no answer, so that no caller has to wait for them."""
    for number, step in enumerate(facts.design.flows[flow].steps):
        callee = facts.design.components.get(step.callee.path)
        if callee is None or not (step.waits and step.optional) or step.reads:
            continue
        if step.writes or callee.plays(Role.BROKER):
            text = f"{step.caller.path} ~> {step.callee.path}"
            yield switch(
                f"{flow}.{number}.waits",
                on_step(flow, number, step, "waits", False, text, SETTING),
            )


def side_by_side(facts: Facts, flow: str) -> Iterator[Lever]:
    """Reads that one caller makes in a row, made at the same time."""
    for number, step in enumerate(facts.design.flows[flow].steps):
        if step.waits and step.times > 1.0 and not step.parallel and not step.writes:
            changed = on_step(flow, number, step, "parallel", True, "parallel", SETTING)
            yield switch(f"{flow}.{number}.parallel", changed)


def encrypted_calls(facts: Facts) -> Iterator[Lever]:
    """Each call that is stated to be in clear."""
    for flow in facts.design.flows.values():
        for number, step in enumerate(flow.steps):
            known = step.properties[ENCRYPTION]
            if known is not None and known.value == "none":
                place = (flow.path, number)
                changed = on_call(facts.design, place, ENCRYPTION, "tls", "encryption tls")
                yield switch(f"{changed.where}.encryption", changed)
