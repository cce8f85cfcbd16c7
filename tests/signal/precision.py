"""Architectures that exist: whether their findings are worth their place, by labels that people gave.

A label is `true`; `dup` where a finding is true but tells a cause again; `noise` where nobody would act on it;
`wrong` where it is not so. It is judged by what the rule's page says and what the owner of the system would say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tests.signal import checking

HERE = Path(__file__).parent / "architectures"
LABELS = ("true", "dup", "noise", "wrong")


class Labelled(NamedTuple):
    """A warning or error about an architecture; its label is empty where nobody has judged it."""

    design: str
    code: str
    element: str
    message: str
    label: str


def labels() -> dict[tuple[str, str, str], str]:
    """The label of each finding, by design, code and element."""
    lines = (HERE / "labels.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return {(design, code, element): label for design, code, element, label in rows}


def labelled() -> list[Labelled]:
    """All warnings and errors on top about the architectures."""
    known = labels()
    found: list[Labelled] = []
    for path in sorted(HERE.glob("*.design")):
        for one in checking.of_file(path).defects:
            label = known.get((path.stem, one.code, one.element), "")
            found.append(Labelled(path.stem, one.code, one.element, one.message, label))
    return found


def by_rule(findings: Iterable[Labelled]) -> dict[str, Counter[str]]:
    """How many findings of each rule have each label."""
    rules: dict[str, Counter[str]] = {}
    for one in findings:
        rules.setdefault(one.code, Counter())[one.label] += 1
    return dict(sorted(rules.items()))


def precision(findings: Iterable[Labelled]) -> float:
    """The share of the findings that are true and reported once, from 0 to 1."""
    counts = Counter([one.label for one in findings])
    return counts["true"] / max(1, counts.total())
