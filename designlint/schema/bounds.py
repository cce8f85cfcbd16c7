"""Which numbers make sense as the value of a property: above zero, at least one, or zero with its meaning.

Every property with a number in its value is in one of the tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from designlint.schema import component, context, edge, messaging, relation, store
from designlint.schema.property import Property

ABOVE_ZERO: Mapping[Property[Any], str] = {
    component.REPLICAS: "a scenario takes a component away with `lose NAME`",
    component.NEEDS: "a flow does without a component where its step is `optional`",
    component.CAPACITY: "a scenario takes a component away with `lose NAME`",
    component.CONCURRENCY: "leave it out where nothing limits it",
    component.MTBF: "what never works is taken away with `lose NAME` in a scenario",
    component.RUNS_WITHOUT: "leave it out where it stops at once",
    component.MAINTENANCE: "leave it out where nothing is planned",
    component.LIMIT: "leave out what is not there",
    component.CERTIFICATE: "leave it out where there is none",
    component.FREED: "leave it out where nothing is given back",
    component.PROCESSING_TIME: "state a small time, such as 1ms",
    store.COPIES: "a store keeps one copy at the least",
    store.READ: "a read asks one copy at the least",
    store.WRITE: "a write is confirmed by one copy at the least",
    store.VNODES: "a node has one place on the ring at the least",
    store.SHARDS: "leave it out where data is not split",
    store.LARGEST_SHARE: "leave it out where it is unknown",
    store.MAX_SIZE: "leave it out where nothing limits it",
    store.CONNECTIONS: "leave it out where nothing limits them",
    store.RESTORE_TESTED: "leave it out where no restore is tried",
    store.BACKUP: "continuous archiving still has a delay, such as 1min",
    store.RETENTION: "leave it out where nothing is removed",
    store.FSYNC: "what is on disk before it is acknowledged is `fsync before_ack`",
    store.SIZE: "leave out a cache that keeps nothing",
    store.WORKING_SET: "leave it out where it is unknown",
    edge.TOKEN_TTL: "leave it out where it is unknown",
    messaging.BOUND: "a call that waits, `a -> b`, has no queue",
    messaging.VISIBILITY: "leave it out where a taken message is gone",
    messaging.HEARTBEAT: "leave it out where there is none",
    messaging.PARTITIONS: "leave it out where it is not split",
    relation.TIMEOUT: "leave it out where the caller waits as long as it takes",
    relation.POOL: "leave it out where there is none",
    relation.BULKHEAD: "leave it out where there is none",
    relation.RATE_LIMIT: "leave it out where nothing is limited",
    context.SIZE_OF_ONE: "leave it out where it is unknown",
    context.LASTS: "leave it out where it is unknown",
    context.HORIZON: "leave it out where nothing is planned ahead",
    context.UNDELETE: "leave it out where a deletion is final",
}
"""Zero makes no sense here; each with what to state instead."""

AT_LEAST_ONE: Mapping[Property[Any], str] = {
    context.GROWTH_FACTOR: "1x is today's load; leave it out where none is planned for",
    context.PEAK: "a peak is not below the average, which is 1x",
    context.PEAK_FACTOR: "a peak is not below the average, which is 1x",
}
"""Multiples below one make no sense here; each with the reason."""

ZERO_MEANS: Mapping[Property[Any], str] = {
    component.LATENCY: "too short to count",
    component.AVAILABILITY: "never up",
    component.CONTENTION: "replicas never wait for one another",
    component.COHERENCE: "replicas have nothing to agree on",
    component.MTTR: "repaired at once",
    component.FAILOVER: "replaced at once",
    component.AUTOSCALE: "may scale down to none",
    component.BOOT_TIME: "serves as soon as it is started",
    component.PANIC_THRESHOLD: "traffic never goes to replicas that are not healthy",
    component.CONTROL_PLANE: "never answers",
    component.COST: "free of charge",
    store.FOLLOWERS: "the leader is alone",
    store.SYNC: "no follower confirms a write",
    store.LAG: "followers have every write at once",
    store.REFRESH: "a write is visible at once",
    store.FED_BY: "the copy has every write at once",
    store.RESTORE_TIME: "restored at once",
    store.REBUILD_TIME: "whole again at once",
    store.DURABILITY: "nothing is promised",
    store.TTL: "no copy is used without asking",
    store.SKEW: "every key is as popular as the others",
    store.HIT: "every read goes to the origin",
    store.STALE_WHILE_REVALIDATE: "no expired copy is used",
    store.STALE_IF_ERROR: "no expired copy is used",
    edge.BAKE: "the next stage begins at once",
    edge.GRACE: "an expired token is refused",
    relation.RETRIES: "one attempt",
    relation.RETRY_BUDGET: "no retries",
    relation.HEDGE: "both calls are sent at once",
    relation.PAYLOAD: "too small to count",
    context.COUNT: "none yet",
    context.ACTIVE: "none at a time",
    context.DISTANCE: "the same location",
    context.RTT: "too short to count",
    context.GROWTH: "nothing is added",
    context.FRESHNESS: "only the latest may be read",
    context.SKEW_OF_KEYS: "every key is as popular as the others",
    context.RATE: "does not begin by itself",
    context.RAMP: "rises at once",
    context.WORK: "too short to count",
}
"""Zero has a meaning here."""


def wanted(key: Property[Any], value: float) -> str | None:
    """What a number has to be as the value of a property; None where it makes sense."""
    if key in ABOVE_ZERO and value <= 0.0:
        return "above zero"
    if key in AT_LEAST_ONE and value < 1.0:
        return "1x or more"
    return None


def instead(key: Property[Any]) -> str:
    """What to state in place of a number that makes no sense."""
    return ABOVE_ZERO.get(key) or AT_LEAST_ONE[key]
