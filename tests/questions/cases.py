"""Designs in Markdown in which a review makes a remark, and designs in which it does not.

    ## Load

    bad: SCA001 warning; How high is the peak of
    (a design)

    good
    (a design)

Under each heading stand one or more bad designs and one or more good ones, each fenced as `design`.
After `bad:` stand the remarks, separated by `;`: the code of a finding, with its severity where that
matters, or words of an open question (`...` stands for any names). A bad design gets all its remarks; a
good one gets none of those under its heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from designlint.analyses.open_questions import open_questions
from designlint.check import check
from designlint.config import Settings
from designlint.diagnostics.diagnostic import Severity
from designlint.language.project import load_text
from tests.support.fixtures import TODAY, registry

_DESIGN = re.compile(
    r"^(?:bad: (?P<remarks>[^\n]+)|good)\n+```design\n(?P<text>.*?)^```$", re.M | re.S
)
_FINDING = re.compile(r"(?P<code>[A-Z]{3}\d{3})(?: (?P<severity>info|warning|error))?")


class Remark(NamedTuple):
    """What a review says about a design: a finding, or an open question."""

    text: str

    def is_among(self, made: Made) -> bool:
        """Whether it is one of those that were made."""
        found = _FINDING.fullmatch(self.text)
        if found is None:
            words = re.compile(".*".join(map(re.escape, self.text.split("..."))))
            return any(words.search(question) for question in made.questions)
        return any(
            found["code"] == code and found["severity"] in (None, severity)
            for code, severity in made.findings
        )


class Made(NamedTuple):
    """The remarks that are made about a design: codes with severities, and texts of open questions."""

    findings: tuple[tuple[str, str], ...]
    questions: tuple[str, ...]


class Case(NamedTuple):
    """A design with the remarks that it must get, or with those that it must not get."""

    name: str
    text: str
    expected: tuple[Remark, ...]
    forbidden: tuple[Remark, ...]

    def problems(self) -> list[str]:
        """What is missing, and what is too much."""
        checked = check(load_text(self.text, "case.design"), registry(), Settings(), TODAY)
        found = checked.result.diagnostics
        made = Made(
            tuple([(one.code, one.severity.name.lower()) for one in found]),
            tuple(
                [q.text for stage in checked.facts[open_questions].stages for q in stage.questions]
            ),
        )
        wanted = {remark.text for remark in self.expected}
        broken = [
            f"does not read: {one.code} {one.message}"
            for one in found
            if one.code.startswith("LNG")
            and one.severity is Severity.ERROR
            and one.code not in wanted
        ]
        missing = [f"lacks: {one.text}" for one in self.expected if not one.is_among(made)]
        wrong = [f"has: {one.text}" for one in self.forbidden if one.is_among(made)]
        about = [f"{made}"] if missing or wrong else []
        return [*broken, *missing, *wrong, *about]


def cases_in(path: Path) -> Iterator[Case]:
    """The designs of a file, named after the file and their headings."""
    for section in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        designs = list(_DESIGN.finditer(section))
        title = section.partition("\n")[0]
        asked = tuple([remark for one in designs for remark in _remarks(one["remarks"])])
        for number, one in enumerate(designs, 1):
            expected = tuple(_remarks(one["remarks"]))
            name = f"{path.stem}: {title}, {number} {'bad' if expected else 'good'}"
            yield Case(name, one["text"], expected, () if expected else asked)


def is_complete(path: Path) -> bool:
    """Whether every heading has a bad design and a good one, and every block is one of them."""
    text = path.read_text(encoding="utf-8")
    sections = re.split(r"^## ", text, flags=re.M)[1:]
    kinds = [{bool(one["remarks"]) for one in _DESIGN.finditer(section)} for section in sections]
    read = sum(1 for section in sections for _ in _DESIGN.finditer(section))
    return all(kind == {True, False} for kind in kinds) and read == text.count("```design\n")


def _remarks(text: str | None) -> Iterator[Remark]:
    for part in (text or "").split(";"):
        if part.strip():
            yield Remark(part.strip())
