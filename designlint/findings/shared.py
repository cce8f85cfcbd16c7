"""Findings on what many designs, or many elements of one, have in common: the options that hold for them,
and what the author of a design may edit."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from designlint.analyses.facts import Facts
from designlint.base.guest import GuestError
from designlint.base.source import Source, Span
from designlint.config import Settings
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.language.project import Project
from designlint.model import Design, paths_of
from designlint.plugins.rule import Finding, Rule

OF_USE = frozenset(("ACC002", "COV003", "LNG014"))
"""Findings that something is unused: a component, a declaration, an acceptance."""


MOST_FINDINGS = 10_000
"""What a rule of others may find in one design; who reads it has seen enough long before."""


def findings_of(
    rule: Rule,
    facts: Facts,
    settings: Settings,
    variants: Iterable[tuple[int, Rule]],
    *,
    is_bounded: bool = False,
) -> list[Finding]:
    """The findings of a rule; where overrides have options for it, of each of its variants those that
    the override of its number is about. Raises GuestError for one that `is_bounded` and finds too much."""
    if not variants:
        return _taken(rule.findings(facts), is_bounded=is_bounded)
    return [
        finding
        for number, one in ((None, rule), *variants)
        for finding in _taken(one.findings(facts), is_bounded=is_bounded)
        if settings.chooses(rule.code, finding.element, finding.at.span.source.name) == number
    ]


def _taken(found: Iterable[Finding], *, is_bounded: bool) -> list[Finding]:
    if not is_bounded:
        return list(found)
    taken = list(islice(found, MOST_FINDINGS + 1))
    if len(taken) > MOST_FINDINGS:
        raise GuestError(f"it yields more than {MOST_FINDINGS:_} findings")
    return taken


def for_several(found: Diagnostic, shared: tuple[Span, ...]) -> Diagnostic:
    """A finding whose fix is unsafe where it edits what is stated for several elements."""
    if found.fix is None or not shared:
        return found
    within = any(extent.contains(edit.span) for edit in found.fix.edits for extent in shared)
    return found._replace(fix=found.fix._replace(safe=False)) if within else found


def at_home(found: Diagnostic, installed: frozenset[Source]) -> Diagnostic | None:
    """A finding as the author of a design can act on it: files of `installed` packages are not edited
    here, and what is unused there may be used by others, so that this is not reported."""
    if not installed:
        return found
    if found.code in OF_USE and found.primary.span.source in installed:
        return None
    edits = found.fix.edits if found.fix is not None else ()
    return found._replace(fix=None) if any(e.span.source in installed for e in edits) else found


def effective(settings: Settings, project: Project, design: Design) -> tuple[int, ...]:
    """The overrides that name something in a design, by their numbers."""
    if not settings.overrides:
        return ()
    names = [syntax.source.name for syntax in project.files]
    paths = list(paths_of(design))
    return tuple([n for n, o in enumerate(settings.overrides) if o.names(names, paths)])
