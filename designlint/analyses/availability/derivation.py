"""What an availability is derived from: the numbers that entered, the assumptions, and the facts that
are missing."""

from __future__ import annotations

from designlint.analyses.availability.probabilities import (
    Probability,
    basic_events,
    probabilities,
)
from designlint.analyses.facts import Facts
from designlint.analyses.failure.carried import missing_capacity
from designlint.analyses.failure.copies import copies_stated, keeps_in_memory, shards_of
from designlint.analyses.failure.crowds import KIND, counted_as
from designlint.analyses.failure.events import BasicEvent
from designlint.analyses.failure.takeovers import missing_times, takeover_of
from designlint.analyses.load.capacity import capacities
from designlint.analyses.load.confirmed import written_to
from designlint.analyses.load.headroom import missing_latencies
from designlint.analyses.load.load import loads
from designlint.analyses.measure import Missing, origin_text
from designlint.analyses.placement.placement import placements
from designlint.base.wording import counted
from designlint.diagnostics.diagnostic import Step
from designlint.quantities.showing import show_availability
from designlint.schema.component import FAILOVER, REPLICAS
from designlint.schema.roles import Role
from designlint.schema.store import READ, STRICT_SYNC, TOPOLOGY, WRITE
from designlint.solvers.faulttree import Node

# What takes a component down without a failure of its own.
_BESIDES = {"maintenance": "outside of maintenance ", "failover": "outside of failovers "}


def derivation(facts: Facts, tree: Node) -> tuple[Step, ...]:
    """Every number that entered, once for each component or place."""
    probability_of = facts[probabilities]
    counted: dict[tuple[str, str], int] = {}
    for event in basic_events([tree]):
        (kind, path, _), count = counted_as(event)
        counted[kind, path] = counted.get((kind, path), 0) + count if kind == event.kind else count
    steps = []
    for (kind, path), count in counted.items():
        found = probability_of(BasicEvent(kind, path))
        if found.value is None or found.known is None:
            continue
        value = found.value if found.stated is None else found.stated
        counts = _BESIDES.get(kind, "")
        counts = counts or _counted(facts, kind, path, count)
        text = f"{path}: {counts}{show_availability(value)}"
        steps.append(Step(text, found.known.span, origin_text(found.known.origin)))
    return tuple(steps)


def _counted(facts: Facts, kind: str, path: str, count: int) -> str:
    """How many replicas count; of those that keep different keys, the ones with copies of one key."""
    is_keyed = (
        facts.design.components[path].plays(Role.STORE, Role.CACHE, Role.BROKER)
        if kind == "replica"
        else False
    )
    if is_keyed and count < len(facts[placements][path].replicas):
        return f"{counted(count, 'replica')} with one key, each "
    return f"{count} replicas, each " if count > 1 else ""


def assumption_steps(known: dict[BasicEvent, Probability]) -> tuple[Step, ...]:
    """What was assumed for want of a declaration, once for each component or place."""
    found: dict[tuple[str, str], Step] = {}
    for event, one in known.items():
        line = assumption_step(event, one)
        if line is not None:
            found[event.kind, event.path] = line
    return tuple(found.values())


def assumption_step(event: BasicEvent, found: Probability) -> Step | None:
    """What was assumed of a basic event; None where nothing was."""
    if found.assumption:
        return Step(found.assumption)
    if not found.is_assumed or found.value is None or found.known is None:
        return None
    value = found.value if event.kind != KIND or found.stated is None else found.stated
    return Step(f"{event.path} {show_availability(value)}", None, origin_text(found.known.origin))


def missing_facts(facts: Facts, known: dict[BasicEvent, Probability]) -> tuple[Missing, ...]:
    """What is not declared, in the order of what is worst to lack: places first."""
    found: dict[tuple[str, str], Missing] = {}
    asked: set[str] = set()
    for event, one in known.items():
        for missing in _missing_of(facts, event, one):
            found.setdefault((missing.element, missing.what), missing)
        if event.kind in ("replica", KIND) and event.path not in asked:
            asked.add(event.path)
            for missing in _undeclared_needs(facts, event.path):
                found.setdefault((missing.element, missing.what), missing)
    return tuple(found.values())


def _missing_of(facts: Facts, event: BasicEvent, one: Probability) -> tuple[Missing, ...]:
    """What is not declared of one event."""
    path = event.path
    if event.kind == "service" and not facts[placements][path].declared and one.value is None:
        return (Missing(path, "replicas", "replicas 3 in ZONE, ZONE, ZONE"),)
    if event.kind == "place":
        return (Missing(path, "place", "in ZONE", is_assumed=True),)
    if event.kind == "wait":
        return (Missing(path, "replication", "replication asynchronous", is_assumed=True),)
    if event.kind == "layout" and keeps_in_memory(facts.design.components[path]):
        return (Missing(path, "needs", "needs 2", is_assumed=True),)
    if event.kind == "layout":
        return (Missing(path, "topology", "topology leader_follower", is_assumed=True),)
    if event.kind == "takeover":
        takeover = takeover_of(facts, facts.design.components[path])
        return () if takeover is None else (missing_times(takeover, path),)
    if event.kind == "load":
        return missing_capacity(facts, path)
    if one.value is None or one.is_assumed:
        return (Missing(path, "availability", "availability 99.9%", one.is_assumed),)
    return ()


def _undeclared_needs(facts: Facts, path: str) -> tuple[Missing, ...]:
    """The facts that would state how many, or which, of its replicas a component needs."""
    component = facts.design.components[path]
    topology = component[TOPOLOGY]
    if component.plays(Role.STORE, Role.BROKER, Role.CACHE) and topology is not None:
        if topology.value == "leader_follower":
            if component[FAILOVER] is None and not component.plays(Role.BROKER):
                return (Missing(path, "failover", "failover auto 30s"),)
            copies = facts[placements][path].count
            if component[STRICT_SYNC] is None and written_to(component, copies) > 1:
                return (Missing(path, "strict sync", "strict_sync no"),)
        if topology.value == "leaderless" and None in (
            topology.detail(READ),
            topology.detail(WRITE),
        ):
            return (
                Missing(
                    path,
                    "read and write quorums",
                    "topology leaderless { copies 3; read 2; write 2 }",
                ),
            )
    if shards_of(component) > 1 and copies_stated(component) is None:
        return (Missing(path, "copies", "copies 3"),)
    needed, running = facts[capacities][path].needs, facts[capacities][path].running
    missing: tuple[Missing, ...] = ()
    if needed.low != needed.high:
        # By how long its calls take, fewer replicas handle them at the same time.
        missing = facts[loads].missing_for(path) or tuple(missing_latencies(facts, path))
    if running is None or running.low == running.high or facts[placements][path].lost:
        return missing
    # A range without the stated replicas would contradict them.
    runs = running.high if component[REPLICAS] is None else facts[placements][path].count
    example = f"autoscale {runs}..{runs}"
    return (*missing, Missing(path, "number of running replicas", example))
