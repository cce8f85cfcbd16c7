"""Components and places: replicas, zones, hosts, stores, copies, caches, shards, start-up needs."""

from __future__ import annotations

from tests.attacks.complexity.attack import ACTOR, attack, claims, flow, services, zones

ZONES = "p.r.z0, p.r.z1, p.r.z2"
UP = "availability of f >= 99.99%"


def _stores(count: int, stated: str, kind: str = "database") -> str:
    """Stores `db0`, `db1`, ..., each with a data item of its own."""
    return "".join(
        f"data d{n} {{ size 1kB; count 1M; freshness 5s }}\n"
        f"component db{n} : {kind} {{ holds d{n}; {stated} }}\n"
        for n in range(count)
    )


def _read_and_written(count: int) -> list[str]:
    return [
        step
        for n in range(count)
        for step in (f"s0 -> db{n} writes d{n}", f"s0 -> db{n} reads d{n}")
    ]


def _crowds(count: int, stated: str, places: int = 3) -> str:
    return (
        ACTOR
        + zones(places)
        + services(count, stated)
        + flow([f"s0 -> s{n}" for n in range(1, count)])
    )


@attack
def crowds(count: int) -> str:
    """Thousands of equal replicas each, of which half are needed."""
    return _crowds(
        count, f"replicas 10000 in {ZONES}; needs 5000; availability 99% per replica"
    ) + claims(UP)


@attack
def crowds_apart(count: int) -> str:
    """Thousands of replicas each, every component with other numbers."""
    found = "".join(
        f"component s{n} : service {{ replicas {9000 - n} in {ZONES}; needs {6000 - n} }}\n"
        for n in range(count)
    )
    return ACTOR + zones(3) + found + flow([f"s0 -> s{n}" for n in range(1, count)]) + claims(UP)


@attack
def hundreds(count: int) -> str:
    """Hundreds of replicas each, below what is counted together."""
    return _crowds(count, f"replicas 250 in {ZONES}; needs 150") + claims(UP)


@attack
def scaled(count: int) -> str:
    """Autoscalers with a wide range."""
    return _crowds(
        count, f"replicas 2 in {ZONES}; autoscale 2..5000 in 1min; capacity 1 req/s"
    ) + claims(UP)


@attack
def many_zones(count: int) -> str:
    """One component over very many zones."""
    where = ", ".join(f"p.r.z{n}" for n in range(count))
    stated = f"replicas {count} in {where}; needs 2; availability 99% per replica"
    return ACTOR + zones(count) + services(1, stated) + flow([]) + claims(UP)


@attack
def entangled_zones(count: int) -> str:
    """Components that share zones in all ways, so that no failure is independent of another."""
    near = count // 4 + 3
    found = "".join(
        f"component s{n} : service {{ replicas 3 in p.r.z{n % near}, p.r.z{n * 3 % near}, p.r.z{n * 7 % near};"
        f" needs 2; availability 99% per replica }}\n"
        for n in range(1, count)
    )
    first = f"component s0 : service {{ replicas 3 in {ZONES} }}\n"
    return (
        ACTOR
        + zones(near)
        + first
        + found
        + flow([f"s0 -> s{n}" for n in range(1, count)])
        + claims(UP)
    )


@attack
def many_regions(count: int) -> str:
    """Replicas in one region each, of very many."""
    found = "".join(f" region r{n} {{ rtt to p.r{(n + 1) % count} 50ms }}\n" for n in range(count))
    parts = "".join(f"component s{n} : service {{ replicas 2 in p.r{n} }}\n" for n in range(count))
    calls = [f"s{n} -> s{n + 1}" for n in range(count - 1)]
    return (
        f"{ACTOR}provider p {{\n{found}}}\n{parts}{flow(calls)}{claims('latency p99 of f <= 1s')}"
    )


@attack
def led_stores(count: int) -> str:
    """Stores with a leader and followers, each behind a cache."""
    topology = "topology leader_follower { leader in p.r.z0; followers 2 in p.r.z1, p.r.z2 }"
    caches = "".join(f"component c{n} : cache {{ holds d{n}; ttl 5s }}\n" for n in range(count))
    steps = [
        step
        for n in range(count)
        for step in (
            f"s0 -> c{n} reads d{n}",
            f"s0 -> db{n} reads d{n}, on miss of c{n}",
            f"s0 -> db{n} writes d{n}",
        )
    ]
    required = [f"staleness of d{n} <= 1s" for n in range(0, count, 4)]
    return (
        ACTOR
        + zones(3)
        + _stores(count, topology)
        + caches
        + services(1)
        + flow(steps)
        + claims(*required)
    )


@attack
def quorums(count: int) -> str:
    """Stores that ask a quorum."""
    stated = f"replicas 5 in {ZONES}; topology leaderless {{ copies 3; read 2; write 2 }}"
    required = [f"consistency of d{n} >= linearizable" for n in range(count)]
    return (
        ACTOR
        + zones(3)
        + _stores(count, stated)
        + services(1)
        + flow(_read_and_written(count))
        + claims(*required)
    )


@attack
def shards(count: int) -> str:
    """Stores with many shards over few replicas."""
    stated = f"replicas 9 in {ZONES}; shards 64; copies 3"
    return (
        ACTOR
        + zones(3)
        + _stores(count, stated)
        + services(1)
        + flow(_read_and_written(count))
        + claims(UP)
    )


@attack
def backups(count: int) -> str:
    """Stores whose recovery is asked for."""
    stated = "replicas 2; topology leader_follower { lag 5s }; backup every 24h to vault"
    vault = "component vault : object_store { managed global }\n"
    required = [
        one for n in range(count) for one in (f"rpo of d{n} <= 1h", f"durability of d{n} >= 99.99%")
    ]
    return (
        ACTOR
        + vault
        + _stores(count, stated)
        + services(1)
        + flow(_read_and_written(count))
        + claims(*required)
    )


@attack
def copies_of_one(count: int) -> str:
    """One data item in very many stores."""
    found = "".join(f"component db{n} : database {{ holds d }}\n" for n in range(count))
    steps = [f"s0 -> db{n} writes d" for n in range(count)]
    steps += [f"s0 -> db{n * 7 % count} reads d" for n in range(count)]
    required = claims("consistency of d >= linearizable", "staleness of d <= 1s")
    return f"{ACTOR}data d\n{found}{services(1)}{flow(steps)}{required}"


@attack
def chained_caches(count: int) -> str:
    """Caches, each of which asks the next on a miss."""
    found = "".join(
        f"component c{n} : cache {{ holds d; ttl 1s; hit 50% }}\n" for n in range(count)
    )
    steps = [
        "s0 -> c0 reads d",
        *(f"s0 -> c{n + 1} reads d, on miss of c{n}" for n in range(count - 1)),
    ]
    required = claims("staleness of d <= 1s", "latency p99 of f <= 1s")
    return f"{ACTOR}data d\n{found}{services(1)}{flow(steps)}{required}"


@attack
def queues(count: int) -> str:
    """A chain of queues and workers."""
    found = "".join(
        f"component q{n} : queue {{ holds d; retention 1d }}\ncomponent w{n} : worker {{ replicas 2; capacity 9 req/s }}\n"
        for n in range(count)
    )
    steps = ["s0 ~> q0 writes d"]
    for n in range(count - 1):
        steps += [f"q{n} -> w{n} reads d", f"w{n} ~> q{n + 1} writes d"]
    return f"{ACTOR}data d\n{found}{services(1)}{flow(steps)}{claims('headroom of f >= 1%')}"


@attack
def boot_needs(count: int) -> str:
    """Components that need each other to start, in circles."""
    found = "".join(
        f"component s{n} : service {{ replicas 2; needs_at_boot s{(n + 1) % count}, s{n * 3 % count} }}\n"
        for n in range(count)
    )
    return ACTOR + found + flow([]) + claims("availability of f >= 99%", "rto of f <= 1h")


@attack
def per_tenant(count: int) -> str:
    """Services and stores of many tenants."""
    found = "".join(
        f"component a{n} : service {{ replicas 2; tenancy per_tenant }}\n"
        f"component t{n} : database {{ holds d; tenancy shared }}\n"
        for n in range(count)
    )
    steps = [step for n in range(count) for step in (f"s0 -> a{n}", f"a{n} -> t{n} reads d")]
    return (
        f"{ACTOR}data d\n{found}{services(1)}{flow(steps)}{claims(UP, 'blast_radius of s0 <= 10%')}"
    )


@attack
def externals(count: int) -> str:
    """Third parties of which nothing is known."""
    found = "".join(f"external x{n}\n" for n in range(count))
    return ACTOR + found + services(1) + flow([f"s0 -> x{n}" for n in range(count)]) + claims(UP)
