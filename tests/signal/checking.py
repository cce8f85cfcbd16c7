"""What is reported about a design, as a run of `designlint check` shows it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from designlint.check import check
from designlint.config import Settings
from designlint.diagnostics.diagnostic import Diagnostic, Severity
from designlint.diagnostics.folding import every, folded
from designlint.language.project import Project, load_project, load_text
from tests.support.fixtures import TODAY, registry


class Report(NamedTuple):
    """The findings of a design, what follows from another one beneath it."""

    top: tuple[Diagnostic, ...]

    @property
    def all(self) -> Iterator[Diagnostic]:
        """The findings on top and those beneath them."""
        return every(self.top)

    @property
    def defects(self) -> list[Diagnostic]:
        """The warnings and errors on top: what somebody has to act on."""
        return [one for one in self.top if one.severity >= Severity.WARNING]

    @property
    def codes(self) -> set[str]:
        """The codes of warnings and errors, on top or beneath one."""
        return {one.code for top in self.defects for one in every([top])}

    @property
    def fails(self) -> bool:
        """Whether a check exits with 1."""
        return any(one.severity is Severity.ERROR for one in self.top)


@cache
def of_file(path: Path) -> Report:
    """The report on a design in a file."""
    return _of(load_project(path, path.name))


def of_text(text: str) -> Report:
    """The report on a design."""
    return _of(load_text(text, "mutant.design"))


def _of(project: Project) -> Report:
    return Report(folded(check(project, registry(), Settings(), TODAY).result.diagnostics))
