"""From an edit to its diagnostics: the processor's time until names are resolved, and until all rules are asked.

`python tests/bench/bench_edits.py [COMPONENTS EDITS]`, without the conversation with an editor.
"""

from __future__ import annotations

import gc
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from designlint.base.clock import Clock
from designlint.language.resolve import Kept as Readings
from designlint.server.analysis import Analysis, Kept, read, with_rules
from designlint.server.designs import Designs
from designlint.server.documents import Document, Documents
from designlint.server.serving import collect_between_edits
from tests.bench.designs import layered

EDITS: dict[str, Callable[[str, int], str]] = {
    "a comment": lambda text, n: text.replace("component g0s1 ", f"# {n}\ncomponent g0s1 "),
    "a number of a requirement": lambda text, n: re.sub(
        r"(require .*?>= ?)[\d.]+%", rf"\g<1>98.{n + 1}%", text, count=1
    ),
    "a text of a requirement": lambda text, n: re.sub(
        r'(functional \w+ ")', rf"\g<1>{n} ", text, count=1
    ),
    "a text of a component": lambda text, n: text.replace('"Service 1 of', f'"{n} Service 1 of', 1),
    "a number of a component": lambda text, n: text.replace(
        "capacity 2k req/s", f"capacity {2001 + n} req/s", 1
    ),
    "a name": lambda text, n: re.sub(r"\bg0s1\b", f"g0s1x{n}", text),
}


class Edited:
    """A design that is edited as a server has it."""

    def __init__(self) -> None:
        self._path = Path("bench.design").absolute()
        self._documents = Documents()
        self._designs = Designs(self._documents)
        self._kept = Kept({}, Readings())
        self._analysis: Analysis | None = None

    def now(self, text: str) -> tuple[float, float]:
        """Milliseconds until the names of a text are resolved, and until the rules are asked."""
        self._documents.put(Document(self._path.as_uri(), self._path, text, 1))
        gc.collect()  # as a server does between edits
        began = time.process_time()
        found = read(
            self._path, self._designs, dict(self._documents), Clock(), self._analysis, self._kept
        )
        named = time.process_time()
        self._analysis = with_rules(found, self._analysis)
        return 1000 * (named - began), 1000 * (time.process_time() - began)


def main() -> None:
    """Print the table."""
    components, edits = (int(one) for one in (sys.argv[1:] or ("100", "10")))
    collect_between_edits()
    text, edited = layered(components), Edited()
    edited.now(text)
    print(f"{components} components, {edits} edits of each kind, ms: median and worst")
    for kind, edit in EDITS.items():
        edited.now(text)
        taken = [edited.now(edit(text, number)) for number in range(edits)]
        names, rules = zip(*taken, strict=True)
        print(
            f"{kind:26} names {statistics.median(names):5.0f} {max(names):5.0f}"
            f"   rules {statistics.median(rules):5.0f} {max(rules):5.0f}"
        )


if __name__ == "__main__":
    main()
