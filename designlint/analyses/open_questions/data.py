"""Questions about the data: what it is, how much there is, where and how long it is kept."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.open_questions.at_stake import at_stake, lacking
from designlint.analyses.open_questions.counters import counters
from designlint.analyses.open_questions.queries import queries
from designlint.analyses.open_questions.question import Question, ask
from designlint.analyses.placement.placement import placements
from designlint.model import Component, Data
from designlint.schema.component import MANAGED
from designlint.schema.context import CONTAINS, COUNT, GROWTH, IMPORTANCE, JURISDICTION, SIZE_OF_ONE
from designlint.schema.roles import Role
from designlint.schema.store import HOLDS, MAX_SIZE, RETENTION

_MONTH = 31 * 86_400.0


def data(facts: Facts) -> Iterator[Question]:
    """Stores without data, and what is not known of the data that matters."""
    items = facts[at_stake].data
    yield from ask("How bad would a loss of {} be?", IMPORTANCE, "importance high",
                   lacking(IMPORTANCE, items))  # fmt: skip
    yield from ask("Which personal, payment or secret contents are in {}?", CONTAINS, "contains personal",
                   lacking(CONTAINS, items))  # fmt: skip
    yield from ask(
        "How large is one item of {}?", SIZE_OF_ONE, "size 1kB", lacking(SIZE_OF_ONE, items)
    )
    numbered = [d for d in items if d[COUNT] is None and d[GROWTH] is None]
    yield from ask("How many of {} are there?", COUNT, "count 1M", numbered)
    yield from _growth(facts)
    yield from counters(facts)
    personal = [d for d in facts.design.data.values() if d.is_personal]
    yield from ask("How long may {} be kept?", RETENTION, "retention 90d",
                   [d for d in personal if _is_kept_without_end(facts, d)])  # fmt: skip
    resident = {claim.about for _, claim in facts.design.claims_on("residency")}
    free = [d for d in personal if d.path not in resident and not _is_under_law(d, facts)]
    if free:
        line = f"require residency of {free[0].path} in eu"
        yield from ask("Where may {} be kept?", "residency", line, free,
                       place="a nonfunctional requirement")  # fmt: skip
    yield from _erasure(facts, personal)
    yield from _unnamed(facts)
    yield from queries(facts)


def _erasure(facts: Facts, personal: list[Data]) -> Iterator[Question]:
    """How the team deletes what it keeps about a person who asks for that."""
    flows = facts.design.flows.values()
    deleted = {named.path for flow in flows for step in flow.steps for named in step.deletes}
    kept = {item.path: facts[data_uses].stores_of(item.path) for item in personal}
    open_ended = [d for d in personal if d.path not in deleted and not _ends_in_time(d)]
    left = [d for d in open_ended if any(store.is_ours for store in kept[d.path])]
    if left:
        store = next(store for store in kept[left[0].path] if store.is_ours)
        calls = (step for flow in flows for step in flow.steps if step.callee.path == store.path)
        caller = next((step.caller.path for step in calls), "SERVICE")
        line = f"{caller} -> {store.path} deletes {left[0].path}"
        yield from ask("What deletes {} when a person asks for it?", "deletes", line, left,
                       place="a flow")  # fmt: skip


def _ends_in_time(item: Data) -> bool:
    """Whether it is deleted anyway within the month that the law allows (GDPR, article 12(3))."""
    retention = item.value(RETENTION)
    return retention is not None and retention.value <= _MONTH


def _growth(facts: Facts) -> Iterator[Question]:
    """How much is added to data of which the number is known, where the design looks ahead."""
    is_ahead = facts.design.horizon is not None
    growing = [
        item
        for item in facts[at_stake].data
        if item[COUNT] is not None and facts[data_uses][item.path].writes
        if is_ahead or item[RETENTION] is not None
    ]
    yield from ask("How much is added to {}?", GROWTH, "growth 10k/day", lacking(GROWTH, growing))


def _unnamed(facts: Facts) -> Iterator[Question]:
    """Stores in which no flow names data, and which hold none; caches that do not say what they hold;
    how much fits where data grows."""
    stake = facts[at_stake]
    kept = {home for use in facts[data_uses].values() for home in use.homes}
    bare = [
        c
        for c in (*stake.playing(Role.STORE, Role.CACHE), *_only_related(facts))
        if c[HOLDS] is None and (c.path not in kept or c.plays(Role.CACHE))
    ]
    yield from ask("Which data is kept in {}?", HOLDS, "holds NAME", bare)
    growing = [d.path for d in stake.data if d[GROWTH] is not None]
    stores = {s.path: s for path in growing for s in facts[data_uses].stores_of(path)}
    own = [s for s in stores.values() if s.is_ours and s[MANAGED] is None]
    yield from ask("How much data fits in {}?", MAX_SIZE, "max_size 1TB per replica",
                   lacking(MAX_SIZE, own))  # fmt: skip


def _only_related(facts: Facts) -> list[Component]:
    """The caches and stores that no flow passes, and that what must work is related to."""
    stake, components = facts[at_stake], facts.design.components
    callers = {one.path for one in stake.components}
    passed = {s.callee.path for flow in facts.design.flows.values() for s in flow.steps}
    related = [r.callee.path for r in facts.design.relations if r.caller.path in callers]
    found = [components[path] for path in dict.fromkeys(related) if path in components]
    return [
        one
        for one in found
        if one.is_ours and one.path not in passed and one.plays(Role.STORE, Role.CACHE)
    ]


def _is_kept_without_end(facts: Facts, item: Data) -> bool:
    """Whether a store keeps it, and neither it nor each of its stores declares for how long."""
    stores = facts[data_uses].stores_of(item.path)
    return item[RETENTION] is None and any(home[RETENTION] is None for home in stores)


def _is_under_law(item: Data, facts: Facts) -> bool:
    homes = facts[data_uses][item.path].homes
    return bool(homes) and all(_has_law(home, facts) for home in homes)


def _has_law(component: str, facts: Facts) -> bool:
    if component not in facts.design.components:
        return False
    placement = facts[placements][component]
    places = facts.design.places
    return all(
        any(places[domain][JURISDICTION] is not None for domain in replica.domains)
        for replica in (*placement.replicas, *placement.lost)
    )
