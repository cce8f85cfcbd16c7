"""`python -m tests.attacks.complexity`: the seconds and megabytes that a check of each attack takes."""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.attacks.complexity.all import ATTACKS
from tests.attacks.complexity.attack import of_size

SECONDS, MEGABYTES = 5.0, 500.0
"""What a check of 100 kB may take."""

LONGEST = 20
"""The seconds after which a check is ended."""

COMMAND = ("-m", "designlint", "check", "--no-cache")


class Taken(NamedTuple):
    """What a check took: seconds of the processor, megabytes at most, and its exit code."""

    seconds: float
    megabytes: float
    code: int

    @property
    def is_within(self) -> bool:
        """Whether it ended, by itself and within the limits."""
        return self.code in (0, 1) and self.seconds <= SECONDS and self.megabytes <= MEGABYTES


def taken(design: Path) -> Taken:
    """What a check of a design takes, in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, *COMMAND, str(design)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    resource.prlimit(process.pid, resource.RLIMIT_CPU, (LONGEST, LONGEST))
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Taken(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, process.returncode)


def main() -> int:
    """Measure; 1 where an attack takes too much."""
    parser = argparse.ArgumentParser(prog="complexity", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="which attacks (default: all)")
    parser.add_argument("--size", type=int, default=100_000, help="characters (default: 100000)")
    given = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in given.names or ATTACKS:
            design = Path(folder, f"{name}.design")
            design.write_text(of_size(name, given.size), encoding="utf-8")
            found = taken(design)
            failed += not found.is_within
            verdict = "" if found.is_within else "  TOO MUCH"
            print(
                f"{name:20} {found.seconds:6.1f} s {found.megabytes:6.0f} MB{verdict}", flush=True
            )
    tried = len(given.names or ATTACKS)
    print(
        f"{tried} attacks of {given.size:_} characters, {failed} over {SECONDS:g} s or {MEGABYTES:g} MB"
    )
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
