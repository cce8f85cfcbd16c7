"""The story: from a design's files to what is reported about them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType

from designlint.analyses.facts import Facts
from designlint.analyses.verdicts.verdicts import expectations, standings, tally, verdicts
from designlint.base.clock import RULE, Clock
from designlint.base.guest import LIMIT, Guest
from designlint.base.records import NamedTuple
from designlint.base.source import Source, Span
from designlint.config import Settings
from designlint.diagnostics.diagnostic import Breach, Diagnostic, Severity
from designlint.diagnostics.policy import Profile
from designlint.diagnostics.result import Result, Suppressed
from designlint.findings.accept import apply_acceptances
from designlint.findings.checked_codes import checked_codes, known_codes
from designlint.findings.identity import identified
from designlint.findings.misread import follows, marked
from designlint.findings.shared import at_home, effective, findings_of, for_several
from designlint.fixes.pasting import in_design
from designlint.fixes.trying import Reading, reading_of, tried
from designlint.language.project import Project
from designlint.language.resolve import Kept, Resolution, resolve
from designlint.model import Design
from designlint.model.owners import owner_of
from designlint.plugins.hookspecs import PROJECT
from designlint.plugins.rule import Finding, Rule
from designlint.registry import RULE_FAILED, SLOW_RULE, Failure, Registry, Variants
from designlint.registry.results import finding_problem
from designlint.registry.untouched import Untouched

BUILT_IN = "designlint_rules"
"""The package of the built-in rules."""
SLOW, SLOW_EACH = 1.0, 0.001
"""Seconds that a rule may take by itself, and more for each component and flow."""


NO_VARIANTS: Variants = MappingProxyType({})


class Asked(NamedTuple):
    """What rules found of a design that is `whole` or has errors of the language: their findings at the
    places in its parts, the rules that raised, and those of others that took too long."""

    whole: bool
    found: tuple[Diagnostic, ...]
    failures: tuple[Failure, ...]
    slow: tuple[Diagnostic, ...]


class Checked(NamedTuple):
    """What is known of a design after a check, and what is reported about it."""

    project: Project
    understood: Resolution
    facts: Facts
    result: Result
    asked: Asked


class Understood(NamedTuple):
    """A design as its files declare it, and the facts about it, of which none is computed yet."""

    project: Project
    resolution: Resolution
    facts: Facts


def understood(
    project: Project, registry: Registry, clock: Clock | None = None, kept: Kept | None = None
) -> Understood:
    """Resolve a design's files; what needs no findings of rules needs no more. `clock` is that of the
    run; what is `kept` of the design's last text is not read again."""
    clock = Clock(clock)
    metrics, kinds, technologies = registry.metrics, registry.kinds, registry.technologies
    with clock.stage("resolve"):
        found = resolve(project.files, metrics, kinds, technologies, kept)
    found = found._replace(design=marked(found.design, (*project.diagnostics, *found.diagnostics)))
    return Understood(project, found, Facts(found.design, clock))


def check(
    project: Project,
    registry: Registry,
    settings: Settings,
    today: date,
    clock: Clock | None = None,
) -> Checked:
    """Resolve, compute, report: everything from a design's files to its diagnostics.

    `clock` is that of the run, which counts the time of the stages.
    """
    return checked(understood(project, registry, clock), registry, settings, today)


def checked(
    known: Understood,
    registry: Registry,
    settings: Settings,
    today: date,
    before: Checked | None = None,
) -> Checked:
    """Compute and report: what a design that is resolved already comes to. Rules look at facts alone, so
    that they are not asked again of the facts that they were asked of `before`, by the same registry and
    settings."""
    project, resolution, facts = known
    language = [*project.diagnostics, *resolution.diagnostics]
    whole = not any(diagnostic.severity is Severity.ERROR for diagnostic in language)
    rules = [r for r in registry.rules.values() if settings.selects(r.code)]
    if before is None or before.facts is not facts or before.asked.whole != whole:
        asked = _asked(rules, known, registry, settings, whole=whole)
    else:
        asked = before.asked
    failures = asked.failures
    found = [one.whole for one in asked.found]
    found = [one for one in found if not follows(one, facts)]
    found = [for_several(one, resolution.design.shared) for one in found]
    installed = frozenset(syntax.source for syntax in project.files if syntax.of_package)
    codes = known_codes(registry, resolution.design)
    unfinished = {failure.what for failure in failures}
    ran = {rule.code for rule in rules if _named(rule) not in unfinished}
    judging = checked_codes(codes, registry, ran) if whole else frozenset[str]()
    named = identified([*language, *found], project, resolution.design)
    applied = apply_acceptances(resolution.design, named, today, judging, codes)
    placed = [diagnostic.whole for diagnostic in applied.diagnostics]
    judged = [one for d in placed if (one := at_home(d, installed)) is not None]
    shown = [d for d in map(settings.stamp, judged) if d is not None]
    now = Reading(language, len(resolution.design.acceptances))
    shown = tried(project, now, shown, partial(reading_of, registry))
    suppressed = [s for s in map(partial(_stamped, settings), applied.accepted) if s is not None]
    failed = [*registry.failures, *failures, *failed_metrics(facts, registry)]
    broken_rules = [_failed(failure) for failure in failed]
    name = project.files[0].source.name if project.files else ""
    names = _names(project)
    shown = identified([*shown, *broken_rules, *asked.slow], project, resolution.design)
    reported = [d._replace(design=name) for d in shown]
    result = Result(
        diagnostics=tuple(sorted(reported, key=lambda d: d.sort_key)),
        files=max(1, len(names)),
        tally=facts[tally],
        unreadable=project.unreadable,
        broken=bool(failed),
        accepted=len(applied.accepted),
        suppressed=tuple(sorted(suppressed, key=lambda s: s.diagnostic.sort_key)),
        design=name,
        overrides=effective(settings, project, resolution.design),
        traces=tuple([failure.trace for failure in failed if failure.trace]),
        sources=names,
        standings=tuple([one._replace(design=name) for one in facts[standings]]),
    )
    return Checked(project, resolution, facts, result, asked)


def _asked(
    rules: Sequence[Rule], known: Understood, registry: Registry, settings: Settings, *, whole: bool
) -> Asked:
    project, _, facts = known
    with facts.clock.stage("rules"):
        sources = [syntax.source for syntax in project.files]
        found, failures = run_rules(rules, facts, settings, sources, registry.variants, whole=whole)
    slow = [] if settings.why_not(SLOW_RULE.code, SLOW_RULE.severity) else slow_rules(rules, facts)
    return Asked(whole, tuple(found), tuple(failures), tuple(slow))


def _names(project: Project) -> tuple[str, ...]:
    """The names of a design's files; a main file that could not be read is one, too."""
    read = [syntax.source.name for syntax in project.files]
    return tuple(read or [d.primary.span.source.name for d in project.diagnostics])


def run_rules(
    rules: Iterable[Rule],
    facts: Facts,
    settings: Settings,
    files: Collection[Source] = (),
    variants: Variants = NO_VARIANTS,
    *,
    whole: bool,
) -> tuple[list[Diagnostic], list[Failure]]:
    """The findings of rules about the `files` of a design; a rule that raises is reported and left out,
    and so is what a rule of others yields that is no finding.

    A design that is not `whole` has parts that could not be resolved, so nothing is reported as absent.
    Of the `variants` of a rule each makes the findings that its override is about.
    """
    found: list[Diagnostic] = []
    failures: list[Failure] = []
    for rule in rules:
        if rule.about_absence and not whole:
            continue
        own = variants.get(rule.code, ())
        is_guest = not _is_ours(rule)
        design = Untouched(facts.design) if is_guest else None
        findings: list[Finding] = []
        try:
            with facts.clock.timed(RULE, rule.code), Guest(LIMIT if is_guest else None, rule.code):
                findings = findings_of(rule, facts, settings, own, is_bounded=is_guest)
        except Exception as error:  # noqa: BLE001  # whatever a rule raises is reported, not hidden
            failures.append(Failure.raised(_named(rule), error))
        if design is not None:
            problems = [finding_problem(one, files) for one in findings]
            findings = [f for f, p in zip(findings, problems, strict=True) if p is None]
            reported = dict.fromkeys([*problems, design.problem()])
            failures += [Failure(_named(rule), p) for p in reported if p is not None]
        found += _diagnostics(rule, findings, facts.design, settings)
    return found, failures


def failed_metrics(facts: Facts, registry: Registry) -> list[Failure]:
    """The metrics that raised on a claim, each with the plugin that it comes from and what it said."""
    found = [
        Failure(f"metric {name} of {registry.owners.get(name, PROJECT)}", verdict.judgement.failure)
        for verdict in (*facts[verdicts], *facts[expectations])
        for name in (verdict.claim.metric.name,)
        if verdict.judgement.failure
    ]
    return list(dict.fromkeys(found))


def slow_rules(rules: Iterable[Rule], facts: Facts) -> list[Diagnostic]:
    """The rules of others that took longer by themselves than a rule may on a design of this size.

    The built-in ones are measured where they are made; on a busy machine they would be reported in
    vain.
    """
    design = facts.design
    limit = SLOW + SLOW_EACH * (len(design.components) + len(design.flows))
    return [
        SLOW_RULE.at(_nowhere(f"rule {rule.code}"), rule=f"{rule.code} of {rule.module}", seconds=s)
        for rule in rules
        if (s := facts.clock.seconds(RULE, rule.code)) >= limit and not _is_ours(rule)
    ]


def _named(rule: Rule) -> str:
    return f"rule {rule.code} of {rule.module}"


def _is_ours(rule: Rule) -> bool:
    return rule.module.partition(".")[0] == BUILT_IN


def _diagnostics(
    rule: Rule, findings: Iterable[Finding], design: Design, settings: Settings
) -> Iterator[Diagnostic]:
    levels = settings.levels
    varies = any(override.profile for override in settings.overrides)
    for finding in findings:
        if varies:
            levels = settings.levels_for(finding.element, finding.at.span.source.name)
        severity = severity_of(rule, finding, design, levels)
        if severity is not None:
            yield diagnostic_of(rule, finding, design, severity)


def severity_of(rule: Rule, finding: Finding, design: Design, profile: Profile) -> Severity | None:
    """How grave a finding is by the policy; None where the profile leaves it out."""
    grade = finding.grade or rule.grade
    if grade is None:
        return rule.severity_of(finding)
    flows = finding.flows or design.flows_by_element.get(finding.element, (finding.element,))
    is_must = not design.must_flows.isdisjoint(flows)
    return profile.severity(grade, breaks=bool(finding.breaks), must=is_must)


def diagnostic_of(rule: Rule, finding: Finding, design: Design, severity: Severity) -> Diagnostic:
    """A rule's finding as it is shown, with what the design says of its element."""
    broken = [(path, design.element(path)) for path in dict.fromkeys(finding.breaks)]
    labels = [label.span for label in (finding.at, *finding.secondary)]
    return Diagnostic(
        rule.code,
        severity,
        finding.message,
        finding.at,
        finding.secondary,
        finding.witness,
        tuple([in_design(design, finding.element, answer, labels) for answer in finding.help]),
        finding.element,
        finding.fix,
        tuple([Breach(path, element.span) for path, element in broken if element is not None]),
        rule.name,
        owner_of(design, finding.element),
        causes=finding.causes,
        because=finding.because,
    )


def _stamped(settings: Settings, suppressed: Suppressed) -> Suppressed | None:
    """An accepted finding as it would be shown, or None when its code is not checked."""
    diagnostic = settings.stamp(suppressed.diagnostic)
    return None if diagnostic is None else suppressed._replace(diagnostic=diagnostic)


def _failed(failure: Failure) -> Diagnostic:
    return RULE_FAILED.at(_nowhere(failure.what), what=failure.what, problem=failure.problem)


def _nowhere(what: str) -> Span:
    """The place of what is no design's fault: it stands in none of its files."""
    return Span(Source(what, ""), 0, 0)
