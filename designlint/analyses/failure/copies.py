"""Which replicas keep a key, and how many of them a write waits for."""

from __future__ import annotations

from collections import Counter

from designlint.analyses.load.confirmed import followers_confirming
from designlint.analyses.placement.placement import Placement, Replica
from designlint.base.remembered import remembered
from designlint.model import Component
from designlint.schema.component import NEEDS, STATE
from designlint.schema.roles import Role
from designlint.schema.store import COPIES, FOLLOWERS, HOLDS, SHARDS, TOPOLOGY

# So many keys are distinguished that fail with other things.
MOST_KEYS = 24


def shards_of(component: Component) -> int:
    """Into how many shards a component divides its keys; 1 where it does not."""
    stated = component[SHARDS]
    return 1 if stated is None else max(1, stated.value.number)


def copies_stated(component: Component) -> int | None:
    """How many copies of each key a component keeps, where that is declared: of each of several shards, those
    of its leader and its followers."""
    topology = component[TOPOLOGY]
    stated: int | None = topology.detail(COPIES) if topology is not None else None
    stated = stated or component.value(COPIES)
    followers = topology.detail(FOLLOWERS) if topology is not None else None
    if stated is not None or followers is None or shards_of(component) == 1:
        return stated
    return int(followers.number) + 1


def are_copies_open(component: Component) -> bool:
    """Whether a component divides its keys and does not declare how many copies of each it keeps."""
    led = (component.value(TOPOLOGY) or "") in ("leader_follower", "multi_leader")
    return shards_of(component) > 1 and copies_stated(component) is None and not led


def holders_of(
    component: Component, placement: Placement, *, worst: bool = False, key: int = 0
) -> tuple[list[Replica], int]:
    """The replicas that are left of those that keep a key, and how many keep it.

    A loss hits some keys and not others: `key` counts those that differ, see `keys_of`. The first is,
    with `worst`, one that a loss hits most, else one that it hits least. Where it is not declared how
    many copies of each shard there are, every replica has one; with `worst`, only one has.
    """
    kept, copies = _kept(component, placement, worst=worst)
    lost = {replica.number for replica in placement.lost}
    holders = kept[min(key, len(kept) - 1)]
    return [replica for replica in holders if replica.number not in lost], copies


def copies_of(component: Component, placement: Placement) -> int:
    """How many replicas keep each key; all, where that is not declared."""
    return _copies(component, placement, worst=False)


def keeps_every_key(component: Component, placement: Placement) -> bool:
    """Whether each replica certainly keeps every key."""
    return _copies(component, placement, worst=True) == placement.count


def keys_of(component: Component, placement: Placement) -> int:
    """How many keys have to be distinguished because other failures take their copies."""
    if keeps_every_key(component, placement):
        return 1
    return max(len(_kept(component, placement, worst=worst)[0]) for worst in (False, True))


def _kept(
    component: Component, placement: Placement, *, worst: bool
) -> tuple[list[list[Replica]], int]:
    copies = _copies(component, placement, worst=worst)
    everywhere = tuple(sorted((*placement.replicas, *placement.lost)))
    lost = frozenset(replica.number for replica in placement.lost)
    first = lost if worst else frozenset(replica.number for replica in placement.replicas)
    return _spread_out(everywhere, copies, first, lost), copies


def _copies(component: Component, placement: Placement, *, worst: bool) -> int:
    """How many replicas keep each key."""
    unknown = 1 if worst and shards_of(component) > 1 else placement.count
    return min(copies_stated(component) or unknown, placement.count)


def confirming(component: Component, copies: int) -> int | None:
    """How many copies, the leader's included, a write waits for; None where that is not declared."""
    followers = followers_confirming(component, copies)
    return None if followers is None else min(followers + 1, copies)


# The same placement is asked for in each of many worlds.
@remembered(1024)
def _spread_out(
    replicas: tuple[Replica, ...], copies: int, first: frozenset[int], lost: frozenset[int]
) -> list[list[Replica]]:
    """The replicas that keep a key, for each key that fails with other things, where a store puts its
    copies as far apart as it can: each in the provider, then region, zone, host that has the fewest
    copies so far; of equals, those whose number is in `first` come first."""
    if copies == len(replicas):
        return [list(replicas)]
    found: dict[tuple[object, ...], list[Replica]] = {(): []}
    for _ in range(copies):
        longer: dict[tuple[object, ...], list[Replica]] = {}
        for chosen in found.values():
            for replica in _next(replicas, chosen, first):
                more = [*chosen, replica]
                longer.setdefault(_alike(more, lost), more)
        found = dict(list(longer.items())[:MOST_KEYS])
    return list(found.values())


def _next(
    replicas: tuple[Replica, ...], chosen: list[Replica], first: frozenset[int]
) -> list[Replica]:
    """Where the next copy may be: on any of the replicas that are as far from the others as one can be."""
    held = Counter(domain for replica in chosen for domain in replica.domains)
    free = [replica for replica in replicas if replica not in chosen]
    held_around = {replica: [held[domain] for domain in replica.domains] for replica in free}
    least = min(held_around.values())
    equals = [replica for replica in free if held_around[replica] == least]
    return sorted(equals, key=lambda replica: (replica.number not in first, replica.number))


def _alike(chosen: list[Replica], lost: frozenset[int]) -> tuple[object, ...]:
    """What distinguishes two keys: who leads, and which failures take their copies."""
    copies = [(r.domains, r.is_open, r.number in lost) for r in chosen]
    return copies[0], tuple(sorted(copies))


def is_layout_open(component: Component, placement: Placement) -> bool:
    """Whether neither a topology nor shards or copies say what each of several replicas does that keep data."""
    if (
        not (component.plays(Role.STORE) or keeps_in_memory(component))
        or component.is_external
        or placement.whole
    ):
        return False
    if not placement.declared or placement.count < 2 or component[NEEDS] is not None:
        return False
    return component[TOPOLOGY] is None and component[SHARDS] is None and component[COPIES] is None


def keeps_in_memory(component: Component) -> bool:
    """Whether code holds data in the memory of its replicas: each may have what the others have not."""
    is_code = not component.plays(Role.STORE, Role.BROKER, Role.CACHE)
    in_memory = (component.value(STATE) or "") in ("memory", "sticky")
    return is_code and in_memory and component[HOLDS] is not None
