"""Rule fixtures in Markdown: headings are cases, `# expect:` comments say what a line must show.

`# expect: SPF001` wants a finding of that code whose primary label begins on the line;
`# expect: SPF001 error` wants its severity too, `# expect: SPF001 "text"` a part of its message.
Several on one line are separated by `;`. A block without any must be silent, as far as the family
of the fixture goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from designlint.check import check
from designlint.config import Settings
from designlint.diagnostic import Diagnostic
from designlint.language.project import load_text
from designlint.plugins import Registry, load_registry

TODAY = date(2026, 1, 1)
_EXPECT = re.compile(r"#\s*expect:\s*(.+)$")
_ONE = re.compile(r'([A-Z]+\d+)(?:\s+(error|warning|undecided|info))?(?:\s+"((?:[^"\\]|\\.)*)")?')
_registry: list[Registry] = []


class Expectation(NamedTuple):
    """A finding that a line must show."""

    line: int
    code: str
    severity: str | None
    text: str | None

    def fits(self, diagnostic: Diagnostic) -> bool:
        """Whether a diagnostic is the one that is expected."""
        return (
            diagnostic.code == self.code
            and diagnostic.primary.span.position.line == self.line
            and (self.severity is None or str(diagnostic.severity) == self.severity)
            and (self.text is None or self.text in diagnostic.message)
        )


class Case(NamedTuple):
    """One block of a fixture file under its heading."""

    heading: str
    text: str

    @property
    def expectations(self) -> list[Expectation]:
        """What the block's comments expect."""
        found: list[Expectation] = []
        for number, line in enumerate(self.text.split("\n"), 1):
            comment = _EXPECT.search(line)
            matches = _ONE.finditer(comment[1]) if comment else ()
            found.extend(Expectation(number, *match.groups()) for match in matches)
        return found


def registry() -> Registry:
    """All rules that are installed."""
    if not _registry:
        _registry.append(load_registry())
    return _registry[0]


def cases(markdown: str) -> Iterator[Case]:
    """The design blocks of a Markdown text, each with its nearest heading or `Bad:` line."""
    heading = ""
    block: list[str] | None = None
    for line in markdown.split("\n"):
        if block is not None:
            if line.strip() == "```":
                yield Case(heading, "\n".join(block))
                block = None
            else:
                block.append(line)
        elif line.strip() == "```design":
            block = []
        elif line.startswith("#") or line.strip() in ("Bad:", "Good:"):
            heading = line.lstrip("# ").strip()


def diagnose(text: str, name: str = "fixture.design") -> list[Diagnostic]:
    """All diagnostics of a design."""
    checked = check(load_text(text, name), registry(), Settings(), TODAY)
    return list(checked.result.diagnostics)


def problems(case: Case, family: str) -> list[str]:
    """How a case differs from what it expects; empty when it does not.

    What is not expected counts when it is of the fixture's own family, or a language error.
    """
    told = diagnose(case.text)
    expected = case.expectations
    missing = [e for e in expected if not any(e.fits(d) for d in told)]
    surprising = [
        d
        for d in told
        if not any(e.fits(d) for e in expected)
        and (d.code.startswith((family, "INT")) or (d.code.startswith("LNG") and d.code < "LNG012"))
    ]
    return [f"{case.heading}: expected {e}" for e in missing] + [
        f"{case.heading}: unexpected {d.code} at line {d.primary.span.position.line}: {d.message}"
        for d in surprising
    ]


def fixture_of(module: str) -> Path:
    """The fixture file of a rule's module: `designlint_rules.spof.x` has `tests/rules/spof/x.md`."""
    family, name = module.split(".")[-2:]
    return Path(__file__).parent.parent / "rules" / family / f"{name}.md"
