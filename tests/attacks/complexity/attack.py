"""What an attack is: a way to make a design of any size."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

Make = Callable[[int], str]
"""Makes a design of a number of parts."""

ATTACKS: dict[str, Make] = {}
"""All attacks, by name."""

MOST = 1_000_000


def attack(make: Make) -> Make:
    """Registers an attack."""
    ATTACKS[make.__name__] = make
    return make


def of_size(name: str, size: int) -> str:
    """The largest design of an attack that has at most `size` characters; at least its smallest one."""
    make, high = ATTACKS[name], 8
    while high < MOST and len(make(high)) <= size:
        high *= 2
    return make(
        max(3, bisect_right(range(high), size, key=lambda count: len(make(max(3, count)))) - 1)
    )


PLAIN = "replicas 2; capacity 1k req/s; availability 99.9%; latency p50 2ms, p99 10ms"


def services(count: int, stated: str = PLAIN) -> str:
    """Services `s0`, `s1`, ... that state the same."""
    return "".join(f"component s{n} : service {{ {stated} }}\n" for n in range(count))


def zones(count: int) -> str:
    """A provider with a region of zones `z0`, `z1`, ..."""
    found = "".join(f"  zone z{n} {{ availability 99.9% }}\n" for n in range(count))
    return f"provider p {{\n region r {{\n{found} }}\n}}\n"


def flow(steps: list[str], name: str = "f", stated: str = "rate 10 req/s peak") -> str:
    """A flow of `u`, an actor, that begins with `s0`."""
    lines = "".join(f" {step}\n" for step in ["u -> s0", *steps])
    return f"flow {name} {{\n {stated}\n{lines}}}\n"


def claims(*required: str) -> str:
    """A requirement for each claim."""
    return "".join(
        f'nonfunctional N{n} "x" {{ require {one} }}\n' for n, one in enumerate(required)
    )


ALL = ("availability of f >= 99.99%", "latency p99 of f <= 100ms", "headroom of f >= 10%")
ACTOR = "actor u\n"
