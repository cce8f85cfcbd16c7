"""Large designs for measuring, made by rule: the same size gives the same text."""

from __future__ import annotations


def layered(components: int) -> str:
    """A design of services over caches, stores and queues in three zones.

    It has about three calls and twelve lines for each component, and a requirement for every second.
    """
    lines = [
        'design bench "Made for measuring" { customers "None"; scope "Speed"; growth 3x }',
        "provider cloud { availability 99.999%",
        "  region east { jurisdiction eu; availability 99.99%",
        *[f"    zone {zone} {{ availability 99.9% }}" for zone in "abc"],
        "  }",
        "}",
        'actor user "Uses it" { count 1M }',
    ]
    groups = max(1, components // 10)
    for group in range(groups):
        lines += _group(group)
    return "\n".join(lines) + "\n"


def _group(number: int) -> list[str]:
    places = "in east.a, east.b, east.c"
    names = [f"g{number}s{index}" for index in range(6)]
    lines = [f'data d{number} "Rows of group {number}" {{ size 500B; count 1M; growth 1k/day }}']
    for index, name in enumerate(names):
        lines += [
            f'component {name} : service "Service {index} of group {number}" {{',
            f"  replicas 6 {places}",
            "  capacity 2k req/s per replica",
            "  latency p50 3ms, p99 15ms, p99.99 40ms",
            "  availability 99.9% per replica",
            "  state none",
            "  scales out",
            f'  because "Group {number} needs part {index}."',
            f"  api a{index} {{",
            "    style rest",
            f"    serves F{number}",
            "    auth token",
            '    because "Every client speaks it."',
            "  }",
            "}",
        ]
    lines += [
        f'component c{number} : cache "Hot rows" {{',
        "  latency p50 1ms, p99 4ms, p99.99 10ms",
        f"  replicas 3 {places}",
        f"  holds d{number}",
        "  ttl 5min; eviction lru; size 4GB; hit 90%",
        "  availability 99.9% per replica",
        "  capacity 50k req/s per replica",
        '  because "Reads repeat."',
        "}",
        f'component b{number} : database "Rows" {{',
        "  latency p50 3ms, p99 20ms, p99.99 60ms",
        f"  holds d{number}",
        "  topology leader_follower { leader in east.a; followers 2 in east.b, east.c }",
        "  failover auto 30s",
        "  availability 99.9% per replica",
        "  capacity 5k req/s per replica",
        '  because "Rows with transactions."',
        "}",
        f'component q{number} : stream "Events" {{',
        "  latency p50 2ms, p99 10ms, p99.99 30ms",
        f"  replicas 3 {places}",
        "  availability 99.9% per replica",
        "  capacity 50k msg/s per replica",
        '  because "Work that can wait."',
        "}",
        f'component w{number} : worker "Counts" {{',
        f"  replicas 3 {places}",
        "  availability 99.9% per replica",
        "  capacity 5k msg/s per replica",
        '  because "Counting can wait."',
        "}",
        *[
            f"{names[i]} -> {names[i + 1]} {{ timeout {20 * 2 ** (5 - i)}ms; retries 1 }}"
            for i in range(5)
        ],
        f'functional F{number} "A user does thing {number}." {{ priority must }}',
        f'flow f{number} "Thing {number}" serves F{number} {{',
        "  rate 900 req/s peak",
        f"  user -> {names[0]} -> {names[1]} -> {names[2]}",
        f"  {names[0]} -> {names[3]}",
        f"  {names[0]} -> {names[4]}, optional",
        f"  {names[1]} -> {names[5]} x2",
        f"  {names[1]} -> {names[3]}",
        f"  {names[2]} -> {names[4]} 50%",
        f"  {names[2]} -> c{number} reads d{number}",
        f"  {names[2]} -> b{number} reads d{number}, on miss of c{number}",
        f"  {names[3]} -> c{number} reads d{number}",
        f"  {names[5]} -> b{number} 10%, reads d{number}",
        f"  {names[2]} ~> q{number}",
        "}",
        f'flow w{number}f "Count {number}" serves F{number} {{',
        f"  q{number} ~> w{number} -> b{number} writes d{number}",
        "}",
        f'flow x{number} "Change {number}" serves F{number} {{',
        "  rate 50 req/s peak",
        *[f"  user -> {names[i]} -> b{number} writes d{number}" for i in range(6)],
        "}",
        f'nonfunctional NA{number} "Up." {{ require availability of f{number} >= 99.9% }}',
        f'nonfunctional NB{number} "Room." {{ require headroom of f{number} >= 10% }}',
        f'nonfunctional NC{number} "Room later." {{ require headroom of f{number} >= 1% at 2x }}',
        f'nonfunctional ND{number} "Fresh." {{ require staleness of d{number} <= 10min }}',
        f'nonfunctional NE{number} "Fast." {{ require latency p99 of f{number} <= 1s }}',
    ]
    return lines


def dense(components: int) -> str:
    """One flow in which each component calls all later ones: paths double with every component."""
    lines = ['actor user "Uses it"']
    lines += [
        f"component s{n} : service {{ replicas 2; availability 99.9% per replica }}"
        for n in range(components)
    ]
    lines += ["flow f {", "  rate 1 req/s peak", "  user -> s0"]
    lines += [f"  s{a} -> s{b}" for a in range(components) for b in range(a + 1, components)]
    lines += ["}", 'nonfunctional N "Up." { require availability of f >= 99% }']
    return "\n".join(lines) + "\n"
