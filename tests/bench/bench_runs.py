"""Measure runs over a repository of 500 designs: `python tests/bench/bench_runs.py`.

Cold with one process and with two, and warm, each as a whole process, the median of several. On a
machine that does something else at the same time the wall clock says little; so the longest way is
printed too: the processor time of the main process, and an equal share of that of its workers.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.designs import layered

DESIGNS, COMPONENTS, TIMES = 500, 12, 3
CHECK = """
import resource, sys
from designlint.cli import main
main(["check", "--format", "short", "--exit-zero", *sys.argv[1:]])
for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
    used = resource.getrusage(who)
    print(used.ru_utime + used.ru_stime, file=sys.stderr)
"""


class Took(NamedTuple):
    """Seconds by the wall clock, and of processor on the longest way."""

    wall: float
    longest: float


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        designs = Path(folder) / "designs"
        designs.mkdir()
        for number in range(DESIGNS):
            text = f"# {number}\n{layered(COMPONENTS + number % 7)}"
            (designs / f"{number:03}.design").write_text(text, encoding="utf-8")
        kept = Path(folder) / "cache"
        cached = (str(designs), "--cache-dir", str(kept))
        took(1, *cached)  # not counted: it compiles the program
        one = median(1, str(designs), "--no-cache", "--jobs", "1")
        two = median(2, str(designs), "--no-cache", "--jobs", "2")
        cold = median(2, *cached, "--jobs", "2", forget=kept)
        warm = median(1, *cached)
    print(f"| {DESIGNS} designs of {COMPONENTS} components and more | wall | longest way |")
    print("|---|---|---|")
    rows = {
        "cold, 1 process": one,
        "cold, 2 processes": two,
        "cold, 2 processes, results kept": cold,
        "warm": warm,
    }
    for name, row in rows.items():
        print(f"| {name} | {row.wall:.2f} s | {row.longest:.2f} s |")
    faster, part = ratios(one, two), ratios(warm, cold)
    print(f"| 2 processes are faster by (bar: 1.6x) | {faster.wall:.2f}x | {faster.longest:.2f}x |")
    print(f"| warm of cold (bar: 15 %, 0.5 s) | {part.wall:.1%} | {part.longest:.1%} |")


def ratios(over: Took, under: Took) -> Took:
    """Both figures of one over those of another."""
    return Took(over.wall / under.wall, over.longest / under.longest)


def median(workers: int, *arguments: str, forget: Path | None = None) -> Took:
    """The median of each figure over several runs; `forget` is a folder that is removed before."""
    runs = []
    for _ in range(TIMES):
        if forget is not None:
            shutil.rmtree(forget, ignore_errors=True)
        runs.append(took(workers, *arguments))
    return Took(*(statistics.median(figure) for figure in zip(*runs, strict=True)))


def took(workers: int, *arguments: str) -> Took:
    """One run as a process of its own, with the program compiled as it is where it is installed."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", CHECK, *arguments]
    began = perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    wall = perf_counter() - began
    own, of_workers = map(float, done.stderr.split()[-2:])
    return Took(wall, own + of_workers / workers)


if __name__ == "__main__":
    main()
