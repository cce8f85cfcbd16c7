"""Markdown for a comment on a pull request, or the summary of a job: a table, then the proofs.

What a design's author wrote stands in it, so whatever Markdown or HTML would obey is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from designlint.diagnostics.diagnostic import Diagnostic, Help, Step
from designlint.diagnostics.result import Result
from designlint.render.brief import brief
from designlint.render.cells import clean
from designlint.render.consequences import consequence_lines
from designlint.render.found_in import remark_lines
from designlint.render.grouping import groups
from designlint.render.places import AS_NAMED, Base, has_file, path_of, region
from designlint.render.style import painter
from designlint.render.summary import summary

_CODE = re.compile(r"(`[^`]+`)")
_MARKUP = re.compile(r"[\\`*_\[\]<|~&$]")
# What makes a line a heading, a quote, a rule or an item, up to its sign.
_START = re.compile(r"^\s*(?:(?=[#>+=-])|\d{1,9}(?=[.)](?:\s|$)))")
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# People, issues, mailboxes and addresses are linked in the finished text, so only something between helps.
_CALL = re.compile(r"#(?=\w)|@(?=\\?[\w.-])|:(?=//)|www(?=\.)", re.IGNORECASE)
_ENDLESS = 1_000_000


def render(result: Result, *, base: Base = AS_NAMED, group_by: str = "") -> str:
    """The summary, a table of the diagnostics in their order, and witness and help of each; in groups,
    a table for each."""
    head = f"### designlint\n\n{prose(summary(result, _ENDLESS, None, painter(False)))}\n"
    if not result.diagnostics:
        return head
    if not group_by:
        return "\n".join([head, *_listed(result.diagnostics, base)]) + "\n"
    parts = [head]
    for group in groups(result.diagnostics, group_by):
        parts += [f"#### {prose(group.title)}\n", *_listed(group.diagnostics, base), ""]
    return "\n".join(parts).rstrip("\n") + "\n"


def _listed(diagnostics: Sequence[Diagnostic], base: Base) -> list[str]:
    rows = [_row(diagnostic, base) for diagnostic in diagnostics]
    proofs = [text for text in map(_proof, map(brief, diagnostics)) if text]
    head = ["| severity | code | finding | place |", "|---|---|---|---|"]
    return [*head, *rows, *[f"\n{text}" for text in proofs]]


def prose(text: str, *, strip: bool = True) -> str:
    """One line of text: names in backticks stay code, and nothing else is markup."""
    cleaned = clean(text)
    parts = _CODE.split(cleaned.strip() if strip else cleaned)
    return "".join([code(p[1:-1]) if _CODE.fullmatch(p) else _escaped(p) for p in parts])


def _row(diagnostic: Diagnostic, base: Base) -> str:
    cells = (
        str(diagnostic.severity),
        _escaped(clean(diagnostic.code)),
        prose(diagnostic.message),
        code(_place(diagnostic, base)),
    )
    return f"| {' | '.join(cells)} |"


def _place(diagnostic: Diagnostic, base: Base) -> str:
    if not has_file(diagnostic):
        return path_of(diagnostic, base)
    line, column, _ = region(diagnostic.primary.span)
    return f"{path_of(diagnostic, base)}:{line}:{column}"


def _proof(diagnostic: Diagnostic) -> str:
    """Witness and help of a diagnostic, folded away under its message."""
    witness = "\n".join(_witness(diagnostic.witness))
    beneath = "\n".join([f"- {prose(line)}" for line in consequence_lines(diagnostic)])
    parts = [
        part
        for part in (
            *map(prose, remark_lines(diagnostic)),
            witness,
            beneath,
            *map(_help, diagnostic.help),
        )
        if part
    ]
    if not parts:
        return ""
    title = f"{html(clean(diagnostic.code))}: {html(clean(diagnostic.message))}"
    return "\n\n".join([f"<details><summary>{title}</summary>", *parts, "</details>"])


def _witness(steps: tuple[Step, ...]) -> Iterator[str]:
    for step in steps:
        if step.text:
            origin = f" ({_escaped(clean(step.origin))})" if step.origin else ""
            yield f"- {prose(step.text)}{origin}"


def _help(one: Help) -> str:
    if not one.is_edit:
        return prose(one.text)
    return (
        f"Sample, its values to be replaced:\n\n{_fenced(str(one))}"
        if one.is_sample
        else _fenced(str(one))
    )


def _fenced(text: str) -> str:
    """Text to paste, in a fence that is longer than any in it."""
    lines = [clean(line) for line in text.splitlines()]
    longest = max([len(run) for line in lines for run in re.findall("`+", line)], default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}design", *lines, fence])


def code(text: str) -> str:
    """Text in the typeface of code; a pipe would end the cell of a table even there."""
    cleaned = clean(text).replace("`", "'").replace("|", "\\|")
    return f"`{cleaned or ' '}`"


def _escaped(text: str) -> str:
    plain = _START.sub(r"\g<0>\\", _MARKUP.sub(r"\\\g<0>", text))
    return _CALL.sub(r"\g<0><!-- -->", plain)


def html(text: str) -> str:
    """A clean text in the place of HTML that stands in Markdown."""
    return _CALL.sub(r"\g<0><!-- -->", text.translate(_HTML))
