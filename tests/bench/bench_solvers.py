"""How long the solvers take: `python tests/bench/bench_solvers.py` prints medians."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[2]))

from designlint.solvers import bdd
from designlint.solvers.bdd import importance, probability
from designlint.solvers.faulttree import Event, Key, Node, all_of, any_of, at_least, singles
from designlint.solvers.zbdd import minimal_cut_sets

Case = tuple[Node, dict[Key, float]]


def zoned(components: int, replicas: int, needed: int, kinds: str, seed: int = 1) -> Case:
    """Components in series over three zones; `kinds` says which replicas have equal chances."""
    random = Random(seed)  # the same numbers every time are the point
    region, zones = Event("region"), [Event(("zone", zone)) for zone in range(3)]
    p: dict[Key, float] = {"region": 1e-5, **{zone.key: 1e-4 for zone in zones}}
    tops = []
    for component in range(components):
        chance = random.uniform(1e-4, 1e-2)
        failed = []
        for replica in range(replicas):
            own = Event((component, replica))
            p[own.key] = {"all": 1e-3, "component": chance, "none": random.uniform(1e-4, 1e-2)}[
                kinds
            ]
            failed.append(any_of([own, zones[replica % 3], region]))
        tops.append(at_least(replicas - needed + 1, failed))
    return any_of(tops), p


def hosts(count: int) -> Case:
    """A chain of components, each on two hosts, each host under two components."""
    shared = [Event(("host", place)) for place in range(count + 1)]
    pairs = [
        all_of(any_of([shared[place + side], Event((place, side))]) for side in (0, 1))
        for place in range(count)
    ]
    p: dict[Key, float] = {host.key: 1e-3 for host in shared}
    p.update({(place, side): 1e-3 for place in range(count) for side in (0, 1)})
    return any_of(pairs), p


def milliseconds(work: Callable[[], object], runs: int = 9) -> float:
    times = []
    for _ in range(runs):
        for solved in (bdd._solved, bdd._slopes):
            solved.cache_clear()
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def main() -> None:
    cases = {
        "1000 events, equal replicas": zoned(100, 10, 8, "all"),
        "1000 events, equal in a component": zoned(100, 10, 8, "component"),
        "1000 events, all different": zoned(100, 10, 8, "none"),
        "1000 events, 2-of-10": zoned(100, 10, 9, "component"),
        "300 hosts in a chain": hosts(300),
    }
    print(f"{'median ms':36}{'exact':>10}{'importance':>12}{'cut sets':>10}{'singles':>9}")
    for name, (top, p) in cases.items():
        numbers = [
            milliseconds(lambda top=top, p=p: probability(top, p)),  # type: ignore[misc]
            milliseconds(lambda top=top, p=p: importance(top, p)),  # type: ignore[misc]
            milliseconds(lambda top=top: minimal_cut_sets(top)),  # type: ignore[misc]
            milliseconds(lambda top=top: singles(top)),  # type: ignore[misc]
        ]
        print(f"{name:36}{numbers[0]:10.1f}{numbers[1]:12.1f}{numbers[2]:10.1f}{numbers[3]:9.1f}")
    small = [zoned(5, 3, 2, "component", seed) for seed in range(300)]
    each = milliseconds(lambda: [probability(top, p) for top, p in small], runs=5) / len(small)
    print(f"{'one of 300 small trees':36}{each:10.2f}")


if __name__ == "__main__":
    main()
