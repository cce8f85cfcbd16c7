"""The documentation of a rule in a report: plain data, because renderers know no rule."""

from __future__ import annotations

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Severity


class Described(NamedTuple):
    """A code with its documentation: one line, a few sentences, a page of Markdown, and that page
    as plain text."""

    code: str
    name: str
    severity: Severity
    summary: str
    description: str
    markdown: str
    text: str

    @property
    def family(self) -> str:
        """The letters of its code."""
        return self.code.rstrip("0123456789")
