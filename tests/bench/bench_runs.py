"""Measure runs over a repository of 500 designs: `python tests/bench/bench_runs.py`.

Cold with one process and with two, and warm, each as a whole process, the median of several. Compare
figures of one machine and one run only, and mind what else the machine does.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.bench import CHECK, run
from tests.bench.designs import layered

DESIGNS, COMPONENTS, TIMES = 500, 40, 3


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        designs = Path(folder) / "designs"
        designs.mkdir()
        for number in range(DESIGNS):
            text = f"# {number}\n{layered(COMPONENTS + number % 7)}"
            (designs / f"{number:03}.design").write_text(text, encoding="utf-8")
        kept = Path(folder) / "cache"
        command = (*CHECK, str(designs))
        one = _median((*command, "--no-cache", "--jobs", "1"))
        two = _median((*command, "--no-cache", "--jobs", "2"))
        cached = (*command, "--cache-dir", str(kept))
        cold = _median((*cached, "--jobs", "2"), forget=kept)
        warm = _median(cached)
    print(f"| {DESIGNS} designs of {COMPONENTS} components | seconds |")
    print("|---|---|")
    print(f"| cold, 1 process | {one:.2f} |")
    print(f"| cold, 2 processes | {two:.2f} ({one / two:.2f}x faster; bar: 1.6x) |")
    print(f"| cold, 2 processes, results kept | {cold:.2f} |")
    print(f"| warm | {warm:.2f} (bar: 0.5), {warm / cold:.1%} of the cold run (bar: 15 %) |")


def _median(command: tuple[str, ...], forget: Path | None = None) -> float:
    walls = []
    for _ in range(TIMES):
        if forget is not None:
            shutil.rmtree(forget, ignore_errors=True)
        walls.append(run(command).wall)
    return statistics.median(walls)


if __name__ == "__main__":
    main()
