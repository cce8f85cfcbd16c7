"""Calls: chains, trees, cycles, dense graphs, fallbacks, optional steps and shares."""

from __future__ import annotations

from tests.attacks.complexity.attack import ACTOR, ALL, attack, claims, flow, services

Pairs = list[tuple[int, int]]


def _design(count: int, steps: list[str], *required: str) -> str:
    return ACTOR + services(count) + flow(steps) + claims(*(required or ALL))


def _calls(pairs: Pairs, clause: str = "") -> list[str]:
    return [f"s{one} -> s{other}{clause}" for one, other in pairs]


def _dense(count: int) -> Pairs:
    return [(one, other) for one in range(count) for other in range(one + 1, count)]


@attack
def chain(count: int) -> str:
    """One long line of calls."""
    return _design(count, _calls([(n, n + 1) for n in range(count - 1)]))


@attack
def wide(count: int) -> str:
    """One caller of all."""
    return _design(count, _calls([(0, n) for n in range(1, count)]))


@attack
def dense(count: int) -> str:
    """All call all that come after them."""
    return _design(count, _calls(_dense(count)))


@attack
def dense_optional(count: int) -> str:
    """The same, each call optional."""
    return _design(count, _calls(_dense(count), ", optional"))


@attack
def dense_shares(count: int) -> str:
    """The same, each call made by a share of the runs."""
    return _design(count, _calls(_dense(count), " 50%"))


@attack
def dense_cycle(count: int) -> str:
    """All call all others."""
    pairs = [(one, other) for one in range(count) for other in range(count) if one != other]
    return _design(count, _calls(pairs))


@attack
def dense_async(count: int) -> str:
    """All send to all that come after them."""
    return _design(count, [f"s{one} ~> s{other}" for one, other in _dense(count)])


@attack
def ladder(count: int) -> str:
    """Each calls the next two."""
    return _design(count, _calls([(n, n + step) for step in (1, 2) for n in range(count - step)]))


@attack
def optional_tree(count: int) -> str:
    """A tree of optional calls."""
    return _design(count, _calls([(n // 2, n) for n in range(1, count)], ", optional"))


@attack
def share_tree(count: int) -> str:
    """A tree of calls, each made by another share of the runs."""
    return _design(count, [f"s{n // 2} -> s{n} {n % 90 + 1}%" for n in range(1, count)])


@attack
def fallback_tree(count: int) -> str:
    """Each call has a fallback, which calls again."""
    pairs = range((count - 2) // 2)
    return _design(count, [f"s{n} -> s{2 * n + 1}, or else s{2 * n + 2}" for n in pairs])


@attack
def fallback_ladder(count: int) -> str:
    """The fallback of each call is what the next one calls."""
    return _design(count, [f"s{n} -> s{n + 1}, or else s{n + 2}" for n in range(count - 2)])


@attack
def fallback_star(count: int) -> str:
    """All fall back on the same service."""
    return _design(count, [f"s0 -> s{n}, or else s1" for n in range(2, count)])


@attack
def retries_on_retries(count: int) -> str:
    """Retries at each call of a ladder."""
    pairs = [(n, n + step) for step in (1, 2) for n in range(count - step)]
    related = "".join(f"s{a} -> s{b} {{ retries 3; timeout 100ms }}\n" for a, b in pairs)
    return _design(count, _calls(pairs)) + related


@attack
def hedges(count: int) -> str:
    """A chain in which each call is sent again after a while."""
    pairs = [(n, n + 1) for n in range(count - 1)]
    related = "".join(f"s{a} -> s{b} {{ hedge 5ms; timeout 100ms }}\n" for a, b in pairs)
    return _design(count, _calls(pairs)) + related


@attack
def many_times(count: int) -> str:
    """Calls that are made many times each, one after the other and at the same time."""
    ways = ("x50", "x50, parallel")
    return _design(count, [f"s0 -> s{n} {ways[n % 2]}" for n in range(1, count)])


@attack
def same_flows(count: int) -> str:
    """Many flows along the same calls."""
    flows = "".join(f"flow g{n} {{ rate 1 req/s peak; u -> s0 -> s1 }}\n" for n in range(count))
    return ACTOR + services(5) + flow(["s0 -> s1"]) + flows + claims(*ALL)


@attack
def own_flows(count: int) -> str:
    """Many flows of two services each."""
    flows = "".join(
        f"flow g{n} {{ rate 1 req/s peak; u -> s{n} -> s{(n + 1) % count} }}\n"
        for n in range(count)
    )
    return ACTOR + services(count) + flow(["s0 -> s1"]) + flows + claims(*ALL)
