"""What travels: the calls of flows, those of their fallbacks, what feeds bring, backups, and what a store sends its
copies in other regions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.failure.failovers import is_one_copy
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.graph.fallback_call import made_to, relations
from designlint.analyses.graph.graph import call_graph
from designlint.analyses.placement.placement import placements
from designlint.base.source import Span
from designlint.model import NOTHING, Component, Named, Properties, Step
from designlint.schema.component import MANAGED
from designlint.schema.relation import ENCRYPTION
from designlint.schema.roles import Role
from designlint.schema.store import BACKUP, COPIES, FED_BY


def transfers(facts: Facts, subject: str | None) -> Iterator[Step]:
    """What travels for a subject: of a flow its calls; of a component what comes to it and goes from it; of a
    data item the calls that read or write it, and the feeds that bring it; of no subject everything."""
    design = facts.design
    if subject is not None and subject in design.flows:
        yield from _with_fallbacks(facts, design.flows[subject].steps)
        return
    if subject is not None and subject in design.data:
        naming = (
            call
            for _, call in design.steps_naming(subject)
            if any(named.path == subject for named in (*call.reads, *call.writes))
        )
        yield from _with_fallbacks(facts, naming)
        homes = facts[data_uses][subject].homes
        yield from (f for f in _feeds(facts) if f.caller.path in homes and f.callee.path in homes)
        return
    calls = (call for calls in facts[call_graph].calls_to.values() for call in calls)
    every = (*_with_fallbacks(facts, calls), *_feeds(facts))
    yield from (c for c in every if subject is None or subject in (c.caller.path, c.callee.path))


def backups_made(facts: Facts, subject: str | None) -> Iterator[Step]:
    """The backups that travel for a subject, each as a message to their store, stated like a feed: of a component
    those that it makes or keeps, of a data item those of what keeps it, of no subject all; of a flow none."""
    design = facts.design
    makers: set[str] | None = None
    if subject is not None and subject in design.data:
        homes = facts[data_uses][subject].homes
        makers = {path for home in homes for path in (home, *design.backups_of(home))}
    for path, to, at in facts[_backups]:
        is_meant = path in makers if makers is not None else subject in (None, path, to)
        if is_meant:
            yield _feed(facts, path, design.components[to], at)


def copies_sent(facts: Facts, subject: str | None) -> Iterator[Step]:
    """What stores with copies in several regions send these, as a message of the store to itself: of a component, of
    what keeps a data item, of no subject all; of a flow none."""
    design = facts.design
    homes = facts[data_uses][subject].homes if subject in design.data and subject else None
    for path in facts[_spread]:
        if path in homes if homes is not None else subject in (None, path):
            component = design.components[path]
            yield _feed(facts, path, component, component.span)


def _spread(facts: Facts) -> tuple[str, ...]:
    """The stores, queues and streams that keep copies of an item in more than one region, or may."""
    components = facts.design.components
    keepers = (path for path, one in components.items() if one.plays(Role.STORE, Role.BROKER))
    return tuple([path for path in keepers if _is_spread(facts, path)])


def _is_spread(facts: Facts, path: str) -> bool:
    component, placement = facts.design.components[path], facts[placements][path]
    if is_one_copy(component, placement) or component.value(COPIES) == 1:
        return False
    if placement.whole:
        return component.value(MANAGED) == "global"
    places = facts.design.places
    regions = {
        frozenset([domain for domain in replica.domains if places[domain].is_wide])
        for replica in (*placement.replicas, *placement.lost)
    }
    apart = sum(place.level == "region" for place in places.values())
    # Of what declares no place, copies may be in any of several regions.
    return len(regions - {frozenset()}) > 1 or (frozenset() in regions and apart > 1)


def _backups(facts: Facts) -> tuple[tuple[str, str, Span], ...]:
    """The components that are backed up to another one, with that one, and where that is stated."""
    found = []
    for path, component in facts.design.components.items():
        made = component[BACKUP]
        to = made.value.to.path if made is not None and made.value.to is not None else path
        if made is not None and to != path and to in facts.design.components:
            found.append((path, to, made.span or component.span))
    return tuple(found)


def _with_fallbacks(facts: Facts, calls: Iterable[Step]) -> Iterator[Step]:
    for call in calls:
        yield call
        if call.or_else is not None:
            yield made_to(facts, call, call.or_else.path)


def _feeds(facts: Facts) -> Iterator[Step]:
    """The feeds of all components, each as a message from its source; a relation between the two, whichever
    calls the other, states how it travels."""
    for component in facts.design.components.values():
        for feed in component.properties.all(FED_BY):
            source = feed.value.source.path
            if source in facts.design.components and source != component.path:
                yield _feed(facts, source, component, feed.span or component.span)


def _feed(facts: Facts, source: str, copy: Component, at: Span) -> Step:
    both = [_between(facts, *pair) for pair in ((source, copy.path), (copy.path, source))]
    stated = next((one for one in both if one[ENCRYPTION] is not None), NOTHING)
    return Step(Named(source, at), Named(copy.path, at), False, at, properties=stated)


def _between(facts: Facts, caller: str, callee: str) -> Properties:
    """What a relation states, or else a step."""
    made = facts.design.calls.get((caller, callee), ())
    of_step = made[0][1].properties if made else NOTHING
    return facts[relations].get((caller, callee), of_step)
