"""Webs: rings, hubs, lists and limits that tie all parts of a design to each other."""

from __future__ import annotations

from math import isqrt

from tests.attacks.complexity.attack import ACTOR, ALL, attack, claims, flow, services, zones

UP = "availability of f >= 99.99%"
ZONES = "p.r.z0, p.r.z1, p.r.z2"


@attack
def ring_of_fallbacks(count: int) -> str:
    """Each calls the next, the last the first, with the one after it as fallback."""
    steps = [f"s{n} -> s{(n + 1) % count}, or else s{(n + 2) % count}" for n in range(count)]
    return ACTOR + services(count) + flow(steps) + claims(UP)


@attack
def ring_of_shares(count: int) -> str:
    """Each calls the next by a share of its calls, the last the first."""
    steps = [f"s{n} -> s{(n + 1) % count} {40 + n % 50}%" for n in range(count)]
    return ACTOR + services(count) + flow(steps) + claims(*ALL)


@attack
def shares_backwards(count: int) -> str:
    """A line of calls by shares, the last one declared first."""
    steps = [f"s{n} -> s{n + 1} {90 + n % 10}%" for n in reversed(range(count - 1))]
    return ACTOR + services(count) + flow(steps) + claims(*ALL)


@attack
def pairs_in_cycles(count: int) -> str:
    """Pairs that call each other, each pair called by the one before."""
    steps = [f"s{n} -> s{n + 1}" for n in range(count - 1)]
    steps += [f"s{n + 1} -> s{n} 10%" for n in range(0, count - 1, 2)]
    return ACTOR + services(count) + flow(steps) + claims(*ALL)


@attack
def hub(count: int) -> str:
    """Half of all call one service, which calls the other half; each call has a timeout."""
    half = count // 2
    pairs = [f"s0 -> s{n}" for n in range(1, half)]
    pairs += [f"s{n} -> s{half}" for n in range(1, half)]
    pairs += [f"s{half} -> s{n}" for n in range(half + 1, count)]
    timed = [f"{pair} {{ timeout 300ms; retries 1 }}" for pair in pairs]
    return ACTOR + services(count) + flow(timed) + claims(*ALL)


@attack
def limits(count: int) -> str:
    """Rate limits and bulkheads along a line of calls, each narrower than the one before."""
    found = "".join(
        f"component s{n} : service {{ replicas 2; capacity 1k req/s; rate_limit {3000 - n} req/s;"
        f" latency p50 2ms, p99 9ms }}\n"
        for n in range(count)
    )
    calls = [f"s{n} -> s{n + 1}" for n in range(count - 1)]
    related = "".join(f"{call} {{ bulkhead {20 + n % 9} }}\n" for n, call in enumerate(calls))
    return ACTOR + found + flow(calls, stated="rate 2k req/s peak") + related + claims(*ALL)


@attack
def limits_and_fallbacks(count: int) -> str:
    """Services above their limits that pass what they refuse to a fallback, which the next one asks, too."""
    stated = "replicas 2; capacity 50 req/s; rate_limit 90 req/s; latency p50 2ms, p99 9ms"
    steps = [f"s0 -> s{n}, or else s{n % 7 + 1}" for n in range(8, count)]
    return (
        ACTOR
        + services(count, stated)
        + flow(steps, stated="rate 200 req/s peak")
        + claims(UP, "headroom of f >= 1%")
    )


@attack
def pools(count: int) -> str:
    """Very many services that keep connections to a few stores."""
    stores = "".join(
        f"component db{n} : database {{ holds d; limit connections 500 }}\n" for n in range(5)
    )
    calls = [f"s{n} -> db{n % 5} reads d" for n in range(count)]
    related = "".join(f"s{n} -> db{n % 5} {{ pool 20 per replica }}\n" for n in range(count))
    begun = [f"s0 -> s{n}" for n in range(1, count)]
    return (
        f"{ACTOR}data d\n{stores}{services(count)}{flow([*begun, *calls])}{related}{claims(*ALL)}"
    )


@attack
def feeds(count: int) -> str:
    """Stores, each of which is fed by the one before."""
    found = "component db0 : database { holds d }\n" + "".join(
        f"component db{n} : search {{ holds d; fed_by db{n - 1} lag 2s }}\n"
        for n in range(1, count)
    )
    steps = ["s0 -> db0 writes d", *(f"s0 -> db{n} reads d" for n in range(1, count))]
    required = claims("staleness of d <= 1s", "consistency of d >= causal")
    return f"{ACTOR}data d\n{found}{services(1)}{flow(steps)}{required}"


@attack
def topic(count: int) -> str:
    """One stream that very many flows write, and very many others read."""
    written = "".join(
        f"flow in{n} {{ rate 2 req/s peak; u -> s{n}; s{n} ~> q writes d }}\n"
        for n in range(0, count, 2)
    )
    read = "".join(f"flow out{n} {{ q ~> s{n} reads d }}\n" for n in range(1, count, 2))
    stream = "component q : stream { holds d; retention 1d }\n"
    required = claims("headroom of in0 >= 1%", "staleness of d <= 1min")
    return f"{ACTOR}data d\n{stream}{services(count)}{written}{read}{required}"


@attack
def cold_caches(count: int) -> str:
    """Caches, each before a store of its own that all of them together overload."""
    found = "".join(
        f"data d{n}\ncomponent c{n} : cache {{ holds d{n}; hit 95%; ttl 1min }}\n"
        f"component db{n} : database {{ holds d{n}; capacity 20 req/s }}\n"
        for n in range(count)
    )
    steps = [
        step
        for n in range(count)
        for step in (f"s0 -> c{n} reads d{n}", f"s0 -> db{n} reads d{n}, on miss of c{n}")
    ]
    return ACTOR + found + services(1) + flow(steps, stated="rate 100 req/s peak") + claims(UP)


@attack
def boot_needs_in_zones(count: int) -> str:
    """A line of services in one zone each, of which each needs the next to start."""
    found = "".join(
        f"component s{n} : service {{ replicas 2 in p.r.z{n % 5}; needs_at_boot s{n + 1} }}\n"
        for n in range(count - 1)
    )
    last = f"component s{count - 1} : service {{ replicas 1 in p.r.z0 }}\n"
    return ACTOR + zones(5) + found + last + flow([]) + claims("rto of f <= 1h")


@attack
def lists_of_all(count: int) -> str:
    """Lists of all others, in each of many components."""
    side = isqrt(count) + 3
    all_of = ", ".join(f"s{n}" for n in range(side))
    found = "".join(
        f"component t{n} : service {{ replicas 2; needs_at_boot {all_of}; runs_without {all_of} for 1h }}\n"
        for n in range(side)
    )
    return ACTOR + services(side) + found + flow([f"s0 -> t{n}" for n in range(side)]) + claims(UP)


@attack
def flows_of_all(count: int) -> str:
    """Many flows, each through many of the same services, with a claim each."""
    side = isqrt(count) + 3
    flows = "".join(
        f"flow g{n} {{ rate 1 req/s peak; u -> s{n}; "
        + "; ".join(f"s{n} -> s{(n + k) % side}" for k in range(1, side))
        + " }\n"
        for n in range(side)
    )
    required = [f"availability of g{n} >= 99.9%" for n in range(side)]
    return ACTOR + services(side) + flows + claims(*required)


@attack
def served_by_all(count: int) -> str:
    """Requirements that interfaces serve, each all of them."""
    side = isqrt(count) + 3
    texts = "".join(
        f'functional F{n} "A user can do {n}." {{ priority must }}\n' for n in range(side)
    )
    all_of = ", ".join(f"F{n}" for n in range(side))
    found = "".join(
        f"component t{n} : service {{ replicas 2; api a {{ style rest; serves {all_of} }} }}\n"
        for n in range(side)
    )
    calls = [f"s0 -> t{n}" for n in range(side)]
    return ACTOR + texts + found + services(1) + flow(calls)


@attack
def changed_worlds(count: int) -> str:
    """Scenarios that set another property each."""
    found = "".join(
        f"scenario x{n} {{ set s{n}.replicas {2 + n % 5}; load {2 + n % 3}x; expect headroom of f >= 10% }}\n"
        for n in range(count)
    )
    calls = [f"s0 -> s{n}" for n in range(1, count)]
    return ACTOR + services(count) + flow(calls) + found


@attack
def homes(count: int) -> str:
    """Data in stores of many regions, each with a claim on its place."""
    regions = "".join(f" region r{n} {{ jurisdiction eu; zone z }}\n" for n in range(count))
    found = "".join(
        f"data d{n}\ncomponent db{n} : database {{ holds d{n}; replicas 2 in p.r{n}.z, p.r{(n + 1) % count}.z }}\n"
        for n in range(count)
    )
    steps = [f"s0 -> db{n} writes d{n}" for n in range(count)]
    required = [f"residency of d{n} in eu" for n in range(count)]
    return (
        f"{ACTOR}provider p {{\n{regions}}}\n{found}{services(1)}{flow(steps)}{claims(*required)}"
    )
