"""Very many of a few things that meet: loads, teams, data in places, interfaces with work, losses, the same again."""

from __future__ import annotations

from tests.attacks.complexity.attack import ACTOR, ALL, attack, claims, flow, services, zones

ZONES = "p.r.z0, p.r.z1, p.r.z2"


@attack
def loads_apart(count: int) -> str:
    """Claims each at a load of its own, on calls with limits and fallbacks."""
    stated = "replicas 2; autoscale 2..50 in 1min; capacity 100 req/s; rate_limit 900 req/s"
    steps = [f"s0 -> s{n % count}, or else s{(n * 7) % count}" for n in range(1, count)]
    required = [f"headroom of f >= {n % 50}% at {n + 2}x" for n in range(count)]
    return ACTOR + services(count, stated) + flow(steps) + claims(*required)


@attack
def loads_of_losses(count: int) -> str:
    """Scenarios that each expect something at a load of its own."""
    steps = [f"s{n} -> s{n + 1}" for n in range(count - 1)]
    found = "".join(
        f"scenario x{n} {{ lose p.r.z{n % 3}; expect headroom of f >= 9% at {n + 2}x }}\n"
        for n in range(count)
    )
    stated = f"replicas 3 in {ZONES}; capacity 1k req/s; availability 99.9%"
    return ACTOR + zones(3) + services(count, stated) + flow(steps) + found


@attack
def owners_of_decisions(count: int) -> str:
    """Services of many owners, each of which many decisions are about."""
    found = "".join(
        f"component s{n} : service {{ replicas 2; capacity 1k req/s; availability 99.9%; owner t{n % 97} }}\n"
        f'decision D{n} "x" about s{n}, s{n * 7 % count}, s{n * 13 % count} {{\n'
        ' option a "a" { pro "fast"; chosen }\n option b "b" { con "slow" }\n}\n'
        for n in range(count)
    )
    steps = [f"s{(n - 1) // 2} -> s{n}" for n in range(1, count)]
    return ACTOR + found + flow(steps) + claims(*ALL)


@attack
def data_in_places(count: int) -> str:
    """Data kept in stores of many regions, each claimed to be fresh and to stay where it is."""
    regions = "".join(f" region r{n} {{ jurisdiction j{n % 9} }}\n" for n in range(count))
    found = "".join(
        f"data d{n} {{ size 1kB }}\n"
        f"component db{n} : database {{ holds d{n}, d{(n * 7) % count}; replicas 2 in p.r{n} }}\n"
        for n in range(count)
    )
    steps = [f"s0 -> db{n} writes d{n}, reads d{(n * 7) % count}" for n in range(count)]
    required = [f"staleness of d{n} <= 1s" for n in range(count)]
    required += [f"residency of d{n} in j{n % 9}" for n in range(count)]
    return (
        ACTOR
        + f"provider p {{\n{regions}}}\n"
        + services(1)
        + found
        + flow(steps)
        + claims(*required)
    )


@attack
def losses_of_everything(count: int) -> str:
    """A flow whose steps are optional, with shares and fallbacks in turn: each loss leaves a world to be judged."""
    ways = ("optional", "50%", "or else s1", "optional")
    steps = [f"s{(n - 1) // 3} -> s{n}, {ways[n % 4]}" for n in range(2, count)]
    return ACTOR + services(count) + flow(["s0 -> s1", *steps]) + claims(*ALL)


@attack
def same_again(count: int) -> str:
    """The same requirements again and again, on a wide flow."""
    steps = [f"s0 -> s{n}" for n in range(1, count)]
    return ACTOR + services(count) + flow(steps) + claims(*(ALL * (count // 2)))


@attack
def deep_places(count: int) -> str:
    """Domains in domains, each with a service of its own in it, whose losses take all that is inside."""
    deep = min(count, 60)
    inner = "".join(f"domain h{n} {{ " for n in range(deep))
    places = f"provider p {{ region r {{ zone z {{ {inner}{'}' * deep} }} }} }}\n"
    found, paths = "", ["p.r.z"]
    for n in range(deep):
        paths.append(f"{paths[-1]}.h{n}")
    for n in range(count):
        found += f"component s{n} : service {{ replicas 2 in {paths[n % len(paths)]}; availability 99.9% }}\n"
    steps = [f"s{n} -> s{n + 1}" for n in range(count - 1)]
    return ACTOR + places + found + flow(steps) + claims(*ALL)


@attack
def all_assumed(count: int) -> str:
    """Every number is assumed, and each may turn many claims."""
    steps = [f"s{(n - 1) // 2} -> s{n}" for n in range(1, count)]
    required = [f"latency p99 of f <= {n + 9}ms" for n in range(count)]
    return ACTOR + services(count, "replicas 2") + flow(steps) + claims(*required, *ALL)


@attack
def throughputs(count: int) -> str:
    """Flows with a fallback each, all with a claim on their throughput."""
    found = "".join(
        f"component a{n} : service {{ replicas 2; capacity 100 req/s }}\n"
        f"component b{n} : service {{ replicas 2; capacity 100 req/s; rate_limit 90 req/s }}\n"
        f"component c{n} : service {{ replicas 1; capacity 50 req/s }}\n"
        f"flow f{n} {{ rate 40 req/s peak; u -> a{n}; a{n} -> b{n}, or else c{n} }}\n"
        for n in range(count)
    )
    return ACTOR + found + claims(*(f"throughput of f{n} >= 60 req/s" for n in range(count)))
