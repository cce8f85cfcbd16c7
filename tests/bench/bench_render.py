"""How long 2 000 findings of one file of 12 000 lines take to show: `python tests/bench/bench_render.py`."""

from __future__ import annotations

from statistics import median
from time import perf_counter

from designlint.base.source import Source, Span
from designlint.diagnostics.diagnostic import Diagnostic, Label, Severity, Step
from designlint.diagnostics.result import Result
from designlint.render import json_format, short, terminal

LINE = 'component gate{} : load_balancer "Terminates TLS" {{ tech aws.alb  replicas 1 }}'


def findings() -> Result:
    """Findings with two labels and a witness each, spread over a long file."""
    source = Source("a.design", "\n".join([LINE.format(n) for n in range(12_000)]))
    return Result(tuple([_finding(source, 6 * n + 1) for n in range(2000)]), 1)


def _finding(source: Source, line: int) -> Diagnostic:
    gate = Span(source, source.offset(line, 11), source.offset(line, 15))
    start = source.text.index("replicas", gate.end)
    replicas = Label(Span(source, start, start + 10), "one replica (stated)")
    steps = (Step("visitor -> gate", gate, "stated"), Step("gate has one replica", gate, "stated"))
    message = "`follow` stops when `gate` stops"
    return Diagnostic("SPF001", Severity.ERROR, message, Label(gate), (replicas,), steps)


def main() -> None:
    """Print the median of five runs of each format."""
    result = findings()
    for name, render in (
        ("terminal, 80 columns", lambda: terminal.render(result, width=80, colour=True, seconds=0)),
        (
            "terminal, 200 columns",
            lambda: terminal.render(result, width=200, colour=True, seconds=0),
        ),
        ("json", lambda: json_format.render(result)),
        ("short", lambda: short.render(result)),
    ):
        times = []
        for _ in range(5):
            began = perf_counter()
            render()
            times.append(perf_counter() - began)
        print(f"{name}: {median(times) * 1e3:.0f} ms")


if __name__ == "__main__":
    main()
