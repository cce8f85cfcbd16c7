"""The story: from a design's files to what is told about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from designlint.accept import honour
from designlint.config import Settings
from designlint.diagnostic import Diagnostic, Severity
from designlint.facts.facts import Facts
from designlint.facts.verdicts import tally
from designlint.language.project import Project
from designlint.language.resolve import Resolution, resolve
from designlint.plugins import RULE_FAILED, Failure, Registry
from designlint.result import Result, Timing
from designlint.rule import Finding, Rule
from designlint.source import Source, Span


class Checked(NamedTuple):
    """What is known of a design after a check, and what is told about it."""

    understood: Resolution
    facts: Facts
    result: Result


def check(project: Project, registry: Registry, settings: Settings, today: date) -> Checked:
    """Read, understand, compute, tell: everything from a design's files to its diagnostics."""
    understood = resolve(project.files, registry.kinds)
    facts = Facts(understood.design)
    language = [*project.diagnostics, *understood.diagnostics]
    whole = not any(diagnostic.severity is Severity.ERROR for diagnostic in language)
    rules = [r for r in registry.rules.values() if settings.selects(r.code)]
    told, failures = run_rules(rules, facts, whole=whole)
    unchecked = _unchecked(registry, rules, failures, whole=whole)
    honoured = honour(understood.design, [*language, *told], today, unchecked)
    shown = [d for d in map(settings.stamp, honoured.diagnostics) if d is not None]
    broken = [_failed(failure) for failure in (*registry.failures, *failures)]
    result = Result(
        diagnostics=tuple(sorted([*shown, *broken], key=lambda d: d.sort_key)),
        files=max(1, len(project.files)),
        tally=facts[tally],
        unreadable=project.unreadable,
        broken=bool(broken),
        accepted=honoured.accepted,
        timings=tuple([Timing("fact", name, spent) for name, spent in facts.seconds.items()]),
    )
    return Checked(understood, facts, result)


def run_rules(
    rules: Iterable[Rule], facts: Facts, *, whole: bool
) -> tuple[list[Diagnostic], list[Failure]]:
    """The findings of rules; one that raises is told and left out.

    A design that is not `whole` was not understood in all its parts, so nothing is said to be absent.
    """
    told: list[Diagnostic] = []
    failures: list[Failure] = []
    for rule in rules:
        if rule.about_absence and not whole:
            continue
        try:
            with facts.timed(rule.code):
                told.extend(list(_diagnostics(rule, facts)))
        except Exception as trouble:  # noqa: BLE001  # whatever a rule raises is told, not hidden
            problem = f"{type(trouble).__name__}: {trouble}"
            failures.append(Failure(_named(rule), problem))
    return told, failures


def _unchecked(
    registry: Registry, rules: Iterable[Rule], failures: Iterable[Failure], *, whole: bool
) -> frozenset[str]:
    """The codes of rules that did not run, or not to their end."""
    broken = {failure.what for failure in failures}
    ran = {
        rule.code
        for rule in rules
        if (whole or not rule.about_absence) and _named(rule) not in broken
    }
    return frozenset(registry.rules) - ran


def _named(rule: Rule) -> str:
    return f"rule {rule.code} of {rule.module}"


def _diagnostics(rule: Rule, facts: Facts) -> Iterator[Diagnostic]:
    for finding in rule.check(facts):
        yield diagnostic_of(rule, finding)


def diagnostic_of(rule: Rule, finding: Finding) -> Diagnostic:
    """A rule's finding as it is shown."""
    return Diagnostic(
        rule.code,
        rule.severity_of(finding),
        finding.message,
        finding.at,
        finding.secondary,
        finding.witness,
        finding.help,
        finding.element,
        finding.fix,
    )


def _failed(failure: Failure) -> Diagnostic:
    # It is no design's fault, so it stands in none of its files.
    span = Span(Source(failure.what, ""), 0, 0)
    return RULE_FAILED.at(span, what=failure.what, problem=failure.problem)
