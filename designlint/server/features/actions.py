"""What can be done about a finding: its fix, the changes that it proposes, an acceptance of the risk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from designlint.base.records import NamedTuple
from designlint.base.source import Source, Span
from designlint.diagnostics.diagnostic import Diagnostic, Edit, Severity
from designlint.server.analysis import Analysis, after
from designlint.server.features.pasting import pasted

_NOT_ACCEPTED = ("ACC", "BAS", "CFG", "INT", "LNG")
REASON = "..."


class Action(NamedTuple):
    """Edits under a title. The `preferred` one of a finding certainly keeps what its author meant."""

    title: str
    edits: Sequence[Edit]
    finding: Diagnostic | None
    preferred: bool = False


def actions(analysis: Analysis, findings: Iterable[Diagnostic]) -> Iterator[Action]:
    """What can be done about each of some findings and what follows from it, the surest first."""
    for finding in [one for top in findings for one in (top, *top.consequences)]:
        if finding.fix is not None:
            yield Action(_title(finding.fix.title), finding.fix.edits, finding, finding.fix.safe)
        yield from _remedies(analysis, finding)
        accepted = acceptance(analysis, finding)
        if accepted is not None:
            yield accepted


def _remedies(analysis: Analysis, finding: Diagnostic) -> Iterator[Action]:
    for answer in finding.help:
        edits = pasted(analysis, answer, finding.element)
        if edits and (answer.is_sample or _is_read(analysis, edits)):
            sample = " (a value to replace)" if answer.is_sample else ""
            result = f", then {answer.result}" if answer.result else ""
            place = f" in {answer.place}" if answer.place else ""
            yield Action(f"Write `{answer.text}`{place}{result}{sample}", edits, finding)


def acceptance(analysis: Analysis, finding: Diagnostic) -> Action | None:
    """The statement that the risk of a finding is accepted, at the end of the file of the finding."""
    if not finding.element or finding.code.startswith(_NOT_ACCEPTED):
        return None
    source = _own(analysis, finding.primary.span.source)
    if source is None:
        return None
    text = f'accept {finding.code} on {finding.element} because "{REASON}"\n'
    end = len(source.text)
    before = "" if source.text.endswith("\n") or not source.text else "\n"
    edit = Edit(Span(source, end, end), before + text)
    return Action(f"Accept {finding.code} on `{finding.element}` with a reason", (edit,), finding)


def fix_all(findings: Iterable[Diagnostic]) -> list[Edit]:
    """The edits of all safe fixes that do not touch each other."""
    chosen: list[Edit] = []
    for finding in findings:
        edits = finding.fix.edits if finding.fix is not None and finding.fix.safe else ()
        if not any(_touch(edit, other) for edit in edits for other in chosen):
            chosen.extend(edits)
    return chosen


def _title(text: str) -> str:
    return text[:1].upper() + text[1:]


def _touch(one: Edit, other: Edit) -> bool:
    a, b = one.span, other.span
    return a.source.name == b.source.name and a.start <= b.end and b.start <= a.end


def _own(analysis: Analysis, source: Source) -> Source | None:
    """A file of the design that its author may edit, by the name that messages have for it."""
    for syntax in analysis.project.files:
        if syntax.source.name == source.name:
            return None if syntax.of_package else syntax.source
    return None


def _is_read(analysis: Analysis, edits: Sequence[Edit]) -> bool:
    """Whether the language reports no more errors after some edits than before."""
    new = sum(d.severity is Severity.ERROR for d in after(analysis, edits).diagnostics)
    return new <= sum(d.severity is Severity.ERROR for d in analysis.diagnostics)
