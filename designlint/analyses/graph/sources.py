"""Which components a data item lives in for good: its sources of truth."""

from __future__ import annotations

from collections.abc import Iterable

from designlint.analyses.facts import Facts
from designlint.analyses.graph.data_use import data_uses
from designlint.model import Component
from designlint.schema.roles import Role
from designlint.schema.store import FED_BY, HOLDS


def sources_of(facts: Facts, data: str) -> tuple[Component, ...]:
    """The stores that keep a data item, and the queues and streams in which it waits for them.

    What another holder feeds is a copy of that one. A search index or cache beside a store is made from it, and a stream that gets what the same flow
    writes to a store only passes it on; where there is no store, they are the source.
    """
    homes = _homes(facts, data)
    fed = {home.path: feed for home in homes if (feed := feed_of(home, homes))}
    stores = [
        home.path
        for home in homes
        if home.path not in fed and (_is_source(home) or home.path in fed.values())
    ]
    if stores:
        return tuple([h for h in homes if h.path in stores or _is_way_in(facts, h, data, stores)])
    lasting = tuple([home for home in homes if not home.plays(Role.CACHE)])
    return lasting or homes


def feed_of(component: Component, homes: Iterable[Component]) -> str:
    """The component that feeds another one, of those that have the data item; empty where none does."""
    paths = {home.path for home in homes if home is not component}
    feeds = component.properties.all(FED_BY)
    return next((feed.value.source.path for feed in feeds if feed.value.source.path in paths), "")


def stores_of(facts: Facts, data: str) -> tuple[Component, ...]:
    """The sources of truth without what only passes a data item on."""
    found = sources_of(facts, data)
    lasting = tuple([home for home in found if not home.plays(Role.BROKER)])
    return lasting or found


def _is_source(home: Component) -> bool:
    return home.plays(Role.STORE) and not home.plays(Role.DERIVED)


def _is_way_in(facts: Facts, home: Component, data: str, stores: list[str]) -> bool:
    """Whether a flow leaves a data item in a queue or stream and in no store."""
    if not home.plays(Role.BROKER):
        return False
    for flow in facts.design.flows.values():
        written = {
            step.callee.path
            for step in flow.steps
            if any(named.path == data for named in step.writes)
        }
        if home.path in written and written.isdisjoint(stores):
            return True
    return False


def _homes(facts: Facts, data: str) -> tuple[Component, ...]:
    components = facts.design.components
    keeps = []
    for path in facts[data_uses][data].homes:
        home = components.get(path)
        if home is not None and (
            home.plays(Role.STORE, Role.CACHE, Role.BROKER) or holds(home, data)
        ):
            keeps.append(home)
    return tuple(keeps)


def holds(component: Component, data: str) -> bool:
    """Whether a component says that it holds a data item."""
    return any(ref.path == data for ref in component.value(HOLDS) or ())


def data_of(facts: Facts, component: str) -> tuple[str, ...]:
    """The data that a component is a source of truth of."""
    return facts[kept_by].get(component, ())


def kept_by(facts: Facts) -> dict[str, tuple[str, ...]]:
    """The data of each component that is a source of truth."""
    found: dict[str, tuple[str, ...]] = {}
    for data in facts.design.data:
        for home in sources_of(facts, data):
            found[home.path] = (*found.get(home.path, ()), data)
    return found
