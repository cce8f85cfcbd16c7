"""The bounds of a latency in milliseconds, and two components in a row to try them on."""

from __future__ import annotations

from designlint.analyses.latency.bounds import latencies
from tests.analyses.designs import facts_of

P = "actor u\ncomponent a : service {{ latency {} }}\ncomponent b : service {{ latency {} }}\n"
FINE = "p50 1ms, p99 10ms, p99.9 20ms"


def bounds(text: str, subject: str = "f", percentile: float = 0.99) -> tuple[float, float]:
    """The bounds in milliseconds, on assumptions where facts alone do not bound it."""
    found = latencies(facts_of(text), subject, percentile)
    low = min(latency.lower.time for latency in found)
    return round(low * 1000, 6), round(max(x.proved.time for x in found) * 1000, 6)


def far(way: str) -> str:
    """Two components in two regions, with a way between them."""
    return (
        f"provider p {{ region n {{ zone a; zone b; {way} }}; region s {{ zone a }} }}\nactor u\n"
        "component a : service { replicas 2 in n.a, n.b; latency p99.9 10ms }\n"
        "component b : service { replicas 1 in s.a; latency p99.9 10ms }\nflow f { u -> a -> b }"
    )
