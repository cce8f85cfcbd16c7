"""Requirement sentences of public specifications: their labels here, their texts where they were published.

The labels are in `labels.tsv`, with the id and a hash of each sentence. The sentences themselves stay
with those who published them; `python -m tests.prose.measure FOLDER` reads them there.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, NamedTuple

from designlint import prose
from designlint.prose.words import Pattern

LABELS = Path(__file__).with_name("labels.tsv")
LETTERS = {
    "V": "REQ003", "M": "REQ005", "C": "REQ006", "O": "REQ007", "A": "REQ008", "N": "REQ009",
}  # fmt: skip
"""The letter by which a label names the rule that a sentence breaks."""
_REQUIREMENT_ID = re.compile(r"[A-Z][A-Za-z_]*(-[A-Z][A-Za-z]*)*[-_]\d+")
_NFR_LINE = re.compile(r"\d+,'(.*)',(\w+)\s*$")


class Sentence(NamedTuple):
    """A sentence as it was published."""

    name: str
    functional: bool
    text: str

    @property
    def digest(self) -> str:
        """The beginning of its hash."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


class Labelled(NamedTuple):
    """What people and the rules say of a sentence, each as letters, and the amounts that are in it.

    A sentence of the `sample` was labelled before the rules were written; one that was `judged` is
    outside of the sample, and was labelled because a rule reported it.
    """

    name: str
    functional: bool
    digest: str
    group: str
    labels: str
    found: str
    amounts: tuple[str, ...]
    read: tuple[str, ...]


def words() -> str:
    """A hash of all patterns and words that sentences are read by: findings are recorded for one state of them."""
    modules = [import_module(f"{prose.__name__}.{m.name}") for m in iter_modules(prose.__path__)]
    names = [(m, name) for m in modules for name in sorted(vars(m)) if not name.startswith("__")]
    found = [vars(module)[name] for module, name in names]
    said = [
        value.source if isinstance(value, Pattern) else value
        for value in _flat(found)
        if isinstance(value, Pattern | str)
    ]
    return hashlib.sha256("\n".join(sorted(said)).encode()).hexdigest()[:16]


def _flat(values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, tuple | frozenset):
            yield from _flat(value)
        else:
            yield value


def recorded_words() -> str:
    """The hash of the patterns that the recorded findings are of."""
    found = re.search(r"^# words: (\w+)$", LABELS.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found is not None else ""


def labelled() -> list[Labelled]:
    """All lines of the labels."""
    lines = LABELS.read_text(encoding="utf-8").split("\n")
    return [_labelled(line) for line in lines if line and not line.startswith("#")]


def _labelled(line: str) -> Labelled:
    name, kind, digest, group, labels, found, amounts, read = line.split("\t")
    letters = [text.strip("-") for text in (labels, found)]
    lists = [tuple(text.strip("-").split()) for text in (amounts, read)]
    return Labelled(name, kind == "functional", digest, group, *letters, *lists)  # type: ignore[arg-type]


def sentences(folder: Path) -> Iterator[Sentence]:
    """The sentences of checkouts of the three sources in a folder."""
    seen: set[str] = set()
    for sentence in (*_promise(folder), *_cfe(folder), *_fprime(folder)):
        if sentence.text.lower() not in seen and len(sentence.text) >= 8:  # a stub
            seen.add(sentence.text.lower())
            yield sentence


def _promise(folder: Path) -> Iterator[Sentence]:
    lines = (folder / "tera-promise/nfr.csv").read_text(encoding="utf-8", errors="replace")
    for number, line in enumerate(lines.splitlines()[1:], 1):
        match = _NFR_LINE.match(line)
        if match is not None:
            yield Sentence(f"promise-{number}", match[2] == "F", _plain(match[1]))


def _cfe(folder: Path) -> Iterator[Sentence]:
    text = (folder / "cFE/docs/cFE_FunctionalRequirements.csv").read_text(
        encoding="utf-8", errors="replace"
    )
    for row in list(csv.reader(io.StringIO(text)))[1:]:
        if len(row) > 2:  # summary, id and text
            yield Sentence(row[1], True, _plain(row[2]))


def _fprime(folder: Path) -> Iterator[Sentence]:
    for path in sorted((folder / "fprime").rglob("*sdd.md")):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if (
                len(cells) > 1
                and _REQUIREMENT_ID.fullmatch(cells[0])
                and re.search(r"\b(shall|must)\b", cells[1])
            ):
                yield Sentence(cells[0], True, _plain(cells[1]))


def _plain(text: str) -> str:
    unescaped = text.replace("\\%", "%").replace("\\'", "'")
    return re.sub(r"\s+", " ", unescaped).strip().strip("'").strip()
