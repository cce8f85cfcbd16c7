"""What may be set in a design to meet a claim, as far as several metrics share it.

The levers of each metric stand in its own file. None moves how many bytes a flow sends: payloads and
calls are what the flows do, not a setting of theirs. A hit ratio, a lag, the time that something takes
are outcomes, too, and are not set.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designlint.analyses.facts import Facts
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.remedies.adjustment import Lever
from designlint.analyses.remedies.replicas import (
    larger_replicas,
    more_replicas,
    replicas_elsewhere,
    wider_scaling,
)
from designlint.analyses.remedies.stores import reads_anywhere
from designlint.model import Claim, Component
from designlint.schema.context import FRESHNESS


def carrying_more(facts: Facts, component: Component) -> Iterator[Lever]:
    """What lets a component carry more load."""
    yield from more_replicas(facts, component)
    yield from wider_scaling(component)
    yield from larger_replicas(facts, component)
    if component.path not in facts[_dated]:
        yield from reads_anywhere(component)
    if facts.design.lost:
        yield from replicas_elsewhere(facts, component)


def _dated(facts: Facts) -> frozenset[str]:
    """The components in which a data item has a stated freshness."""
    dated = [path for path, data in facts.design.data.items() if data[FRESHNESS] is not None]
    return frozenset([home for path in dated for home in facts[data_uses][path].homes])


def keepers_of(facts: Facts, claim: Claim) -> list[Component]:
    """The components that keep a claim's data item; its component itself, where it is about one."""
    components, path = facts.design.components, claim.about
    if path in components:
        return [components[path]]
    if path not in facts.design.data:
        return []
    homes = facts[data_uses][path].homes
    return [components[home] for home in homes if home in components and components[home].is_ours]


def components_of(facts: Facts, claim: Claim) -> list[Component]:
    """The components of a claim's subject that are the team's own; all of them where it has none."""
    components, path = facts.design.components, claim.about
    nodes: Sequence[str] = (path,) if path else tuple(components)
    if path in facts.design.flows:
        nodes = facts[flow_graphs][path].nodes
    return [components[node] for node in nodes if node in components and components[node].is_ours]
