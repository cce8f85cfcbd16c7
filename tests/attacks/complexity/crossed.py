"""Combinations of kinds that bound each other's work: ranges in scenarios, doubts in recoveries, quorums far apart,
flows that share work, fixes that touch."""

from __future__ import annotations

from math import isqrt

from tests.attacks.complexity.attack import ACTOR, ALL, attack, claims, flow, services, zones

ZONES = "p.r.z0, p.r.z1, p.r.z2"
UP = "availability of f >= 99.99%"


def _lost(count: int, *expected: str) -> str:
    """Scenarios that lose a zone each, at a load of their own."""
    expect = "; ".join(f"expect {one}" for one in expected)
    return "".join(
        f"scenario x{n} {{ lose p.r.z{n % 3}; load 1.{n}x; {expect} }}\n" for n in range(count)
    )


@attack
def few_ranges(count: int) -> str:
    """A few ranges, which all of many scenarios try, in each of which fallbacks stand in."""
    stated = f"replicas 3 in {ZONES}; capacity 1k req/s; availability 99.9%"
    ranged = stated.replace("1k req/s", "1k..2k req/s").replace("99.9%", "99%..99.9%")
    found = "".join(f"component r{n} : service {{ {ranged} }}\n" for n in range(3))
    steps = [f"s{n} -> s{n + 1}" for n in range(count - 1)]
    steps += [f"s{n} -> r{n}, or else s{n + 5}" for n in range(min(3, count - 5))]
    lost = _lost(count, "availability of f >= 99.9999%", "headroom of f >= 50%")
    return ACTOR + zones(3) + services(count, stated) + found + flow(steps) + lost


@attack
def ranges_in_a_cycle(count: int) -> str:
    """Ranges of what calls each other in a dense cycle with fallbacks."""
    side = isqrt(count) + 4
    stated = "replicas 2; capacity 1k..2k req/s; availability 99%..99.9%"
    steps = [
        f"s{one} -> s{other}, or else s{(one * other) % side}"
        for one in range(side)
        for other in range(side)
        if one != other and (one * other) % side not in (one, other)
    ]
    return ACTOR + services(side, stated) + flow(steps) + claims(*ALL)


@attack
def doubtful_recoveries(count: int) -> str:
    """Recoveries after losses of zones of what states no place, needs each other at the start and falls back."""
    found = "".join(
        f"data d{n}\ncomponent db{n} : database {{ holds d{n}; replicas 2; topology leader_follower {{ lag 5s }};"
        f" failover auto 30s; needs_at_boot s{n % 4} }}\n"
        for n in range(count)
    )
    steps = [
        f"s0 -> db{n} writes d{n}, or else db{(n + 1) % count}"
        if n % 3
        else f"s0 -> db{n} writes d{n}"
        for n in range(count)
    ]
    lost = "".join(
        f"scenario x{n} {{ lose p.r.z{n % 3}; expect rto of f <= 1min; expect durability of d{n} >= 99.9% }}\n"
        for n in range(count)
    )
    return ACTOR + zones(3) + services(4) + found + flow(steps) + lost + claims("rto of f <= 1min")


@attack
def far_quorums(count: int) -> str:
    """Stores of a consensus over very many regions, of which some distances are declared, asked from nowhere."""
    side = isqrt(count) + 3
    regions = "".join(
        f" region r{n} {{ rtt to p.r{(n + 1) % side} {n % 90 + 5}ms; zone z }}\n"
        for n in range(side)
    )
    spread = ", ".join(f"p.r{n}.z" for n in range(side))
    found = "".join(
        f"data d{n}\ncomponent db{n} : database {{ holds d{n}; replicas {side} in {spread}; topology consensus }}\n"
        for n in range(side)
    )
    steps = [
        s for n in range(side) for s in (f"s0 -> db{n} writes d{n}", f"s0 -> db{n} reads d{n}")
    ]
    return f"{ACTOR}provider p {{\n{regions}}}\n{found}{services(1, 'replicas 2')}{flow(steps)}{claims(*ALL)}"


@attack
def shared_queues(count: int) -> str:
    """Very many flows through one queue and one fleet, each on to what runs in one of two zones."""
    found = "".join(
        f"component w{n} : worker {{ replicas 2 in p.r.z{n % 2} }}\n" for n in range(count)
    )
    flows = "".join(
        f"flow g{n} {{ rate 1 req/s peak; u -> s0 ~> q ~> w{n}; s0 -> w{n} }}\n"
        for n in range(count)
    )
    queue = f"component q : queue {{ bound 1k; replicas 3 in {ZONES} }}\n"
    return ACTOR + zones(3) + services(1, f"replicas 3 in {ZONES}") + queue + found + flows


@attack
def lost_writes(count: int) -> str:
    """One item that very many flows write, each to a store of its own, and go on without."""
    found = "".join(f"component db{n} : database {{ holds d; replicas 2 }}\n" for n in range(count))
    flows = "".join(
        f"flow g{n} {{ rate 1 req/s peak; u -> s0; s0 -> db{n} writes d, optional; s0 -> db{(n + 7) % count} reads d }}\n"
        for n in range(count)
    )
    required = claims("consistency of d >= causal", "staleness of d <= 1s", "rpo of d <= 1s")
    return f"{ACTOR}data d\n{services(1)}{found}{flows}{required}"


@attack
def unnamed_data(count: int) -> str:
    """Flows that write one item, and call other stores that have it without saying what for."""
    found = "".join(f"component db{n} : database {{ holds d; replicas 2 }}\n" for n in range(count))
    flows = "".join(
        f"flow g{n} {{ rate 1 req/s peak; u -> s0; s0 -> db{n} writes d; s0 -> db{(n * 3 + 1) % count} }}\n"
        for n in range(count)
    )
    required = claims("consistency of d >= causal", "staleness of d <= 1s")
    return f"{ACTOR}data d\n{services(1)}{found}{flows}{required}"


@attack
def claims_in_worlds(count: int) -> str:
    """Claims of all kinds on one flow and its data, in scenarios of a few worlds and at a few loads."""
    expected = (
        "availability of f >= 99%",
        "headroom of f >= 50%",
        "latency p99 of f <= 9ms",
        "rto of f <= 1min",
        "consistency of d >= causal",
    )
    lost = "".join(
        f"scenario x{n} {{ lose p.r.z{n % 3}; expect {expected[n % 5]} }}\n" for n in range(count)
    )
    required = [f"{expected[n % 3]} at {n % 7 + 1}x" for n in range(count)]
    side = isqrt(count) + 5
    stated = f"replicas 3 in {ZONES}; capacity 1k req/s; latency p50 2ms, p99 9ms"
    store = f"data d\ncomponent db : database {{ holds d; replicas 3 in {ZONES}; topology consensus }}\n"
    steps = [
        *(f"s{n} -> s{n + 1}" for n in range(side - 1)),
        "s0 -> db writes d",
        "s0 -> db reads d",
    ]
    return (
        ACTOR + zones(3) + store + services(side, stated) + flow(steps) + lost + claims(*required)
    )


@attack
def timed_cycles(count: int) -> str:
    """Calls in cycles of three with timeouts, retries, shares and fallbacks that lead back."""
    steps = []
    for n in range(0, count - 5, 3):
        steps += [
            f"s{n} -> s{n + 1}, or else s{n + 2} {{ timeout {n % 40 + 5}ms; retries 2 }}",
            f"s{n + 1} -> s{n + 2} 50% {{ timeout {n % 30 + 5}ms }}",
            f"s{n + 2} -> s{n}, optional {{ timeout 9ms; retries 1 }}",
            f"s{n} -> s{n + 3}",
        ]
    return ACTOR + services(count) + flow(steps) + claims(*ALL)


@attack
def limited_tenants(count: int) -> str:
    """Autoscaled components with limits, pools and ranges, with claims at very many loads."""
    stated = (
        "replicas 2; autoscale 2..50 in 1min; capacity 100 req/s; rate_limit 900 req/s;"
        " latency p50 2ms, p99 9ms"
    )
    steps = [f"s0 -> s{n}, or else s{n % 5 + 1}" for n in range(6, count)]
    related = "".join(
        f"s0 -> s{n} {{ pool 20 per replica; bulkhead 9 }}\n" for n in range(6, count)
    )
    required = [f"headroom of f >= {n % 90}% at {n % 50 + 1}x" for n in range(count)]
    return ACTOR + services(count, stated) + flow(steps) + related + claims(*required)


@attack
def touching_fixes(count: int) -> str:
    """Misspelt words side by side in one line, each with a fix beside that of the next one."""
    found = "".join(
        f"component s{n} : servce {{ replcas 2; capacty 1k req/s; ownr x; replcas 3 }}\n"
        for n in range(count)
    )
    return ACTOR + found + flow([])


@attack
def groups_in_regions(count: int) -> str:
    """Groups of services in regions of their own that call each other by shares, with claims on each group's flow."""
    regions = "".join(f" region r{n} {{ zone a; zone b }}\n" for n in range(count))
    found = "".join(
        f"group g{n} {{ component a : service {{ replicas 2 in p.r{n}.a, p.r{n}.b; capacity 1k req/s }}\n"
        f" component b : service {{ replicas 1 in p.r{n}.a }} }}\n"
        f"flow f{n} {{ rate 9 req/s peak; u -> g{n}.a -> g{n}.b; g{n}.a -> g{(n + 1) % count}.b 10% }}\n"
        for n in range(count)
    )
    required = [f"availability of f{n} >= 99.9%" for n in range(count)]
    return f"{ACTOR}provider p {{\n{regions}}}\n{found}{claims(*required)}"


@attack
def caches_of_feeds(count: int) -> str:
    """Caches of stores that are fed by each other, each read through them with a freshness."""
    found = "component db0 : database { holds d; replicas 2 }\n" + "".join(
        f"component db{n} : search {{ holds d; fed_by db{n - 1} lag 2s }}\n"
        f"component c{n} : cache {{ holds d; hit 90%; ttl {n % 9 + 1}s }}\n"
        for n in range(1, count)
    )
    steps = ["s0 -> db0 writes d"]
    for n in range(1, count):
        steps += [f"s0 -> c{n} reads d", f"s0 -> db{n} reads d, on miss of c{n}"]
    required = claims("staleness of d <= 1s", "consistency of d >= causal", UP)
    return f"{ACTOR}data d {{ freshness 5s }}\n{found}{services(1)}{flow(steps)}{required}"
