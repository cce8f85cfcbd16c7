"""Questions about consistency: how old a read may be, and what a message is delivered as."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.consistency.quorum_reads import quorums
from designlint.analyses.consistency.races import unguarded
from designlint.analyses.facts import Facts
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.load.capacity import capacities
from designlint.analyses.load.load import loads
from designlint.analyses.open_questions.at_stake import at_stake, lacking
from designlint.analyses.open_questions.question import Question, ask
from designlint.analyses.open_questions.sessions import sessions
from designlint.analyses.open_questions.unqueued import unqueued
from designlint.model import Component, Data
from designlint.schema.component import IDEMPOTENT
from designlint.schema.context import FRESHNESS
from designlint.schema.messaging import (
    AGING,
    BOUND,
    DELIVERY,
    DURABLE,
    HEARTBEAT,
    ORDER,
    VISIBILITY,
)
from designlint.schema.roles import Role
from designlint.schema.store import (
    CONFLICTS,
    DELIVERS,
    FED_BY,
    READ,
    READS_FROM,
    RETENTION,
    TOPOLOGY,
    TTL,
    WRITE,
)
from designlint.solvers.quorum import overlap

_BEHIND: tuple[str | None, ...] = ("follower", "any")


# From here on more load, or the loss of a copy, is a matter of weeks; and data that is read so many times as
# often as it is written is worth a copy.
_NEARLY_FULL, _SELDOM = 0.7, 20.0


def consistency(facts: Facts) -> Iterator[Question]:
    """Copies of changing data, queues, and those who take messages from them."""
    stake = facts[at_stake]
    claimed = {claim.about for _, claim in facts.design.claims_on("staleness", "consistency")}
    copied = [
        d for d in stake.data
        if d.path not in claimed and (_is_copied(facts, d) or _could_be_copied(facts, d))
    ]  # fmt: skip
    yield from ask("How old may {} be when it is read?", FRESHNESS, "freshness 5s",
                   lacking(FRESHNESS, copied))  # fmt: skip
    yield from ask("How long is a copy in {} used?", TTL, "ttl 5min",
                   lacking(TTL, stake.playing(Role.CACHE)))  # fmt: skip
    yield from ask("What does {} do with two changes of the same item at once?", CONFLICTS,
                   "conflicts reject", facts[unguarded].values())  # fmt: skip
    brokers = stake.playing(Role.BROKER)
    yield from ask("How often are messages of {} delivered?", DELIVERY, "delivery at_least_once",
                   lacking(DELIVERY, brokers))  # fmt: skip
    yield from ask("Does what waits in {} survive a restart?", DURABLE, "durable yes",
                   lacking(DURABLE, brokers))  # fmt: skip
    queues = [b for b in brokers if not b.plays(Role.LOG)]
    yield from ask("When does another worker get a message of {} whose worker has stopped?",
                   VISIBILITY, "visibility 5min",
                   lacking(VISIBILITY, lacking(HEARTBEAT, queues)))  # fmt: skip
    yield from ask("How much may wait in {}?", BOUND, "bound 100k", lacking(BOUND, queues))
    ranked = [b for b in queues if _may_starve(facts, b)]
    yield from ask("When does a message of low priority in {} get its turn?", ORDER,
                   "order priority { aging yes }", ranked)  # fmt: skip
    logs = [b for b in brokers if b.plays(Role.LOG)]
    yield from ask("How long are messages kept in {}?", RETENTION, "retention 7d",
                   lacking(RETENTION, logs))  # fmt: skip
    yield from unqueued(facts)
    yield from ask("What does a message that comes twice do in {}?", IDEMPOTENT, "idempotent yes",
                   lacking(IDEMPOTENT, _takers(facts, brokers)))  # fmt: skip
    yield from sessions(facts)


def _could_be_copied(facts: Facts, data: Data) -> bool:
    """Whether it changes seldom and its source is nearly full of reads: how old a copy may be decides on what
    takes them, a cache or a follower."""
    stores = [s for s in facts[data_uses].stores_of(data.path) if s.plays(Role.STORE)]
    uses = [facts[capacities][store.path].certain_use for store in stores]
    if data.is_immutable or not any(u is not None and u.low >= _NEARLY_FULL for u in uses):
        return False
    flows = [flow for flow in facts.design.flows.values() if not flow.recovers]
    rates = facts[loads].calls
    made = [(s, rates[s.span]) for flow in flows for s in flow.steps if s.span in rates]
    wrote = sum(rate.high for s, rate in made if any(n.path == data.path for n in s.writes))
    read = sum(rate.low for s, rate in made if any(n.path == data.path for n in s.reads))
    return wrote > 0.0 and read >= _SELDOM * wrote


def _may_starve(facts: Facts, broker: Component) -> bool:
    """Whether it orders by priority, does not say what waiting changes, and the load of those who take from
    it is not known (MSG010 says what a high one does)."""
    order = broker[ORDER]
    if order is None or order.value.order != "priority" or order.details[AGING] is not None:
        return False
    takers = {
        step.callee.path
        for flow in facts.design.flows.values()
        for step in flow.steps
        if step.caller.path == broker.path and step.callee.path in facts.design.components
    }
    return any(facts[capacities][path].certain_use is None for path in takers)


def _is_copied(facts: Facts, data: Data) -> bool:
    """Whether it changes and is read from a cache or a follower."""
    homes = [facts.design.components.get(path) for path in facts[data_uses][data.path].homes]
    lagging = (Role.CACHE, Role.DERIVED)
    stale = any(
        h is not None and (h.plays(*lagging) or h.value(READS_FROM) in _BEHIND or _is_loose(h))
        for h in homes
    )
    return (stale or data.path in facts[_read_behind]) and not data.is_immutable


def _read_behind(facts: Facts) -> frozenset[str]:
    """The data that steps read from followers."""
    steps = (step for flow in facts.design.flows.values() for step in flow.steps)
    return frozenset([named.path for s in steps if s.role in _BEHIND for named in s.reads])


def _is_loose(home: Component) -> bool:
    """Whether a read may miss a write because several leaders take writes, any copy does, its quorum need
    not meet theirs, its technology answers from any copy by default, or another component feeds it."""
    topology = home[TOPOLOGY]
    shape = topology.value if topology is not None else None
    if shape == "multi_leader" or home.properties.all(FED_BY):
        return True
    if shape == "leaderless":
        known = quorums(home)
        if known is not None:
            return not overlap(known.copies, known.read, known.write)
        return topology is None or not (topology.detail(READ) and topology.detail(WRITE))
    return shape is None and home.value(DELIVERS) == "eventual"


def _takers(facts: Facts, brokers: tuple[Component, ...]) -> list[Component]:
    """The components of ours that take messages off a queue or stream."""
    sources = {broker.path for broker in brokers}
    taking = {
        step.callee.path
        for flow in facts[at_stake].flows
        for step in flow.steps
        if step.caller.path in sources
    }
    return [c for c in facts[at_stake].components if c.path in taking and not c.plays(Role.STORE)]
