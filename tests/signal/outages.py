"""Public outages: whether the design before is reported with its defect, and the one after is not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from tests.examples.test_outages import REPORTED
from tests.signal import checking

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent / "outages"
EXAMPLES = ROOT / "examples" / "outages"


class Pair(NamedTuple):
    """An outage, and what is reported about its designs."""

    name: str
    codes: frozenset[str]
    """Any of these names the defect."""
    named: bool
    """The design before has one of them, as a warning or an error."""
    fails: bool
    """A check of the design before exits with 1."""
    silent: bool
    """The design after has none of them."""
    passes: bool
    """A check of the design after exits with 0."""


def pairs() -> list[Pair]:
    """The outages kept here, by name; the head of each `before.design` says which codes name its defect."""
    folders = [path for path in sorted(HERE.iterdir()) if path.is_dir()]
    return [_pair(folder, named_by(folder / "before.design")) for folder in folders]


def examples() -> list[Pair]:
    """The outages among the examples, encoded from what was published of their architecture alone."""
    return [_pair(EXAMPLES / name, frozenset(codes)) for name, codes in REPORTED.items()]


def named_by(path: Path) -> frozenset[str]:
    """The codes in the head of a design."""
    head = re.search(r"^# Codes: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return frozenset(re.findall(r"[A-Z]{3}\d{3}", head[1])) if head else frozenset()


def _pair(folder: Path, codes: frozenset[str]) -> Pair:
    before = checking.of_file(folder / "before.design")
    after = checking.of_file(folder / "after.design")
    return Pair(
        folder.name,
        codes,
        bool(before.codes & codes),
        before.fails,
        not after.codes & codes,
        not after.fails,
    )
