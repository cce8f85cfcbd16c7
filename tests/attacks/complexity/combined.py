"""Combinations: of what takes long by itself, two and more at once, each in a design of any size."""

from __future__ import annotations

from math import isqrt

from tests.attacks.complexity.attack import ACTOR, ALL, attack, claims, flow, services, zones

ZONES = "p.r.z0, p.r.z1, p.r.z2"
UP = "availability of f >= 99.99%"


def _in_a_row(count: int, first: int = 0) -> list[str]:
    return [f"s{n} -> s{n + 1}" for n in range(first, count - 1)]


@attack
def doubtful_callers(count: int) -> str:
    """Losses at as many loads of a design in which it is not declared where its six callers run."""
    behind = max(7, count // 4)
    callers = "".join(
        f"component c{n} : service {{ replicas 1; capacity 1k req/s }}\n" for n in range(6)
    )
    steps = [*(f"s0 -> c{n}" for n in range(6)), *(f"c{n % 6} -> s{n}" for n in range(1, behind))]
    lost = "".join(
        f"scenario x{n} {{ lose p.r.z{n % 3}; load 1.{n}x; expect availability of f >= 90%;"
        f" expect headroom of f >= 1% }}\n"
        for n in range(count)
    )
    placed = services(behind, f"replicas 3 in {ZONES}; capacity 1k req/s")
    return ACTOR + zones(3) + callers + placed + flow(steps) + lost


@attack
def doubtful_stores(count: int) -> str:
    """Losses of zones of very many stores of which it is not declared where they run."""
    found = "".join(
        f"data d{n}\ncomponent db{n} : database {{ holds d{n}; replicas 2; topology leader_follower {{ lag 5s }} }}\n"
        f"scenario x{n} {{ lose p.r.z{n % 3}; load 1.{n}x; expect rpo of d{n} <= 1min;"
        f" expect consistency of d{n} >= causal }}\n"
        for n in range(count)
    )
    return (
        ACTOR
        + zones(3)
        + found
        + services(1)
        + flow([f"s0 -> db{n} writes d{n}" for n in range(count)])
    )


@attack
def homes_elsewhere(count: int) -> str:
    """Data in stores of many places without a jurisdiction, each claimed to be in another."""
    regions = "".join(
        f" region r{n} {{ zone z {{ jurisdiction j{n % 7} }}; zone y }}\n" for n in range(count)
    )
    found = "".join(
        f"data d{n}\ncomponent db{n} : database {{ holds d{n}; replicas 2 in p.r{n}.y, p.r{(n + 1) % count} }}\n"
        for n in range(count)
    )
    required = [f"residency of d{n} in j{n % 7}" for n in range(count)]
    steps = [f"s0 -> db{n} writes d{n}" for n in range(count)]
    return (
        f"{ACTOR}provider p {{\n{regions}}}\n{found}{services(1)}{flow(steps)}{claims(*required)}"
    )


@attack
def distances(count: int) -> str:
    """A caller without a place of very many stores, of which some distances are declared."""
    regions = "".join(
        f" region r{n} {{ distance to p.r{(n + 1) % count} {n + 50}km; zone z }}\n"
        for n in range(count)
    )
    found = "".join(
        f"component s{n + 1} : service {{ replicas 2 in p.r{n}.z }}\n" for n in range(count)
    )
    steps = [f"s0 -> s{n + 1}" for n in range(count)]
    first = "component s0 : service { replicas 2 }\n"
    return f"{ACTOR}provider p {{\n{regions}}}\n{first}{found}{flow(steps)}{claims(*ALL)}"


@attack
def timed_fallbacks(count: int) -> str:
    """A line of calls with timeouts, retries, hedges and fallbacks that are violated."""
    steps = [
        f"s{n} -> s{n + 1}, or else s{n + 2} {{ timeout {n % 40 + 5}ms; retries 2 }}"
        for n in range(count - 2)
    ]
    return (
        ACTOR
        + services(count)
        + flow(steps)
        + claims("availability of f >= 99.9999%", "latency p99 of f <= 9ms")
    )


@attack
def ranges_in_scenarios(count: int) -> str:
    """Ranges in scenarios that lose zones at loads of their own, of what falls back."""
    stated = f"replicas 2..4 in {ZONES}; capacity 1k..2k req/s; availability 99%..99.9%"
    steps = [f"s{n} -> s{n + 1}, or else s{(n * 3 + 2) % count}" for n in range(count - 1)]
    lost = "".join(
        f"scenario x{n} {{ lose p.r.z{n % 3}; load 1.{n}x; expect availability of f >= 99.9999% }}\n"
        for n in range(count)
    )
    return ACTOR + zones(3) + services(count, stated.replace("2..4", "3")) + flow(steps) + lost


@attack
def caches_of_caches(count: int) -> str:
    """Caches with caches before sharded stores that copy over zones, each read and written, each claimed."""
    found = "".join(
        f"data d{n} {{ size 1kB; count 1M; freshness 5s }}\n"
        f"component a{n} : cache {{ holds d{n}; hit 90%; ttl 9s }}\ncomponent b{n} : cache {{ holds d{n}; ttl 9s }}\n"
        f"component db{n} : database {{ holds d{n}; replicas 9 in {ZONES}; shards 16; copies 3 }}\n"
        for n in range(count)
    )
    steps = [
        step
        for n in range(count)
        for step in (
            f"s0 -> a{n} reads d{n}",
            f"s0 -> b{n} reads d{n}, on miss of a{n}",
            f"s0 -> db{n} reads d{n}, on miss of b{n}",
            f"s0 -> db{n} writes d{n}",
        )
    ]
    required = [f"{what} of d{n} {least}" for n in range(count) for what, least in _OF_DATA]
    return ACTOR + zones(3) + found + services(1) + flow(steps) + claims(*required)


_OF_DATA = (
    ("staleness", "<= 1s"),
    ("consistency", ">= linearizable"),
    ("rpo", "<= 1s"),
    ("durability", ">= 99.99%"),
)


@attack
def fallbacks_in_common(count: int) -> str:
    """A dense graph of optional calls, of which each falls back on one of a few that fall back in turn."""
    side = isqrt(count) + 4
    steps = [
        f"s{one} -> s{other}, or else s{(one + other) % 4}{', optional' * (other % 2)}"
        for one in range(4, side)
        for other in range(one + 1, side)
    ]
    lost = "".join(
        f"scenario x{n} {{ lose s{n}; expect availability of f >= 99% }}\n" for n in range(side)
    )
    begun = [f"s0 -> s{n}" for n in range(4, side)]
    return ACTOR + services(side) + flow([*begun, *steps]) + lost + claims(*ALL)


@attack
def published(count: int) -> str:
    """Components of technologies, each with what its provider publishes."""
    used = ("postgresql", "redis", "kafka", "aws.rds", "aws.s3", "rabbitmq", "cassandra", "aws.sqs")
    kinds = (
        "database",
        "cache",
        "stream",
        "database",
        "object_store",
        "queue",
        "database",
        "queue",
    )
    found = "".join(
        f"data d{n}\ncomponent t{n} : {kinds[n % 8]} {{ tech {used[n % 8]}; holds d{n}; replicas 3 in {ZONES} }}\n"
        for n in range(count)
    )
    steps = [f"s0 -> t{n} writes d{n}" for n in range(count)]
    return ACTOR + zones(3) + found + services(1) + flow(steps) + claims(*ALL)


@attack
def shared_causes(count: int) -> str:
    """Many flows with a promise each, all through what fails together, in hosts, zones and failure domains."""
    found = "".join(
        f"component s{n} : service {{ replicas 3 in p.r.z{n % 5}, p.r.z{n * 3 % 5}, p.r.z{n * 7 % 5}; needs 2;"
        f" availability 99% per replica }}\n"
        for n in range(count)
    )
    flows = "".join(
        f"flow g{n} {{ rate 1 req/s peak; u -> s{n}; s{n} -> s{(n * 5 + 1) % count}; s{n} -> s{(n * 11 + 3) % count} }}\n"
        for n in range(count)
    )
    required = [f"availability of g{n} >= {95 + n % 5}%" for n in range(count)]
    return ACTOR + zones(5) + found + flows + claims(*required)


@attack
def like_names(count: int) -> str:
    """Unknown names that are all like all names, and long."""
    word = "payment_and_settlement_orchestrator"
    found = "".join(f"component {word}_{n:05} : service {{ replicas 2 }}\n" for n in range(count))
    return (
        ACTOR
        + found
        + flow([f"{word}_{n:05} -> {word}s_{n:05}" for n in range(count)]).replace("u -> s0\n", "")
    )


@attack
def unknown_properties(count: int) -> str:
    """Properties, kinds and words that nothing has, each like one that something has."""
    found = "".join(
        f"component s{n} : servise {{ replica 2; capasity 1k req/s; latncy p99 {n}ms; availabilty 99% }}\n"
        for n in range(count)
    )
    return ACTOR + found + flow([])


@attack
def false_acceptances(count: int) -> str:
    """Acceptances of codes and elements that are not there, and of the same finding again and again."""
    found = "".join(
        f'accept {("SPF001", "SPF9", "COV003", "spof")[n % 4]} on {("s0", f"s{n}x", "f", f"N{n}")[n % 4]} because "x"\n'
        for n in range(count)
    )
    return ACTOR + services(4, "replicas 1") + flow(_in_a_row(4)) + found + claims(*ALL)


@attack
def risky_decisions(count: int) -> str:
    """Decisions about all, with many options, requirements that they answer and texts that name what is there."""
    found = "".join(
        f'decision D{n} "Why s{n} and s{(n + 1) % count}?" about s{n}, s{n * 3 % count} {{\n'
        f' option a {{ pro "s{n} is fast within {n}ms"; con "99.9% of s{n * 7 % count}" }}\n'
        f' option b {{ con "slow"; chosen }}\n}}\n'
        f'functional F{n} "A user of s{n} can see s{n * 5 % count} within {n} s." {{ priority must }}\n'
        for n in range(count)
    )
    return ACTOR + services(count, "replicas 2") + flow(_in_a_row(count)) + found


@attack
def wide_words(count: int) -> str:
    """Lists of the same words on one line: places, data and interfaces, thousands of each."""
    held = ", ".join(f"d{n}" for n in range(count))
    where = ", ".join(["p.r.z0, p.r.z1"] * count)
    found = "".join(f"data d{n}\n" for n in range(count))
    stored = f"component db : database {{ holds {held}; replicas {2 * count} in {where} }}\n"
    steps = [f"s0 -> db reads {held}", f"s0 -> db writes {held}"]
    return ACTOR + zones(2) + found + stored + services(1) + flow(steps) + claims(UP)


@attack
def deep_groups(count: int) -> str:
    """Groups inside groups with components of the same names, asked for from all levels."""
    depth = min(40, isqrt(count) + 2)
    opened = "".join(
        f"group g{n} {{\n"
        + "".join(f"component c{k} : service {{ replicas 2 }}\n" for k in range(count // depth + 1))
        for n in range(depth)
    )
    path = ".".join(f"g{n}" for n in range(depth))
    steps = [f"s0 -> {path}.c{k}" for k in range(count // depth + 1)]
    return ACTOR + opened + "}\n" * depth + services(1) + flow(steps) + claims(*ALL)


@attack
def messages_in_cycles(count: int) -> str:
    """Streams and workers in cycles that read and write all data, with retention and claims at many loads."""
    found = "".join(
        f"data d{n} {{ size 1kB }}\ncomponent q{n} : stream {{ holds d{n}; retention 1d; replicas 3 in {ZONES} }}\n"
        f"component w{n} : worker {{ replicas 2; capacity 9 req/s }}\n"
        for n in range(count)
    )
    steps = ["s0 ~> q0 writes d0"]
    for n in range(count):
        steps += [
            f"q{n} ~> w{n} reads d{n}",
            f"w{n} ~> q{(n + 1) % count} writes d{(n + 1) % count}, 40%",
        ]
    required = [f"headroom of f >= {n % 50}% at {n % 9 + 1}x" for n in range(count)]
    return ACTOR + zones(3) + found + services(1) + flow(steps) + claims(*required)


@attack
def recoveries(count: int) -> str:
    """Stores with backups, feeds and starts that need each other, whose recovery is claimed after each loss."""
    found = "".join(
        f"data d{n} {{ size 1GB }}\ncomponent db{n} : database {{ holds d{n}; replicas 2 in p.r.z{n % 3}, p.r.z{(n + 1) % 3};"
        f" topology leader_follower {{ lag 5s }}; backup every 1h to vault; needs_at_boot s{n % 3} }}\n"
        f"scenario x{n} {{ lose p.r.z{n % 3}; expect rpo of d{n} <= 1h; expect rto of f <= 1h }}\n"
        for n in range(count)
    )
    vault = "component vault : object_store { managed global }\n"
    steps = [f"s0 -> db{n} writes d{n}" for n in range(count)]
    return ACTOR + zones(3) + vault + services(3) + found + flow(steps) + claims("rto of f <= 1h")
