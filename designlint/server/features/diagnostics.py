"""Findings as an editor shows them, each with its witness as related information."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path

from lsprotocol import types

from designlint.base.source import Span
from designlint.config import ConfigError
from designlint.console.command import UsageError
from designlint.console.importing import without_unjudged
from designlint.diagnostics.diagnostic import Diagnostic, Label, Severity
from designlint.diagnostics.result import Result
from designlint.findings.shared import OF_USE
from designlint.render.consequences import consequence_lines
from designlint.render.places import has_file
from designlint.runs.merging import merged
from designlint.runs.target import Target
from designlint.server.analysis import Analysis
from designlint.server.features.moving import MOST_RELATED, moved
from designlint.server.session import Session

SOURCE = "designlint"
SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.UNDECIDED: types.DiagnosticSeverity.Information,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


def found(session: Session) -> tuple[Diagnostic, ...]:
    """The findings of all designs that are open, each once: those of a check of them."""
    analyses = [session.known[main] for main in sorted(session.known)]
    results = [_result(one, session.judged.get(one.main)) for one in analyses]
    targets = [
        Target(result.design, file=one.main) for one, result in zip(analyses, results, strict=True)
    ]
    result = merged(results)
    # Of a configuration that cannot be read, each look at a design speaks.
    with suppress(ConfigError, UsageError):
        result = without_unjudged(result, targets, session.designs.importers)
    return (*session.misconfigured, *result.diagnostics)


def published(session: Session) -> dict[Path, list[types.Diagnostic]]:
    """What is shown of each file of the designs that are open; an empty list takes back what was shown."""
    paths = paths_of(session)
    shown: dict[Path, list[types.Diagnostic]] = {path: [] for path in paths.values()}
    for one in found(session):
        path = paths.get(
            one.primary.span.source.name, Path(one.primary.span.source.name).absolute()
        )
        if has_file(one):
            shown.setdefault(path, []).append(converted(one, session, paths))
    return shown


def paths_of(session: Session) -> dict[str, Path]:
    """The files of all designs that are open, by the names that messages have for them."""
    return {
        syntax.source.name: path
        for one in session.known.values()
        for syntax, path in zip(one.project.files, one.project.paths, strict=True)
    }


def converted(one: Diagnostic, session: Session, paths: Mapping[str, Path]) -> types.Diagnostic:
    """A finding in the form of the protocol."""
    units = session.units
    beneath = "".join([f"\n{line}" for line in consequence_lines(one)])
    labels = (label for label in _related(one) if label.span.source.name in paths)
    related = [
        types.DiagnosticRelatedInformation(
            types.Location(
                session.documents.uri(paths[label.span.source.name]), units.range(label.span)
            ),
            label.text or "see here",
        )
        for label in islice(labels, MOST_RELATED)
    ]
    return types.Diagnostic(
        range=units.range(one.primary.span),
        message=f"{one.message}{beneath}",
        severity=SEVERITIES[one.severity],
        code=one.code,
        source=SOURCE,
        tags=[types.DiagnosticTag.Unnecessary] if one.code in OF_USE else None,
        related_information=related or None,
    )


def _related(one: Diagnostic) -> Iterator[Label]:
    """The other places of a finding: its labels, the requirements that it breaks, its witness step by step.
    A step without a place stands at the finding itself."""
    yield from one.secondary
    yield from (Label(breach.span, f"breaks {breach.requirement}") for breach in one.breaks)
    for step in one.witness:
        origin = f" ({step.origin})" if step.origin else ""
        yield Label(step.span or one.primary.span, f"{step.text}{origin}")


def _result(now: Analysis, before: Analysis | None) -> Result:
    """The result of a design. Until the rules have judged its text, what they found in the one before it
    is shown where that stands now."""
    if now.checked is not None:
        return now.checked.result
    settings = now.setup.settings
    own = [one for d in now.diagnostics if (one := settings.stamp(d)) is not None]
    names = tuple([syntax.source.name for syntax in now.project.files])
    name = names[0] if names else ""
    if before is None or before.checked is None:
        return Result(tuple(own), max(1, len(names)), design=name, sources=names)
    last = before.checked.result
    language = {(d.code, d.primary.span) for d in before.diagnostics}
    rules = [d for d in last.diagnostics if (d.code, d.primary.span) not in language]
    sources = {syntax.source.name: syntax.source for syntax in now.project.files}
    kept = [one for d in rules if (one := moved(d, sources)) is not None]
    return last._replace(diagnostics=(*own, *kept), design=name, sources=names)


def at(session: Session, path: Path, place: Span) -> list[Diagnostic]:
    """The findings whose place touches a span of a file."""
    paths = paths_of(session)
    return [
        one
        for one in found(session)
        if paths.get(one.primary.span.source.name) == path
        and one.primary.span.start <= place.end
        and place.start <= one.primary.span.end
    ]
