"""What a system needs from people: protected data, operations, costs."""

from __future__ import annotations

from designlint.base.records import NamedTuple
from designlint.document.values import Fact


class Keeper(NamedTuple):
    """A component that keeps protected data. `at_rest` is `encrypted`, `unencrypted` or empty (not
    declared)."""

    component: str
    places: tuple[str, ...]
    jurisdictions: tuple[str, ...]
    at_rest: str


class Protected(NamedTuple):
    """Data that law protects: what it contains, where it is kept, and who reads it."""

    path: str
    title: str
    contains: tuple[str, ...]
    retention: str
    keepers: tuple[Keeper, ...]
    readers: tuple[str, ...]
    flows: tuple[str, ...]


class Entry(NamedTuple):
    """An interface, who may call it, and how they authenticate; empty where not declared."""

    path: str
    component: str
    clients: str
    authentication: str


class Security(NamedTuple):
    """Protected data, and the interfaces through which the system is reached."""

    protected: tuple[Protected, ...]
    entries: tuple[Entry, ...]


class Operated(NamedTuple):
    """A component, the team that answers for it, and how it is observed, deployed and recovered."""

    component: str
    team: str
    facts: tuple[Fact, ...]


class Cost(NamedTuple):
    """What a component costs, in all, and its share of all costs in this currency (0 to 1)."""

    component: str
    price: str
    total: str
    share: float | None


class Bill(NamedTuple):
    """The costs in one currency, the largest first; `unpriced` states no price."""

    currency: str
    total: str
    costs: tuple[Cost, ...]
    unpriced: tuple[str, ...]
