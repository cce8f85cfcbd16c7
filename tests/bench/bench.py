"""Measure what the project promises of its speed: `python tests/bench/bench.py [--check]`.

Each command runs as a whole process several times, in turn with a bare interpreter, and the median
is printed. The designs are made by `designs.py`. Compare figures of one machine and one run only.

Beside the figures, each promise is printed with its bar: times the bare interpreter, or seconds. With `--check`
a figure beyond its bar by more than the tolerance ends the run with 1.
"""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.designs import dense, layered

PLAIN = (sys.executable, "-m", "designlint", "check", "--format", "short", "--exit-zero")
CHECK = (*PLAIN, "--no-cache")
QUESTIONS = {
    "verify, 10 components, unchanged": ("verify",),
    "diagram, 10 components, unchanged": ("diagram", "--format", "dot"),
    "report, 10 components, unchanged": ("report", "--format", "markdown"),
    "drill, 10 components, unchanged": ("drill",),
}
"""Other commands that have their answers from the cache."""
CONFIGURED = "ignore: [SPF]\noverrides: [{elements: x0, ignore: ARC}]\n"
TOLERANCE = 1.15
"""A busy machine is as much slower in one run than in another."""

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
VERIFY = (sys.executable, "-m", "designlint", "verify")


class Run(NamedTuple):
    """One finished process: seconds of wall clock and of processor, and its peak memory."""

    wall: float
    processor: float
    megabytes: float


class Promise(NamedTuple):
    """A figure and its bar, both in times the bare interpreter, or in seconds."""

    what: str
    figure: float
    bar: float
    unit: str

    def __str__(self) -> str:
        return f"{self.what}: {self.figure:.2f}{self.unit} (bar {self.bar:g}{self.unit})"

    @property
    def is_broken(self) -> bool:
        """Whether it is missed by more than a busy machine explains."""
        return self.figure > self.bar * TOLERANCE


def run(command: Sequence[str]) -> Run:
    """Run a command to its end; its output is not looked at."""
    # Without compiled modules, as some environments ask for, each run would compile all of designlint.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    began = perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1: a requirement is violated
        raise SystemExit(f"{' '.join(command)} failed with {process.returncode}")
    wall = perf_counter() - began
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def median(command: Sequence[str], times: int) -> Run:
    """The median of each figure over several runs, after one that is not counted."""
    run(command)
    runs = [run(command) for _ in range(times)]
    return Run(*(statistics.median(figure) for figure in zip(*runs, strict=True)))


def _unchanged(folder: str, file: str) -> Iterator[tuple[str, Sequence[str]]]:
    """The other commands that answer from the cache, about one file."""
    for what, (command, *options) in QUESTIONS.items():
        cache = ("--cache-dir", str(Path(folder) / "cache"))
        yield what, (sys.executable, "-m", "designlint", command, file, *options, *cache)


def _configured(folder: str, file: str) -> Sequence[str]:
    """The check of a file in a project with a configuration."""
    project = Path(folder) / "configured"
    project.mkdir()
    (project / "designlint.yaml").write_text(CONFIGURED, encoding="utf-8")
    copy = project / "a.design"
    copy.write_text(Path(file).read_text(encoding="utf-8"), encoding="utf-8")
    return (*PLAIN, "--cache-dir", str(Path(folder) / "cache"), str(copy))


def main() -> bool:
    """Print the table; whether a promise is broken."""
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for name, text in (
            ("10", layered(10)),
            ("1000", layered(1000)),
            ("10000", layered(10_000)),
            ("dense", dense(200)),
        ):
            files[name] = str(Path(folder) / f"{name}.design")
            Path(files[name]).write_text(text, encoding="utf-8")
        bare = median((sys.executable, "-c", "pass"), 9)
        small = median((*CHECK, files["10"]), 9)
        large = median((*CHECK, files["1000"]), 5)
        largest = median((*CHECK, files["10000"]), 1)
        tangled = median((*CHECK, files["dense"]), 3)
        cached = (*PLAIN, "--cache-dir", str(Path(folder) / "cache"))
        small_again = median((*cached, files["10"]), 9)
        large_again = median((*cached, files["1000"]), 5)
        largest_again = median((*cached, files["10000"]), 3)
        again = {what: median(asked, 5) for what, asked in _unchanged(folder, files["10"])}
        configured = median(_configured(folder, files["10"]), 9)
    example = median((*CHECK, str(EXAMPLES / "shortlink.design")), 9)
    proved = median((*VERIFY, str(EXAMPLES / "photoshare"), "--format", "json"), 5)
    growth = math.log10(largest.processor / large.processor)
    print("| what | wall | processor | memory |")
    print("|---|---|---|---|")
    for what, figures in (
        ("bare interpreter", bare),
        ("check, 10 components", small),
        ("check, 10 components, unchanged", small_again),
        ("check, 10 components, configured, unchanged", configured),
        *again.items(),
        ("check, 1 000 components", large),
        ("check, 1 000 components, unchanged", large_again),
        ("check, 10 000 components", largest),
        ("check, 10 000 components, unchanged", largest_again),
        ("check, 200 components, each calling all later ones", tangled),
        ("check, examples/shortlink.design", example),
        ("verify, examples/photoshare", proved),
    ):
        wall, processor, megabytes = figures
        print(f"| {what} | {wall * 1e3:.0f} ms | {processor * 1e3:.0f} ms | {megabytes:.0f} MB |")
    print()
    promises = (
        Promise("10 components", small.wall / bare.wall, 8, "x"),
        Promise("10 components, unchanged", small_again.wall / bare.wall, 5, "x"),
        Promise("10 components, configured, unchanged", configured.wall / bare.wall, 5, "x"),
        Promise("1 000 components", large.wall, 0.8, " s"),
        Promise("1 000 components, unchanged", large_again.wall, 0.25, " s"),
        Promise("10 000 components", largest.wall, 7, " s"),
        Promise("10 000 components, unchanged", largest_again.wall, 0.6, " s"),
    )
    print(*promises, sep="\n")
    print(f"growth from 1 000 to 10 000 components: n^{growth:.2f}")
    return any(promise.is_broken for promise in promises)


if __name__ == "__main__":
    broken = main()
    sys.exit(broken and "--check" in sys.argv[1:])
