"""`poe fuzz --minutes N`: all attacks, each for its share of the time, with new seeds every time."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from unittest import SkipTest

from designlint import registry
from designlint.testing import registry as installed_once
from tests.attacks.attack import FOUND, Kept
from tests.attacks.attacks import ATTACKS, SHARES
from tests.attacks.laws import place_of, problem_of

EACH, AT_ONCE = 25, 5.0
"""Inputs of one attack, and seconds, before another one is looked at."""
SHOWN_EVERY = 2.0


class Run:
    """The counts of a run, and the inputs that broke a law."""

    def __init__(self, names: list[str], seed: int, folder: Path) -> None:
        self._seed, self._folder = seed, folder
        self.counts = dict.fromkeys(names, 0)
        self.seconds = dict.fromkeys(names, 0.0)
        self.work = dict.fromkeys(names, 0.0)
        self.problems: dict[tuple[str, str], Path] = {}
        self.left_out: dict[str, int] = {}
        self._lacking: set[str] = set()

    def some(self) -> None:
        """Try inputs of the attack that is furthest behind its share."""
        name = min(self.counts, key=lambda one: self.seconds[one] / SHARES[one])
        start, work = time.perf_counter(), _processor_time()
        for _ in range(EACH):
            self._one(name)
            if time.perf_counter() - start > AT_ONCE:
                break
        self.seconds[name] += time.perf_counter() - start
        self.work[name] += _processor_time() - work

    def _one(self, name: str) -> None:
        attack = ATTACKS[name]
        case = attack.draw(self._seed + self.counts[name])
        self.counts[name] += 1
        try:
            attack.hold(case)
        except SkipTest as error:
            self._left_out(name, str(error))
        except Exception as error:  # noqa: BLE001  # whatever it is, it is what is looked for
            key = (name, place_of(error))
            if key not in self.problems:
                problem = problem_of(error)
                self.problems[key] = Kept(name, case, problem).write(self._folder)
                print(f"\n{name}: {problem}\n  {self.problems[key]}", flush=True)

    def _left_out(self, name: str, lacking: str) -> None:
        self.left_out[name] = self.left_out.get(name, 0) + 1
        if lacking not in self._lacking:
            self._lacking.add(lacking)
            print(f"\n{name}: left out where {lacking}", flush=True)

    def line(self) -> str:
        """The counts in one line."""
        parts = ", ".join(f"{name} {self._count(name)}" for name in self.counts)
        return f"{sum(self.counts.values()):_} inputs, {len(self.problems)} problems: {parts}"

    def _count(self, name: str) -> str:
        left_out = self.left_out.get(name, 0)
        return f"{self.counts[name]:_}" + (f" ({left_out:_} left out)" if left_out else "")

    def rates(self) -> str:
        """Inputs of each attack in a second of processor time, that of processes which have ended included."""
        return "inputs in a CPU second: " + ", ".join(
            f"{name} {self.counts[name] / work:.3g}" for name, work in self.work.items() if work
        )


def _processor_time() -> float:
    children = os.times()
    return time.process_time() + children.children_user + children.children_system


def _loaded_once() -> None:
    """Load the plugins once for all runs, and keep them from being looked through as garbage for each."""
    load = registry.load_registry
    registry.load_registry = lambda entries=None: (
        installed_once() if entries is None else load(entries)
    )
    installed_once()
    gc.collect()
    gc.freeze()


def main(arguments: Sequence[str] | None = None) -> int:
    """Attack until the time is over; 1 where a law was broken."""
    parser = argparse.ArgumentParser(prog="poe fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0, help="how long (default: 5)")
    parser.add_argument(
        "--only", action="append", choices=list(ATTACKS), help="this attack (may be repeated)"
    )
    parser.add_argument(
        "--seed", type=int, default=time.time_ns() // 1000, help="the first seed (default: new)"
    )
    parser.add_argument(
        "--keep", type=Path, default=FOUND, metavar="DIR", help="where inputs are kept"
    )
    given = parser.parse_args(arguments)
    _loaded_once()
    run = Run(given.only or list(ATTACKS), given.seed, given.keep)
    print(f"first seed {given.seed}")
    end, shown = time.monotonic() + given.minutes * 60, 0.0
    while time.monotonic() < end:
        run.some()
        if time.monotonic() - shown > SHOWN_EVERY:
            shown = time.monotonic()
            print(f"\r{run.line()}", end="" if sys.stdout.isatty() else "\n", flush=True)
    gc.unfreeze()
    print(f"\r{run.rates()}\n{run.line()}")
    return 1 if run.problems else 0


if __name__ == "__main__":
    sys.exit(main())
