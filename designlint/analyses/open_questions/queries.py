"""Questions about how data is found and split: indexes, shard keys, who moves shards, and state in the
memory of a component."""

from __future__ import annotations

import re
from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.data_use import data_uses, holds
from designlint.analyses.open_questions.at_stake import at_stake, lacking
from designlint.analyses.open_questions.question import Question, ask
from designlint.base.wording import listed
from designlint.model import Component, Data
from designlint.model.owners import owner_of
from designlint.schema.component import MANAGED, OWNER, STATE
from designlint.schema.context import ACCESS, COUNT, GROWTH
from designlint.schema.keys import Growth
from designlint.schema.roles import Role
from designlint.schema.store import INDEX, MODEL, PLACEMENT, REBALANCE, SHARDS, VNODES

# Models that search without a declared index, or do not search at all (DAT007), and those that have
# ranges of the key only as far as rows are sorted by an index.
_WITHOUT_INDEX = ("search", "time_series")
_BY_KEY = ("wide_column", "key_value")

# So few items are read as a whole.
_FEW = 10_000.0


def queries(facts: Facts) -> Iterator[Question]:
    """How data is found, by which key it is split, who moves the parts, and what a restart loses."""
    stores = [s for s in facts[at_stake].playing(Role.STORE) if s.is_ours]
    unmodelled = [s for s in stores if s[MODEL] is None and s.technology is None]
    yield from ask("Which data model does {} offer?", MODEL, "model relational",
                   [s for s in unmodelled if _is_asked_in_many_ways(facts, s)])  # fmt: skip
    yield from _unindexed(facts, stores)
    split = [s for s in stores if (shards := s.value(SHARDS)) is not None and shards.number > 1]
    keyless = [s for s in split if (shards := s.value(SHARDS)) is not None and shards.key is None]
    if keyless:
        number = getattr(keyless[0].value(SHARDS), "number", 0)
        yield from ask("By which key is {} sharded?", SHARDS, f"shards {number} by KEY", keyless)
    unplaced = [s for s in split if s not in keyless and _is_placed_somehow(s)]
    yield from ask(
        "How are keys given to the shards of {}?", PLACEMENT, "placement ring", unplaced,
        place="the shards of " + (f"`{unplaced[0].path}`" if len(unplaced) == 1 else "each of them"),
    )  # fmt: skip
    unringed = [s for s in split if _is_bare_ring(s)]
    yield from ask(
        "How many virtual nodes has each node of {}?", VNODES, "vnodes 256", unringed,
        place="the shards of " + (f"`{unringed[0].path}`" if len(unringed) == 1 else "each of them"),
    )  # fmt: skip
    for store in split:
        shards = store.value(SHARDS)
        if shards is not None and _may_grow(facts, store):
            yield from ask(
                f"Do new values of `{shards.key}` come after all others in {{}}?", SHARDS,
                f"shards {shards.number} by {shards.key} {{ placement ring }}", [store],
            )  # fmt: skip
    unmoved = [s for s in split if _is_left_alone(facts, s)]
    yield from ask(
        "Who moves data between the shards of {} as it grows?", REBALANCE, "rebalance auto", unmoved,
        place="the shards of " + (f"`{unmoved[0].path}`" if len(unmoved) == 1 else "each of them"),
    )  # fmt: skip
    unowned = [d for d in facts[at_stake].data if _is_unowned(facts, d)]
    yield from ask("Which team owns {}?", OWNER, 'owner "TEAM"', unowned)
    alone = _kept_alone(facts)
    keeping = [c for c in facts[at_stake].components if c.path in alone]
    yield from ask("Does the data in {} survive a restart?", STATE, "state durable",
                   lacking(STATE, keeping))  # fmt: skip


def _unindexed(facts: Facts, stores: list[Component]) -> Iterator[Question]:
    """Stores without any index for their queries, and data that no index of its store is for."""
    bare = list[Component]()
    for store in stores:
        lacking = _without_index(facts, store)
        if store[INDEX] is None and lacking:
            bare.append(store)
        elif lacking:
            yield from ask(
                f"By which fields {_are_found(lacking)} found in {{}}?", INDEX,
                f"index {lacking[0].name}.KEY", [store],
            )  # fmt: skip
    yield from ask("By which fields is the data of {} found?", INDEX, "index created_at", bare)


def _are_found(items: list[Data]) -> str:
    return f"{'is' if len(items) == 1 else 'are'} {listed([item.path for item in items])}"


def _without_index(facts: Facts, store: Component) -> list[Data]:
    """The data that is read from a store by range or search and that no index can be for: none has its
    name or no name, or those without one are fewer than the kinds of queries of different items."""
    if store.plays(Role.DERIVED, Role.BLOB_STORE) or (store.value(MODEL) or "") in _WITHOUT_INDEX:
        return []
    kept = [facts.design.data[path] for path in facts[data_uses].data_of(store.path)]
    queried = {item: kinds for item in kept if (kinds := _queries_of(facts, store, item))}
    own = {item: facts[data_uses].indexes_of(store.path, item.path) for item in queried}
    lacking = [item for item, own_keys in own.items() if not own_keys]
    shared = [
        item
        for item, own_keys in own.items()
        if own_keys and not any("." in key for key in own_keys)
    ]
    asked = {kind for item in shared for kind in queried[item]}
    common = {key for item in shared for key in own[item]}
    return lacking + (shared if len(shared) > 1 and len(asked) > len(common) else [])


def _is_asked_in_many_ways(facts: Facts, store: Component) -> bool:
    """Whether its data is declared to be queried by more than a key."""
    if store.plays(Role.DERIVED, Role.BLOB_STORE):
        return False
    kept = [facts.design.data[path].value(ACCESS) for path in facts[data_uses].data_of(store.path)]
    return any(how != "by_key" for access in kept if access is not None for how in access)


def _queries_of(facts: Facts, store: Component, item: Data) -> tuple[str, ...]:
    """The ranges and searches of a data item that this store answers with an index, if with anything."""
    access, count = item.value(ACCESS) or (), item.value(COUNT)
    if count is not None and count.value < _FEW:
        return ()
    found = ["range"] if "range" in access and not _has_no_ranges(store) else []
    is_search = "search" in access and (store.value(MODEL) or "") not in _BY_KEY
    if is_search and not _is_searched_elsewhere(facts, item):
        found.append("search")
    return tuple(found)


def _is_searched_elsewhere(facts: Facts, item: Data) -> bool:
    homes, components = facts[data_uses][item.path].homes, facts.design.components
    return any(h in components and components[h].plays(Role.DERIVED) for h in homes)


def _has_no_ranges(store: Component) -> bool:
    """Whether its declared model is one of keys alone, of which DAT007 says so, or one in which the rows
    of a declared key are together and in order."""
    model, shards = store[MODEL], store.value(SHARDS)
    if model is None or model.value not in _BY_KEY:
        return False
    is_keyed = shards is not None and shards.key is not None
    return is_keyed or (model.span is not None and model.value == "key_value")


def _is_unowned(facts: Facts, item: Data) -> bool:
    """Whether other parts of the design have owners, and neither the data nor a store of it has one."""
    if not item.is_critical and not item.is_important:
        return False
    if not any(e[OWNER] is not None for e in facts.design.components.values()) and not any(
        e[OWNER] is not None for e in facts.design.groups.values()
    ):
        return False
    homes = [store.path for store in facts[data_uses].stores_of(item.path)]
    return not any(owner_of(facts.design, path) for path in (item.path, *homes))


def _is_placed_somehow(store: Component) -> bool:
    """Whether neither the design nor a known technology decides how keys are placed."""
    shards = store[SHARDS]
    return shards is not None and shards.details[PLACEMENT] is None and store.technology is None


def _is_bare_ring(store: Component) -> bool:
    """Whether its keys are on a hash ring, and nothing says in how many places a node is."""
    shards = store[SHARDS]
    is_ring = shards is not None and shards.detail(PLACEMENT) == "ring"
    is_known = store.technology is not None or store[MANAGED] is not None
    return is_ring and not is_known and shards is not None and shards.details[VNODES] is None


def _may_grow(facts: Facts, store: Component) -> bool:
    """Whether it is split into ranges of a key of which nothing says whether it is counted up, and is
    written to."""
    shards, kept = store[SHARDS], facts[data_uses].data_of(store.path)
    if shards is None or shards.detail(PLACEMENT) != "range" or _is_of_another(facts, store):
        return False
    return shards.value.growth(kept) is Growth.UNKNOWN and any(
        facts[data_uses][path].writes for path in kept
    )


def _is_of_another(facts: Facts, store: Component) -> bool:
    """Whether a store is split by who or what the design declares besides what is kept there."""
    shards = store.value(SHARDS)
    words = re.split(r"[_.-]+", (shards.key or "").lower()) if shards is not None else []
    kept = facts[data_uses].data_of(store.path)
    others = {*facts.design.actors, *(path for path in facts.design.data if path not in kept)}
    return not {path.rpartition(".")[2].lower() for path in others}.isdisjoint(words)


def _is_left_alone(facts: Facts, store: Component) -> bool:
    """Whether it fills, its technology is not known to move shards, and the design does not say who does."""
    shards = store[SHARDS]
    if shards is None or shards.details[REBALANCE] is not None:
        return False
    if store.technology is not None or store[MANAGED] is not None:
        return False
    kept = facts[data_uses].data_of(store.path)
    return any(
        facts.design.data[path][GROWTH] is not None or facts[data_uses][path].writes
        for path in kept
    )


def _kept_alone(facts: Facts) -> set[str]:
    """The programs that hold important data which no store or queue has."""
    components, found = facts.design.components, set[str]()
    for path, item in facts.design.data.items():
        if item.is_important or item.is_critical:
            names = facts[data_uses][path].homes
            homes = [components[name] for name in names if name in components]
            if not any(home.plays(Role.STORE, Role.BROKER, Role.EXTERNAL) for home in homes):
                programs = [home for home in homes if not home.plays(Role.CACHE)]
                found |= {home.path for home in programs if holds(home, path)}
    return found
