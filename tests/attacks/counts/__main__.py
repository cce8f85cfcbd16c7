"""`poe attacks`: all attacks, a line for each sort with how many there are and how many found a fault."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from lxml import etree

from tests.attacks.counts import SORTS, Sort


class Tried(NamedTuple):
    """What came of attacks: the tests, their faults, and those that the machine could not run."""

    tried: int
    faults: int
    left_out: int = 0

    def __str__(self) -> str:
        left_out = f", {self.left_out:_} left out" if self.left_out else ""
        return f"{self.tried:_} tests, {self.faults:_} faults{left_out}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Try them; 1 where there is a fault."""
    parser = argparse.ArgumentParser(prog="poe attacks", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0, help="of random inputs (default: 1)")
    parser.add_argument(
        "--slow", action="store_true", help="the slow tests, too, and complexity at 100 kB"
    )
    given = parser.parse_args(arguments)
    faults = 0
    for sort in SORTS:
        found = tested(sort, slow=given.slow)
        faults += found.faults
        print(f"{sort.name:12} {sort.number:4} (at least {sort.least}): {found}", flush=True)
    more = [("inputs", ("tests.attacks", f"--minutes={given.minutes:g}"))]
    more += [("100 kB", ("tests.attacks.complexity",))] if given.slow else []
    for name, command in more:
        ended, said = _ran(["-m", *command])
        faults += ended != 0
        print(f"{name:12} {said.strip().splitlines()[-1]}", flush=True)
    return 1 if faults else 0


def tested(sort: Sort, *, slow: bool) -> Tried:
    """What the tests of a sort say."""
    with TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        options = ["-q", "-n", "0", "-p", "no:cacheprovider", f"--junitxml={report}"]
        ended, said = _ran(["-m", "pytest", *options, *(["--slow"] if slow else []), *sort.tests])
        if not report.exists():
            print(said, file=sys.stderr)
            return Tried(0, ended or 1)
        suites = list(etree.parse(report).iter("testsuite"))
    tests, failures, errors, skipped = (
        sum(int(suite.get(name, 0)) for suite in suites)
        for name in ("tests", "failures", "errors", "skipped")
    )
    if failures or errors:
        print(said, file=sys.stderr)
    return Tried(tests - skipped, failures + errors, skipped)


def _ran(arguments: Sequence[str]) -> tuple[int, str]:
    """The exit code of Python with arguments, and what it printed."""
    done = subprocess.run(
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


if __name__ == "__main__":
    sys.exit(main())
