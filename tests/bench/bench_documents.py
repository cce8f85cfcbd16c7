"""Measure pictures and review documents: `python tests/bench/bench_documents.py`.

Each is made by a whole process, the median of several runs. Compare figures of one machine only.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.bench import median
from tests.bench.designs import dense, layered

ROOT = Path(__file__).resolve().parents[2]
PHOTOSHARE = str(ROOT / "examples" / "photoshare" / "main.design")
DESIGNLINT = (sys.executable, "-m", "designlint")
TIMES = 3


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "300.design").write_text(layered(300), encoding="utf-8")
        (folder / "1000.design").write_text(layered(1000), encoding="utf-8")
        (folder / "dense.design").write_text(dense(200), encoding="utf-8")
        made = (
            ("report, photoshare, HTML", "report", PHOTOSHARE, "x.html"),
            ("report, photoshare, Markdown", "report", PHOTOSHARE, "x.md"),
            ("report, 1 000 components, HTML", "report", "1000.design", "x.html"),
            ("report, 200 components, each calling all later ones", "report", "dense.design", "x.html"),
            ("diagram, photoshare", "diagram", PHOTOSHARE, "x.svg"),
            ("diagram, 300 components", "diagram", "300.design", "x.svg"),
        )  # fmt: skip
        print("| what | wall | processor | memory |")
        print("|---|---|---|---|")
        for what, command, design, output in made:
            path = str(folder / design)
            run = median((*DESIGNLINT, command, path, "-o", str(folder / output)), TIMES)
            print(f"| {what} | {run.wall:.2f} s | {run.processor:.2f} s | {run.megabytes:.0f} MB |")


if __name__ == "__main__":
    main()
