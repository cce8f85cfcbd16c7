"""Loads against capacities."""

from __future__ import annotations

from designlint.base.records import NamedTuple


class Load(NamedTuple):
    """A component's load against its capacity; shares of the capacity are fractions, None where
    unknown. `full_at` is the multiple of today's peak at which it is full. Of its `replicas`, as many as `needed`
    carry the load at growth."""

    component: str
    rate: str
    capacity: str
    source: str
    used: float | None
    used_text: str
    at_growth: str
    after_loss: str
    full_at: float | None
    full_text: str
    replicas: str = ""
    needed: str = ""


class Stored(NamedTuple):
    """The bytes of one copy of a data item, today and at the horizon; empty where unknown."""

    data: str
    today: str
    ahead: str
    components: tuple[str, ...]


class Scaling(NamedTuple):
    """The load today and at growth, fullest first; `bottleneck` is what fills up first."""

    growth: float
    growth_text: str
    bottleneck: str
    loads: tuple[Load, ...]
    unknown: tuple[str, ...]
    horizon: str = ""
    stored: tuple[Stored, ...] = ()
