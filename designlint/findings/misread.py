"""What errors of the language, and contradictions, make of the findings about the same parts."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace

from designlint.analyses.facts import Facts
from designlint.analyses.graph.doubts import contradicted, unread
from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Diagnostic, Severity
from designlint.language.codes import CONTRADICTIONS
from designlint.model import Design, Requirement, Scenario, paths_of


def marked(design: Design, diagnostics: Iterable[Diagnostic]) -> Design:
    """A design that knows which of its parts have errors of the language."""
    errors = [d.primary.span for d in diagnostics if is_misread(d)]
    if not errors:
        return design
    elements = [e for e in map(design.element, paths_of(design)) if e is not None]
    extents = [(one.path, one.extent.whole) for one in elements if one.extent is not None]
    return replace(design, unread=frozenset(_around(errors, extents)))


def _around(errors: list[Span], extents: list[tuple[str, Span]]) -> Iterator[str]:
    """The innermost element around each error; the empty path where there is none."""
    waiting = deque(sorted(extents, key=lambda one: one[1].start))
    begun: list[tuple[str, Span]] = []
    for span in sorted([one.whole for one in errors], key=lambda one: one.start):
        while waiting and waiting[0][1].start <= span.start:
            begun.append(waiting.popleft())
        begun = [one for one in begun if one[1].end >= span.start]
        within = [path for path, extent in begun if extent.contains(span)]
        yield max(within, key=len, default="")


def is_misread(diagnostic: Diagnostic) -> bool:
    """Whether it is an error of the language, after which it is not known what a part says; of
    contradictory and meaningless numbers it is known, see `Design.in_doubt`."""
    return diagnostic.severity is Severity.ERROR and diagnostic.code not in CONTRADICTIONS


def follows(found: Diagnostic, facts: Facts) -> bool:
    """Whether a finding is about what contradicts itself or has an error of the language, or is proved by
    it, so that it may follow from that alone."""
    design = facts.design
    requirement = design.requirements.get(found.element) or design.scenarios.get(found.element)
    if requirement is not None and _is_undecided_for_errors(facts, requirement):
        return True
    doubtful = design.in_doubt | design.unread
    if not doubtful:
        return False
    if isinstance(requirement, Requirement):
        return any(contradicted(facts, claim) for claim in requirement.claims)
    if isinstance(requirement, Scenario):
        is_own = requirement.path in design.in_doubt
        return is_own or any(contradicted(facts, claim) for claim in requirement.expectations)
    about = {found.element}
    if found.element in design.flows:
        steps = design.flows[found.element].steps
        about |= {path for step in steps for path in (step.caller.path, step.callee.path)}
    if "" in design.in_doubt or not doubtful.isdisjoint(about - {""}):
        return True
    extents = [e.extent for e in map(design.element, doubtful) if e is not None]
    spans = [label.span for label in (found.primary, *found.secondary)]
    spans += [step.span for step in found.witness if step.span is not None]
    return any(e.contains(span) for e in extents if e is not None for span in spans)


def _is_undecided_for_errors(facts: Facts, owner: Requirement | Scenario) -> bool:
    """Whether a claim is undecided for an error of the language, which is reported itself."""
    claims = owner.claims if isinstance(owner, Requirement) else owner.expectations
    return bool(facts.design.unread) and any(unread(facts, claim, owner.path) for claim in claims)
