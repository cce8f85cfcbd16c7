"""Measure where the time of a check goes: `python tests/bench/bench_parts.py`.

It prints the processor time of each part that designlint's own design names, as that design states
it: `latency` for a small design, and what is different for one of 1 000 components. Every run is a
process of its own, in which a timer looks twice in a millisecond which part is running. Code that
belongs to no part (values, other packages, what is imported) counts for the part that called it; the
start and the end of the interpreter count for the command line. Figures of a machine that does
something else at the same time are larger.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.designs import layered
from tests.examples.own_design import ROOT, parts

SMALL = ROOT / "examples" / "shortlink.design"
SMALL_RUNS, LARGE_RUNS = 1000, 200
ENTRY = "commands"
Spent = dict[str, float]

WATCHED = """
import json, signal, sys, time
owners, entry = json.loads(sys.argv.pop(1)), sys.argv.pop(1)
spent, seen, last = {}, {}, 0.0

def owner(file):
    if file not in seen:
        seen[file] = next((part for path, part in owners if file.startswith(path)), None)
    return seen[file]

def look(number, frame):
    global last
    while frame is not None and owner(frame.f_code.co_filename) is None:
        frame = frame.f_back
    now, part = time.process_time(), entry if frame is None else owner(frame.f_code.co_filename)
    spent[part] = spent.get(part, 0.0) + now - last
    last = now

signal.signal(signal.SIGALRM, look)
signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
from designlint.__main__ import process
process()
signal.setitimer(signal.ITIMER_REAL, 0)
look(0, None)
print(json.dumps(spent), file=sys.stderr)
"""


def main() -> None:
    """Print the time of each part."""
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder, "large.design")
        large.write_text(layered(1000), encoding="utf-8")
        for name, design, runs, high in (
            (SMALL.name, SMALL, SMALL_RUNS, 99.9),
            ("1 000 components", large, LARGE_RUNS, 99.0),
        ):
            found = [spent(design) for _ in range(runs + 1)][1:]  # the first compiles the program
            whole = sorted(sum(one.values()) for one in found)
            print(f"{name}, {runs} runs: {_latency(whole, high)}")
            for part in parts():
                times = sorted(one.get(part, 0.0) for one in found)
                if times[-1] > 0.0:
                    print(f"  {part:24} {_latency(times, high)}")


def spent(design: Path) -> Spent:
    """The processor time of each part in one check."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    check = ["check", "--no-cache", "--exit-zero", "--format", "short", str(design)]
    command = [sys.executable, "-c", WATCHED, json.dumps(_owners()), ENTRY, *check]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment, cwd=ROOT
    )
    with process:
        output = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the check failed: {output.decode()}")
    found: Spent = json.loads(output.splitlines()[-1])
    found[ENTRY] += usage.ru_utime + usage.ru_stime - sum(found.values())
    return found


def _owners() -> list[tuple[str, str]]:
    """What the names of a part's files begin with, the longest first, as parts stand in others."""
    owners = [
        (f"{path}/" if path.is_dir() else str(path), part)
        for part, paths in parts().items()
        for path in paths
    ]
    return sorted(owners, key=lambda owner: -len(owner[0]))


def _latency(times: Sequence[float], high: float) -> str:
    """Times as the language states them; a percentile is the next time that was really measured."""
    figures = []
    for percentile in (50.0, high):
        at = min(len(times) - 1, int(len(times) * percentile / 100.0))
        figures.append(f"p{percentile:g} {times[at] * 1e3:.3g}ms")
    return f"latency {', '.join(figures)}"


if __name__ == "__main__":
    main()
