"""Designs of an unusual shape: long flows, one gateway, nested places, cycles of queues, wrong units."""

from __future__ import annotations

from tests.attacks.complexity.attack import ACTOR, ALL, attack, claims, flow, services, zones


@attack
def one_gateway(count: int) -> str:
    """Very many flows of one step each, all through one gateway."""
    flows = "".join(f"flow g{n} {{ rate 1 req/s peak; u -> s0 -> s1 }}\n" for n in range(count))
    limited = "component gate : gateway { replicas 2; rate_limit 900 req/s; capacity 1k req/s }\n"
    return (
        ACTOR
        + limited
        + services(2)
        + flows.replace("u -> s0", "u -> gate")
        + claims("headroom of g0 >= 1%")
    )


@attack
def one_long_flow(count: int) -> str:
    """One flow that asks the same few services again and again."""
    return (
        ACTOR
        + services(6)
        + flow([f"s{n % 6} -> s{(n * 5 + 1) % 6}" for n in range(count)])
        + claims(*ALL)
    )


@attack
def share_chain(count: int) -> str:
    """A line of calls, each made by a share of the runs that come to it."""
    return (
        ACTOR
        + services(count)
        + flow([f"s{n} -> s{n + 1} {90 + n % 10}%" for n in range(count - 1)])
        + claims(*ALL)
    )


@attack
def shares_in_zones(count: int) -> str:
    """Calls by shares to services that share zones, so that no part of the tree is by itself."""
    stated = "replicas 2 in p.r.z0, p.r.z1; availability 99%; capacity 1k req/s"
    calls = [f"s0 -> s{n} {n % 90 + 1}%" for n in range(1, count)]
    return (
        ACTOR
        + zones(2)
        + services(count, stated)
        + flow(calls)
        + claims("availability of f >= 99.9%")
    )


@attack
def queue_cycles(count: int) -> str:
    """Queues whose workers send to the next one, the last to the first."""
    found = "".join(
        f"component q{n} : queue {{ retention 1d }}\ncomponent w{n} : worker {{ replicas 2; capacity 9 req/s }}\n"
        for n in range(count)
    )
    steps = ["s0 ~> q0"]
    for n in range(count):
        steps += [f"q{n} ~> w{n}", f"w{n} ~> q{(n + 1) % count} 50%"]
    return ACTOR + found + services(1) + flow(steps) + claims("headroom of f >= 1%")


@attack
def nested_places(count: int) -> str:
    """Very many providers with a region, a zone and a host each."""
    found = "".join(
        f"provider p{n} {{ region r {{ zone z {{ host h {{ availability 99% }} }} }} }}\n"
        f"component s{n} : service {{ replicas 1 in p{n}.r.z.h }}\n"
        for n in range(count)
    )
    return (
        ACTOR
        + found
        + flow([f"s0 -> s{n}" for n in range(1, count)])
        + claims("availability of f >= 99%")
    )


@attack
def wrong_units(count: int) -> str:
    """A quantity of another dimension in each line."""
    found = "".join(
        f"component s{n} : service {{ capacity 5 GB; latency p99 9 req/s }}\n" for n in range(count)
    )
    return ACTOR + found + flow([])


@attack
def twice_declared(count: int) -> str:
    """The same name, declared again and again."""
    return ACTOR + "component s0 : service { replicas 2 }\n" * count + flow([])


@attack
def unicode_names(count: int) -> str:
    """Names of letters that are alike in other scripts."""
    found = "".join(
        f"component \u0441\u0435rvice{n}_\u00fc\u4e2d : service\n" for n in range(count)
    )
    return ACTOR + found + services(1) + flow([])


@attack
def accepted_lines(count: int) -> str:
    """Findings accepted until a day, one behind each component, of which every other one is not there."""
    found = "".join(
        f"component s{n} : service {{ replicas 1 }}\n"
        f'accept {("SPF001", "COV003")[n % 2]} on s{n} because "x" until 2999-01-{n % 28 + 1:02}\n'
        for n in range(count)
    )
    return ACTOR + found + flow([f"s{n} -> s{n + 1}" for n in range(count - 1)]) + claims(*ALL)


@attack
def ranges_with_claims(count: int) -> str:
    """A range and a claim for each component, and one flow of all."""
    stated = "replicas 2; capacity 1k..2k req/s; cost 1..9 USD/month"
    required = [f"cost of s{n} <= 5 USD/month" for n in range(count)]
    calls = [f"s{n} -> s{n + 1}" for n in range(count - 1)]
    return ACTOR + services(count, stated) + flow(calls) + claims(*required)


@attack
def long_texts(count: int) -> str:
    """Texts of very many lines."""
    lines = "A user can see what happens, within 2 seconds and 99.9% of the time.\n" * 40
    return "".join(f'functional F{n} """{lines}"""\n' for n in range(count // 40 + 1))


@attack
def overrides(count: int) -> str:
    """Relations and flows that state the same calls again, each with other numbers."""
    related = "".join(
        f"s0 -> s{n} {{ timeout {n % 90 + 10}ms; retries 2 }}\n" for n in range(1, count)
    )
    steps = [f"s0 -> s{n} {{ timeout {n % 80 + 10}ms }}" for n in range(1, count)]
    return ACTOR + services(count, "replicas 2") + related + flow(steps) + claims(*ALL)


@attack
def nested_fallbacks(count: int) -> str:
    """Fallbacks that have the next one as their own fallback, at every step of a line."""
    steps = [f"s{n} -> s{n + 1}, or else s{(n * 3 + 2) % count}" for n in range(count - 1)]
    return ACTOR + services(count) + flow(steps) + claims(*ALL)


@attack
def dozens(count: int) -> str:
    """Dozens of replicas each, over a few zones."""
    stated = "replicas 31 in p.r.z0, p.r.z1, p.r.z2; needs 20"
    calls = [f"s0 -> s{n}" for n in range(1, count)]
    return (
        ACTOR
        + zones(3)
        + services(count, stated)
        + flow(calls)
        + claims("availability of f >= 99.99%")
    )
