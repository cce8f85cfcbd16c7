"""What each read of a datum really gets, hop by hop, from what the stores and caches on its way do."""

from __future__ import annotations

import math
from typing import NamedTuple

from designlint.diagnostic import Step as Line
from designlint.facts.capacity import votes
from designlint.facts.facts import Facts, Lazily
from designlint.facts.graph import FlowGraph, flow_graphs
from designlint.facts.lattice import implies
from designlint.facts.measure import Missing, origin_text
from designlint.facts.placement import placements
from designlint.model import Component, Known, Step
from designlint.quantity import Dimension, show, show_value
from designlint.schema.context import IMMUTABLE
from designlint.schema.kinds import CACHES, STORES
from designlint.schema.store import (
    COPIES,
    DELIVERS,
    HOLDS,
    INVALIDATION,
    LAG,
    READ,
    READS_FROM,
    STALE_IF_ERROR,
    STALE_WHILE_REVALIDATE,
    TOPOLOGY,
    TTL,
    WRITE,
    WRITE_POLICY,
)
from designlint.schema.values import Ref

# The models that tell how recent a read is; those of transactions alone do not.
RECENCY = ("strict_serializable", "linearizable", "sequential", "causal", "read_your_writes",
           "monotonic_reads", "bounded_staleness", "consistent_prefix", "eventual")  # fmt: skip


class Hop(NamedTuple):
    """A place that may answer a read: what it gives, how old that may be, and why.

    `delivers` is None when the facts do not tell; `staleness` is in seconds, infinite where nothing
    bounds it. `stale_by` are the steps that lead to a stale read, where there can be one.
    """

    flow: str
    step: Step
    component: str
    delivers: str | None
    staleness: float
    why: tuple[Line, ...]
    stale_by: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()


def reads_of(facts: Facts) -> Lazily[str, tuple[Hop, ...]]:
    """All hops that may answer a read of each datum."""
    flows_reading: dict[str, dict[str, None]] = {}
    for flow in facts.design.flows.values():
        for step in flow.steps:
            for named in step.reads:
                flows_reading.setdefault(named.path, {})[flow.path] = None

    def find(path: str) -> tuple[Hop, ...]:
        graphs = [facts[flow_graphs][flow] for flow in flows_reading.get(path, ())]
        return tuple([hop for graph in graphs for hop in _hops(facts, graph, path)])

    return Lazily(facts.design.data, find)


def _hops(facts: Facts, graph: FlowGraph, data: str) -> list[Hop]:
    """The steps that read a datum, and the caches on the way of the flow that keep copies of it."""
    reading = [s for s in graph.flow.steps if any(named.path == data for named in s.reads)]
    hops = []
    for step in graph.flow.steps:
        component = facts.design.components.get(step.callee.path)
        if component is None:
            continue
        passes = component.kind in CACHES and Ref(data) in (component.value(HOLDS) or ())
        if step in reading or passes:
            hops.append(_hop(facts, graph, step, component, data))
    return hops


def _hop(facts: Facts, graph: FlowGraph, step: Step, component: Component, data: str) -> Hop:
    if component.kind in CACHES:
        return _cached(facts, graph, step, component, data)
    if component.kind in STORES:
        return _stored(facts, graph, step, component)
    return Hop(graph.flow.path, step, component.path, None, math.inf, ())


def _cached(facts: Facts, graph: FlowGraph, step: Step, component: Component, data: str) -> Hop:
    flow, path = graph.flow.path, component.path
    if facts.design.data[data].value(IMMUTABLE):
        why = (Line(f"`{data}` never changes once it is there, so a copy of it is never old"),)
        return Hop(flow, step, path, "linearizable", 0.0, why)
    policy, invalidation = component.value(WRITE_POLICY), component.value(INVALIDATION)
    if policy == "write_through" or invalidation in ("after_commit", "event"):
        why = (Line(f"a read that races with a write can leave the old value in `{path}`"),)
        return Hop(flow, step, path, None, math.inf, why)
    ttl = component[TTL]
    if ttl is None:
        stale = (
            f"a reader is answered by `{path}`, which keeps the copy",
            f"`{data}` is changed in the store behind it",
            f"any later reader is answered by `{path}` with the old value: no ttl ends the copy",
        )
        missing = (Missing(path, "ttl", "ttl 60s"),)
        why = (Line(f"`{path}` keeps copies without a ttl"),)
        return Hop(flow, step, path, "eventual", math.inf, why, stale, missing)
    windows = [ttl, component[STALE_WHILE_REVALIDATE], component[STALE_IF_ERROR]]
    known = [window for window in windows if window is not None]
    age = sum(window.value.value for window in known)
    shown = show_value(age, Dimension.TIME)
    lines = tuple([line(f"`{path}` keeps copies for {show(w.value)}", w) for w in known])
    stale = (
        f"a reader is answered by `{path}`, which keeps the copy",
        f"`{data}` is changed in the store behind it, and the change acknowledged",
        f"a read within {shown} is answered by `{path}` with the old value",
    )
    return Hop(flow, step, path, "bounded_staleness", age, lines, stale)


def _stored(facts: Facts, graph: FlowGraph, step: Step, component: Component) -> Hop:
    flow, path = graph.flow.path, component.path
    topology = component[TOPOLOGY]
    delivers = component[DELIVERS]
    shape = topology.value if topology is not None else None
    role = step.role or component.value(READS_FROM)
    if shape == "leaderless":
        return _quorum(graph, step, component)
    if role in ("follower", "any") and shape in ("leader_follower", "multi_leader", "consensus"):
        return _follower(graph, step, component, role)
    if shape in ("single", "leader_follower", "consensus"):
        why = (line(f"`{path}` is read where it is written ({shape})", topology),)
        return Hop(flow, step, path, "linearizable", 0.0, why)
    if delivers is not None and delivers.value in RECENCY:
        why = (line(f"`{path}` delivers {delivers.value} reads", delivers),)
        staleness = 0.0 if implies(delivers.value, "linearizable") else math.inf
        return Hop(flow, step, path, delivers.value, staleness, why)
    placement = facts[placements][path]
    if placement.declared and placement.count == 1 and not placement.whole:
        return Hop(flow, step, path, "linearizable", 0.0, (line(f"`{path}` is one node", None),))
    missing = (Missing(path, "topology", "topology leader_follower"),)
    return Hop(flow, step, path, None, math.inf, (), (), missing)


def _quorum(graph: FlowGraph, step: Step, component: Component) -> Hop:
    """R + W > N: every read quorum meets every write quorum; else one can miss the other."""
    flow, path = graph.flow.path, component.path
    topology, delivers = component[TOPOLOGY], component[DELIVERS]
    copies = (topology.detail(COPIES) if topology else None) or component.value(COPIES)
    read = votes(topology.detail(READ) if topology else None, copies) if copies else None
    write = votes(topology.detail(WRITE) if topology else None, copies) if copies else None
    if copies is None or read is None or write is None:
        missing = (
            Missing(
                path, "read and write quorums", "topology leaderless { copies 3; read 2; write 2 }"
            ),
        )
        if delivers is not None and delivers.value in RECENCY:
            why = (
                line(f"`{path}` delivers {delivers.value} reads unless quorums are set", delivers),
            )
            return Hop(flow, step, path, delivers.value, math.inf, why, _missed(path), missing)
        return Hop(flow, step, path, None, math.inf, (), (), missing)
    sign = ">" if read + write > copies else "<="
    sums = f"of `{path}`, read {read} + write {write} {sign} copies {copies}"
    if read + write > copies:
        why = (line(f"{sums}, so every read meets the latest acknowledged write", topology),)
        return Hop(flow, step, path, "read_your_writes", 0.0, why)
    why = (line(f"{sums}, so a read can miss the latest write", topology),)
    return Hop(flow, step, path, "eventual", math.inf, why, _missed(path))


def _missed(path: str) -> tuple[str, ...]:
    return (
        f"a write is acknowledged by the copies of `{path}` that it waits for",
        "another copy has not received it yet",
        "a read that asks only that copy gets the old value",
    )


def _follower(graph: FlowGraph, step: Step, component: Component, role: str) -> Hop:
    flow, path = graph.flow.path, component.path
    topology = component[TOPOLOGY]
    lag = topology.details[LAG] if topology is not None else None
    why = [
        line(f"`{path}` is read from {'a follower' if role == 'follower' else 'any replica'}", None)
    ]
    stale = (
        f"a write is acknowledged by the leader of `{path}`",
        "the follower that answers the next read has not applied it yet",
        "that read gets the old value",
    )
    if topology is not None and lag is not None:
        age: float = topology.detail(LAG).value
        why.append(line(f"a follower is at most {show_value(age, Dimension.TIME)} behind", lag))
        return Hop(flow, step, path, "bounded_staleness", age, tuple(why), stale)
    missing = (Missing(path, "lag of its followers", "lag 1s"),)
    return Hop(flow, step, path, "eventual", math.inf, tuple(why), stale, missing)


def line(text: str, known: Known[object] | None) -> Line:
    """A line of a proof with the place and origin of the value that it states."""
    if known is None:
        return Line(text)
    return Line(text, known.span, origin_text(known.origin))


def hop_lines(hop: Hop) -> tuple[Line, ...]:
    """A hop's facts, then the steps that lead to a stale read."""
    numbered = [Line(f"{n}. {text}") for n, text in enumerate(hop.stale_by, 1)]
    return (*hop.why, *numbered)
