"""From a checked design to the bytes of its review document."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from designlint.base.clock import Clock
from designlint.base.records import NamedTuple
from designlint.base.source import Source, Span
from designlint.check import Checked
from designlint.config import BROKEN_TEMPLATE, ConfigError
from designlint.console.command import UsageError
from designlint.console.editions import State
from designlint.console.progress import Progress
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.document import Document
from designlint.render.document.environment import BrokenTemplateError
from designlint.review import Picture, pictures, review


class Made(NamedTuple):
    """A document that is ready to be written, and the notice about it."""

    content: bytes
    notice: str = ""


class Reviewing(NamedTuple):
    """How documents are made: with which templates, as of which day, with how many seconds for the
    layout of the pictures, and where the progress and the time of each stage are noted. A `summary` is
    the two pages for the meeting."""

    folder: Path | None
    today: date
    seconds: float
    progress: Progress
    clock: Clock
    summary: bool = False

    def made(self, checked: Checked, kind: str, state: State) -> Made:
        """The document of a kind (html, markdown, pdf, json), with the `state` of the design's files. Raises
        UsageError where a package is not installed, and ConfigError where a template is broken."""
        self.progress.say("reviewing the design")
        with self.clock.stage("review"):
            document = review(checked, self.today, state.edition)
        try:
            with self.clock.stage("render"):
                return self._made(document, checked, kind, state)
        except BrokenTemplateError as error:
            raise ConfigError((_diagnostic(error),)) from None

    def _made(self, document: Document, checked: Checked, kind: str, state: State) -> Made:
        match kind:
            case "json":
                from designlint.render.document import json_format

                return Made(json_format.render(document).encode())
            case "markdown":
                from designlint.render.document import markdown

                template = markdown.SUMMARY if self.summary else markdown.TEMPLATE
                drawings = {one.key: one.drawing for one in self._pictures(checked)}
                root = _root(checked, state)
                text = markdown.render(
                    document, drawings, folder=self.folder, template=template, root=root
                )
                return Made(text.encode())
        from designlint.console.figures import figures_of
        from designlint.render.document import html
        from designlint.render.document.words import Words

        self.progress.say("drawing the pictures")
        paper = kind == "pdf"
        link = Words(document).link
        figures, notice = figures_of(
            self._pictures(checked), link, self.seconds, self.clock, paper=paper
        )
        self.progress.say("writing the page")
        template = html.SUMMARY if self.summary else html.TEMPLATE
        page = html.render(document, figures, folder=self.folder, paper=paper, template=template)
        if kind == "html":
            return Made(page.encode(), notice)
        return Made(self._printed(page), notice)

    def _pictures(self, checked: Checked) -> tuple[Picture, ...]:
        return () if self.summary else pictures(checked)

    def _printed(self, page: str) -> bytes:
        from designlint.render.document.pdf import PdfError, printed

        self.progress.say("printing the pages")
        try:
            return printed(page)
        except PdfError as error:
            raise UsageError(str(error)) from None


def _root(checked: Checked, state: State) -> str | None:
    """The folder that the names of the design's files begin in."""
    project = checked.project
    name = project.files[0].source.name if project.files else ""
    return state.inside(project.paths[0], name) if project.paths else None


def _diagnostic(error: BrokenTemplateError) -> Diagnostic:
    """A template that cannot be used, at its line."""
    source = Source(error.file, error.text)
    number = min(error.line, source.line_count)
    text = source.line(number)
    start = source.offset(number, 1) + len(text) - len(text.lstrip())
    span = Span(source, start, start + len(text.strip()))
    return BROKEN_TEMPLATE.at(span, problem=error.problem)
