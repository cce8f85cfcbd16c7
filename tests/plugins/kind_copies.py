"""Copies of the built-in kinds, as a plugin makes them, and designs that are rewritten to use them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from designlint.analyses.verdicts.verdicts import Verdict
from designlint.api import Label, Step, kind_like
from designlint.api.analyses import verdicts
from designlint.api.model import Span
from designlint.check import Checked, check
from designlint.config import Settings
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.language.project import Project, load_project, load_text
from designlint.render.document import json_format
from designlint.render.pictures import made
from designlint.review import review
from designlint.schema.kinds import KINDS, Kind
from designlint.testing import TODAY, cases, registry_with
from designlint.views import VIEWS

ROOT = Path(__file__).parents[2]
# A word that begins with "x" looks like a number of replicas to whoever cuts a text at " x".
SUFFIX = "_xl"
NO_FILES: Mapping[str, str] = MappingProxyType({})
COPIES = {k.name: kind_like(k.name, f"{k.name}{SUFFIX}", k.doc) for k in KINDS.values()}


class Design(NamedTuple):
    """A design that can be read as it is or with other texts: its name, its files, how it is read."""

    name: str
    files: Mapping[Path, str]
    read: Callable[[Mapping[Path, str]], Project]

    def size(self) -> int:
        """How many characters it has."""
        return sum(map(len, self.files.values()))

    def uses(self, kind: str) -> bool:
        """Whether some component is of a kind."""
        return any(_declared(kind).search(text) for text in self.files.values())

    def texts_by_name(self) -> dict[str, str]:
        """Its texts by the names that messages give to its files."""
        return {s.source.name: s.source.text for s in self.read(self.files).files}

    def checked(self, copy: Kind | None = None) -> Checked:
        """The design checked; with a copy of a kind, its components of that kind are of the copy."""
        texts = self.files
        if copy is not None and copy.like is not None:
            texts = {path: rewritten(text, copy.like) for path, text in texts.items()}
        kinds = {**COPIES, **({copy.like: copy} if copy is not None else {})}
        return check(self.read(texts), registry_with(kinds=kinds.values()), Settings(), TODAY)


@cache
def fixtures() -> tuple[Design, ...]:
    """Every case of every rule's fixture."""
    found = []
    for path in sorted((ROOT / "tests" / "rules").rglob("*.md")):
        for number, case in enumerate(cases(path.read_text(encoding="utf-8")), 1):
            name = f"{path.stem}.{number}.design"
            main = Path(name)
            found.append(Design(name, {main: case.text}, lambda t, m=main: load_text(t[m], m.name)))
    return tuple(found)


@cache
def examples() -> tuple[Design, ...]:
    """Every design among the examples, the smallest first."""
    folder = ROOT / "examples"
    paths = [p for p in folder.rglob("*.design") if p.parent.name != "photoshare"]
    found = [_example(path) for path in (*paths, folder / "photoshare" / "main.design")]
    return tuple(sorted(found, key=lambda design: (design.size(), design.name)))


def _example(main: Path) -> Design:
    project = load_project(main, main.name)
    texts = [syntax.source.text for syntax in project.files]
    name = main.relative_to(ROOT).as_posix()
    files = dict(zip(project.paths, texts, strict=True))
    return Design(name, files, lambda texts: load_project(main, main.name, texts))


@cache
def _declared(kind: str) -> re.Pattern[str]:
    return re.compile(rf'^(\s*component\s+[\w.-]+\s*(?:"[^"\n]*"\s*)?:\s*{kind})\b', re.MULTILINE)


def rewritten(text: str, kind: str) -> str:
    """A text whose components of a kind are of the copy of that kind."""
    return _declared(kind).sub(rf"\1{SUFFIX}", text)


class Account:
    """What is reported of a design, with places and words as if the copy had the name of the kind.

    `files` are the texts that were rewritten to use the copy, as they were before.
    """

    def __init__(self, kind: str, files: Mapping[str, str] = NO_FILES) -> None:
        self._kind = kind
        self._inserted = {
            name: [match.end() for match in _declared(kind).finditer(text)]
            for name, text in files.items()
        }

    def findings(self, checked: Checked) -> list[Any]:
        """All diagnostics, and the findings that the design accepts."""
        result = checked.result
        accepted = [suppressed.diagnostic for suppressed in result.suppressed]
        return sorted(map(self._finding, (*result.diagnostics, *accepted)))

    def verdicts(self, checked: Checked) -> list[Any]:
        """All verdicts on requirements and expectations, with their proofs."""
        found = chain(checked.facts[verdicts], checked.facts[verdicts].expectations)
        return [self._verdict(verdict) for verdict in found]

    def pictures(self, checked: Checked) -> Iterator[str]:
        """All views of a design, as what is drawn and as Mermaid."""
        design = checked.facts.design
        for view in VIEWS.values():
            names = {"": [""], "flow": design.flows, "scenario": design.scenarios}[view.of]
            for name in names:
                drawing = view.draw(checked.facts, name, ())
                yield self.plain(repr(drawing))
                yield self.plain(made(drawing, "mermaid", seconds=0.0).decode())

    def review(self, checked: Checked) -> str:
        """The review document as JSON, without the columns of its places."""
        text = self.plain(json_format.render(review(checked, TODAY)))
        return re.sub(r'"(start|end|column|end_column)": \d+', "", text)

    def plain(self, text: str) -> str:
        """A text in which the copy is called what the kind is."""
        words = self._kind.replace("_", " ")
        text = text.replace(f"{self._kind}{SUFFIX}", self._kind)
        return text.replace(f"{words}{SUFFIX.replace('_', ' ')}", words)

    def _finding(self, found: Diagnostic) -> tuple[Any, ...]:
        return (
            found.code,
            str(found.severity),
            found.element,
            self.plain(found.message),
            self._label(found.primary),
            *map(self._label, found.secondary),
            *map(self._step, found.witness),
            *map(self.plain, map(str, found.help)),
        )

    def _verdict(self, verdict: Verdict) -> tuple[Any, ...]:
        judged = verdict.judgement
        return (
            verdict.owner.path,
            verdict.claim.text,
            judged.status,
            *map(self.plain, (judged.value, judged.margin, judged.reason)),
            *map(self._step, (*judged.derivation, *judged.assumptions)),
            *((missing.element, self.plain(missing.what)) for missing in judged.missing),
        )

    def _label(self, label: Label) -> str:
        return f"{self._place(label.span)} {self.plain(label.text)}"

    def _step(self, step: Step) -> str:
        place = self._place(step.span) if step.span is not None else ""
        return f"{place} {self.plain(step.text)} {self.plain(step.origin)} {step.depth}"

    def _place(self, span: Span) -> str:
        start, end = (self._original(span.source.name, at) for at in (span.start, span.end))
        return f"{span.source.name}[{start}:{end}]"

    def _original(self, file: str, at: int) -> int:
        """Where a place was before the names of the copies were longer."""
        for inserted in self._inserted.get(file, ()):
            if at > inserted:
                at = max(inserted, at - len(SUFFIX))
        return at
