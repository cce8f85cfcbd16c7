"""What is asked: claims, scenarios, ranges, assumptions, and what violates them."""

from __future__ import annotations

from tests.attacks.complexity.attack import ACTOR, ALL, attack, claims, flow, services, zones

ZONES = "p.r.z0, p.r.z1, p.r.z2"


@attack
def many_claims(count: int) -> str:
    """Many claims on one flow."""
    required = [f"latency p9{n % 10} of f <= {n + 1}ms" for n in range(count)]
    return ACTOR + services(3) + flow(["s0 -> s1", "s1 -> s2"]) + claims(*required)


@attack
def violated(count: int) -> str:
    """Many flows with claims that are violated."""
    flows = "".join(
        f"flow g{n} {{ rate 10 req/s peak; u -> s{n}; s{n} -> s{(n + 1) % count} }}\n"
        for n in range(count)
    )
    required = [f"availability of g{n} >= 99.9999%" for n in range(count)]
    return ACTOR + services(count) + flows + claims(*required)


@attack
def overloaded(count: int) -> str:
    """Many flows for whose load nothing is large enough."""
    flows = "".join(f"flow g{n} {{ rate 9k req/s peak; u -> s{n} }}\n" for n in range(count))
    required = [f"headroom of g{n} >= 30%" for n in range(count)]
    return ACTOR + services(count) + flows + claims(*required)


@attack
def hopeless(count: int) -> str:
    """One flow of many components that all changes together do not save."""
    calls = [f"s{n} -> s{n + 1}" for n in range(count - 1)]
    required = claims(
        "availability of f >= 99.9999999%", "latency p99 of f <= 1ms", "headroom of f >= 99%"
    )
    return ACTOR + services(count) + flow(calls) + required


@attack
def violated_at_loads(count: int) -> str:
    """One claim at very many loads."""
    required = [f"headroom of f >= 50% at {n + 2}x" for n in range(count)]
    return ACTOR + services(3) + flow(["s0 -> s1", "s1 -> s2"]) + claims(*required)


@attack
def costs(count: int) -> str:
    """Claims on the cost of each of many components."""
    required = [f"cost of s{n} <= 1 USD/month" for n in range(count)]
    return ACTOR + services(count, "replicas 3; cost 100 USD/month") + flow([]) + claims(*required)


@attack
def scenarios(count: int) -> str:
    """Many scenarios of a small design."""
    found = "".join(
        f"scenario x{n} {{ lose p.r.z{n % 3}; load {1 + n % 7}x; expect availability of f >= 9{n % 10}% }}\n"
        for n in range(count)
    )
    return ACTOR + zones(3) + services(1, f"replicas 3 in {ZONES}") + flow([]) + found


@attack
def scenarios_of_flows(count: int) -> str:
    """A scenario for each of many flows."""
    found = "".join(
        f"flow g{n} {{ rate 5 req/s peak; u -> s{n}; s{n} -> s{(n + 1) % count} }}\n"
        f"scenario x{n} {{ lose p.r.z{n % 3}; expect availability of g{n} >= 99% }}\n"
        for n in range(count)
    )
    return ACTOR + zones(3) + services(count, f"replicas 3 in {ZONES}; capacity 100 req/s") + found


@attack
def scenarios_apart(count: int) -> str:
    """The same, each with a load of its own, so that no two are alike."""
    found = "".join(
        f"scenario x{n} {{ lose s{n}; load 1.{n}x; expect availability of f >= 99% }}\n"
        for n in range(count)
    )
    calls = [f"s{n} -> s{n + 1}, optional" for n in range(count - 1)]
    return ACTOR + services(count) + flow(calls) + found


@attack
def scenarios_in_doubt(count: int) -> str:
    """Losses of zones of a design that does not say where anything runs."""
    found = "".join(
        f"scenario x{n} {{ lose p.r.z{n % 3}; expect availability of f >= 99% }}\n"
        for n in range(count)
    )
    calls = [f"s{n} -> s{n + 1}" for n in range(count - 1)]
    return ACTOR + zones(3) + services(count, "replicas 2; capacity 1k req/s") + flow(calls) + found


@attack
def ranges(count: int) -> str:
    """Ranges everywhere."""
    stated = "replicas 2; capacity 1k..2k req/s; availability 99%..99.99%; latency p50 2ms..9ms, p99 10ms..90ms"
    calls = [f"s{n} -> s{n + 1}" for n in range(count - 1)]
    return (
        ACTOR
        + services(count, stated)
        + flow(calls, stated="rate 10..900 req/s peak")
        + claims(*ALL)
    )


@attack
def ranges_of_flows(count: int) -> str:
    """Many flows with a range and a claim each."""
    flows = "".join(f"flow g{n} {{ rate 10..9000 req/s peak; u -> s{n} }}\n" for n in range(count))
    required = [f"headroom of g{n} >= 30%" for n in range(count)]
    return ACTOR + services(count, "replicas 2; capacity 1k..9k req/s") + flows + claims(*required)


@attack
def assumptions(count: int) -> str:
    """One claim that rests on very many assumptions."""
    calls = [f"s{n} -> s{n + 1}" for n in range(count - 1)]
    return ACTOR + services(count, "replicas 2") + flow(calls) + claims("availability of f >= 90%")


@attack
def acceptances(count: int) -> str:
    """A finding accepted for each of many components."""
    found = "".join(f'accept SPF001 on s{n} because "x"\n' for n in range(count))
    calls = [f"s{n} -> s{n + 1}" for n in range(count - 1)]
    return ACTOR + services(count, "replicas 1") + flow(calls) + found + claims(*ALL)
