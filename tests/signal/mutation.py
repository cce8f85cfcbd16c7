"""Designs with one defect: a clean design, changed in one place.

An operator names the defect, the family of rules that is meant to see it, and the change: a pattern
that is looked for in the declarations of some sort, and what stands there instead. It makes one mutant
for each place where the pattern fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

NAMED = ("component", "flow", "data", "design", "nonfunctional", "functional", "external")
CLEAN = Path(__file__).parent / "clean"


class Part(NamedTuple):
    """One declaration of a design at the outermost level, with its block."""

    name: str
    text: str


class Draft(NamedTuple):
    """A clean design as text, declaration by declaration."""

    name: str
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The whole design."""
        return "".join([part.text for part in self.parts])

    def replaced(self, at: int, text: str, more: str = "") -> str:
        """The design with another text for one declaration, and more at its end."""
        parts = [text if n == at else part.text for n, part in enumerate(self.parts)]
        return "".join(parts) + more

    def found(self, pattern: str) -> str:
        """What the first group of a pattern is in the design; empty where it does not fit."""
        match = re.search(pattern, self.text, re.MULTILINE)
        return match[1] if match else ""


Change = Callable[[re.Match[str], Part, Draft], str]
"""What stands for a match; the text before the first form feed replaces it, the rest goes to the end."""


class Operator(NamedTuple):
    """A defect of one sort.

    `on` is what a declaration begins with, `find` what is replaced in it by `put`. Findings of `family`
    are meant to see it, or those with one of `codes`; `also` are families that may rightly report the
    same mutation. `asks` says that an info or an open question is enough. `unless` and `where` are patterns
    that rule a declaration out or in. `then` is a second change, wherever its pattern fits, without which
    the defect would do no harm.
    """

    name: str
    family: str
    on: str
    find: str
    put: str | Change
    codes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    asks: bool = False
    unless: str = ""
    where: str = ""
    then: tuple[str, str] = ("", "")


class Mutant(NamedTuple):
    """A clean design with one defect."""

    name: str
    operator: Operator
    design: str
    text: str


def drafts(folder: Path = CLEAN) -> list[Draft]:
    """All clean designs, by name."""
    return [draft(path) for path in sorted(folder.glob("*.design"))]


def draft(path: Path) -> Draft:
    """A clean design from its file."""
    parts: list[Part] = []
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        if line[0] in " }\n" and parts:
            parts[-1] = parts[-1]._replace(text=parts[-1].text + line)
        else:
            words = line.split()
            name = words[1] if words[0] in NAMED else words[0]
            parts.append(Part(_relation(line) or name, line))
    return Draft(path.stem, tuple(parts))


def _relation(line: str) -> str:
    match = re.match(r"(\w+) ([-~]>) (\w+) \{", line)
    return f"{match[1]}-{match[3]}" if match else ""


def mutants(draft: Draft, operators: tuple[Operator, ...]) -> Iterator[Mutant]:
    """Every mutant of a design, operator by operator."""
    for operator in operators:
        for at, part in enumerate(draft.parts):
            yield from _of_part(draft, operator, at, part)


def _of_part(draft: Draft, operator: Operator, at: int, part: Part) -> Iterator[Mutant]:
    if not re.match(operator.on, part.text):
        return
    if operator.unless and re.search(operator.unless, part.text):
        return
    if operator.where and not re.search(operator.where, part.text):
        return
    for number, match in enumerate(re.finditer(operator.find, part.text, re.MULTILINE)):
        new = operator.put if isinstance(operator.put, str) else operator.put(match, part, draft)
        if not isinstance(operator.put, str) and not new:
            continue
        put = _filled(match.expand(new), part, draft) if isinstance(operator.put, str) else new
        here, _, more = put.partition("\f")
        text = part.text[: match.start()] + here + part.text[match.end() :]
        name = f"{draft.name}/{operator.name}/{part.name}" + (f"-{number}" if number else "")
        whole = draft.replaced(at, text, more)
        if operator.then[0]:
            whole = re.sub(*operator.then, whole)
        yield Mutant(name, operator, draft.name, whole)


def _filled(text: str, part: Part, draft: Draft) -> str:
    """The words that stand for something of the design where the mutation is made."""
    text = text.replace("@name", part.name).replace("@region", draft.found(r"region ([\w-]+)"))
    return text.replace("@places", draft.found(r"replicas \d+ in ([\w, ]+)"))
