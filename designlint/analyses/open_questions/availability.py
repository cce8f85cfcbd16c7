"""Questions about availability: how many there are, where, and what happens when one of them fails."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.open_questions.at_stake import AtStake, at_stake, tools
from designlint.analyses.open_questions.entries import entries
from designlint.analyses.open_questions.question import Question, ask
from designlint.analyses.open_questions.third_parties import third_parties
from designlint.analyses.placement.placement import placements
from designlint.model import Component
from designlint.quantities.showing import show
from designlint.schema.component import FAILOVER, MANAGED, REPLICAS
from designlint.schema.relation import TIMEOUT
from designlint.schema.roles import Role
from designlint.schema.store import BACKUP, CACHE_PLACEMENT, DURABILITY, TOPOLOGY

_LED: tuple[str | None, ...] = ("leader_follower", "leaders")


def availability(facts: Facts) -> Iterator[Question]:
    """Replicas, places, failover, entries, timeouts and backups of what must work."""
    stake = facts[at_stake]
    parts = dict.fromkeys((*stake.components, *facts[tools]))
    alone = [c for c in parts if not _is_several(facts, c)]
    yield from ask("How many replicas of {} run?", REPLICAS, "replicas 3", alone)
    yield from ask("Where are the replicas of {}?", "in", "in PLACE", _unplaced(facts, stake))
    yield from ask("How do the copies in {} follow each other?", TOPOLOGY, "topology leader_follower",
                   [c for c in stake.playing(Role.STORE) if _is_unclear(facts, c)])  # fmt: skip
    led = [c for c in stake.components if c.value(TOPOLOGY) in _LED]
    yield from ask("What happens when the leader of {} fails?", FAILOVER, "failover auto 30s",
                   [c for c in led if _is_unled(c)], grave=True)  # fmt: skip
    slow = [c for c in led if not _is_unled(c) and _is_untimed(c)]
    yield from ask("How long is {} down until another leads?", FAILOVER, "failover auto 30s", slow)
    yield from entries(facts)
    yield from _timeouts(facts, stake)
    yield from third_parties(facts)
    yield from _backups(facts)


def _is_unled(component: Component) -> bool:
    """Whether nothing says what promotes a follower; that its technology does not by itself is no answer."""
    failover = component[FAILOVER]
    is_stated = FAILOVER in component.properties.stated()
    return failover is None or (not is_stated and failover.value.mode == "manual")


def _is_untimed(component: Component) -> bool:
    """Whether the design states who promotes a follower, and not how long that takes."""
    failover = component.properties.stated().get(FAILOVER)
    return failover is not None and failover.value.time is None


def _is_several(facts: Facts, component: Component) -> bool:
    """Whether the number of its replicas is known, or a provider sees to it, or each user has one."""
    placement = facts[placements][component.path]
    is_with_users = component.value(CACHE_PLACEMENT) == "client"
    is_known = placement.declared or placement.whole or component[MANAGED] is not None
    return is_known or is_with_users


def _unplaced(facts: Facts, stake: AtStake) -> list[Component]:
    """In a design with places: what runs in none of them."""
    known = facts[placements]
    return [
        c
        for c in stake.components
        if facts.design.places
        and not known[c.path].whole
        and not any(r.domains for r in (*known[c.path].replicas, *known[c.path].lost))
    ]


def _is_unclear(facts: Facts, component: Component) -> bool:
    """Whether a store has several copies and nothing says how they stay the same."""
    placement = facts[placements][component.path]
    several = placement.declared and placement.count > 1
    return several and component[TOPOLOGY] is None and component[MANAGED] is None


def _timeouts(facts: Facts, stake: AtStake) -> Iterator[Question]:
    """One question for all calls between components that wait without a bound."""
    ours = {c.path for c in stake.components}
    calls = [
        (step.caller.path, step.callee.path)
        for flow, step in stake.calls
        if step.waits and step.caller.path in ours and flow.stated(step, TIMEOUT) is None
    ]
    if calls:
        first = calls[0]
        callees = {path for _, path in calls}
        asked = [c for c in facts.design.components.values() if c.path in callees]
        line = f"{first[0]} -> {first[1]} {{ timeout 1s }}"
        yield from ask("How long do callers wait for {}?", TIMEOUT, line, asked,
                       place="the design")  # fmt: skip


def _backups(facts: Facts) -> Iterator[Question]:
    """What goes back to the state before a mistake, for data that matters."""
    important = [d for d in facts.design.data.values() if d.is_important or d.is_critical]
    stores = {s.path: s for d in important for s in facts[data_uses].stores_of(d.path)}
    kept = [
        s
        for s in stores.values()
        if s.is_ours and (s.plays(Role.STORE) or facts[data_uses].is_event_log(s))
    ]
    bare = [s for s in kept if s[BACKUP] is None and s[DURABILITY] is None]
    yield from ask("Where is the backup of {}?", BACKUP,
                   "backup every 24h to STORE { restore_tested every 90d }", bare, grave=True)  # fmt: skip
    nowhere = [s for s in kept if (made := s[BACKUP]) is not None and made.value.to is None]
    unkept = [s for s in nowhere if s[MANAGED] is None and s.technology is None]
    if unkept:
        made = unkept[0][BACKUP]
        every = show(made.value.every) if made is not None else "24h"
        yield from ask("Where does {} keep its backups?", BACKUP, f"backup every {every} to STORE",
                       unkept, grave=True)  # fmt: skip
