"""Consistency against latency and availability: paid for and not asked for, or asked for with both."""

from __future__ import annotations

from typing import NamedTuple

from designlint.analyses.consistency.lattice import availability
from designlint.analyses.consistency.reads import reads_of
from designlint.analyses.consistency.regions import Crossing, crossing
from designlint.analyses.facts import Facts
from designlint.analyses.graph.effects import weighty, written
from designlint.analyses.verdicts.verdicts import Verdict, verdicts, verdicts_about
from designlint.model import Component, Known, Step
from designlint.schema.component import RUNS_WITHOUT
from designlint.schema.context import FRESHNESS
from designlint.schema.roles import Role
from designlint.schema.store import TOPOLOGY
from designlint.schema.values import RunsWithout


class Unasked(NamedTuple):
    """A store whose writes wait for another region, though nobody asks for data that recent."""

    crossing: Crossing
    data: tuple[str, ...]
    flows: tuple[str, ...]


class BothClaimed(NamedTuple):
    """A caller that is to go on without a store, and whose reads from it are to have a model that
    cannot be had without it."""

    caller: Component
    store: Component
    step: Step
    runs: Known[RunsWithout]
    verdict: Verdict


def unasked_consistency(facts: Facts) -> tuple[Unasked, ...]:
    """The stores that pay for strong consistency across regions with no requirement that asks.

    Critical data, payments, and data with a `freshness` or a requirement are taken to need it.
    """
    found = []
    asked = {v.claim.subject.path for v in facts[verdicts] if v.claim.subject is not None}
    for store in facts.design.components.values():
        if not store.plays(Role.STORE) or store[TOPOLOGY] is None:
            continue
        across = crossing(facts, store.path)
        if across is None:
            continue
        flows, data = _writes_to(facts, store.path)
        strict = weighty(facts.design, data)
        fresh = [d for d in data if facts.design.data[d][FRESHNESS] is not None]
        if not data or strict or fresh or asked.intersection((*data, store.path)):
            continue
        if _reads_latest(facts, store.path, data):
            found.append(Unasked(across, data, flows))
    return tuple(found)


def _writes_to(facts: Facts, store: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    flows: dict[str, None] = {}
    data: dict[str, None] = {}
    for flow in facts.design.flows.values():
        for step in flow.steps:
            if step.callee.path == store and step.writes and step.waits:
                flows[flow.path] = None
                data.update(dict.fromkeys(written(step)))
    return tuple(flows), tuple(data)


def _reads_latest(facts: Facts, store: str, data: tuple[str, ...]) -> bool:
    hops = [hop for path in data for hop in facts[reads_of][path] if hop.component == store]
    return any(hop.gives("linearizable") for hop in hops)


def both_claimed(facts: Facts) -> tuple[BothClaimed, ...]:
    """The claims of consistency and of availability under a cut network that exclude each other.

    By the CAP theorem, what must answer without the others cannot also give a model whose class is
    `unavailable`: S. Gilbert and N. Lynch (2002).
    """
    found: dict[tuple[str, str, str], BothClaimed] = {}
    for verdict in verdicts_about(facts, "consistency"):
        if availability(str(verdict.claim.target)) != "unavailable":
            continue
        for flow in facts.design.flows.values():
            for step in flow.steps:
                one = _both(facts, verdict, step)
                if one is not None:
                    key = (one.caller.path, one.store.path, verdict.owner.path)
                    found.setdefault(key, one)
    return tuple(found.values())


def _both(facts: Facts, verdict: Verdict, step: Step) -> BothClaimed | None:
    components = facts.design.components
    caller, store = components.get(step.caller.path), components.get(step.callee.path)
    subject = verdict.claim.subject
    touched = {named.path for named in (*step.reads, *step.writes)}
    if caller is None or store is None or subject is None or subject.path not in touched:
        return None
    runs = caller[RUNS_WITHOUT]
    if not store.plays(Role.STORE) or runs is None or step.optional:
        return None
    if not any(ref.path == store.path for ref in runs.value.nodes):
        return None
    return BothClaimed(caller, store, step, runs, verdict)
