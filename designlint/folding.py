"""One cause, one finding: what follows from a reported cause stands beneath the finding of it.

Three relations make a finding a consequence of another one of the same design: it follows from a cause
that the other reports; it is the verdict on a requirement that the other breaks; or both are of one
rule and report the same cause. The finding on top is as grave as the gravest beneath it, shows their
places, and names all the requirements that they break.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from designlint.diagnostic import Breach, Diagnostic, Help, Label, Severity


def folded(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings in their order, each with its consequences; what is one stands only there."""
    above = _parents(diagnostics)
    beneath: dict[int, list[Diagnostic]] = {}
    for at, diagnostic in enumerate(diagnostics):
        if at in above:
            beneath.setdefault(_top(at, above), []).append(diagnostic)
    return tuple(
        [
            _with(diagnostic, beneath[at]) if at in beneath else diagnostic
            for at, diagnostic in enumerate(diagnostics)
            if at not in above
        ]
    )


def every(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Folded findings one by one, the consequences of each behind it."""
    for diagnostic in diagnostics:
        yield diagnostic
        yield from diagnostic.consequences


class _Roots:
    """The gravest finding for each cause, of each rule with that cause, and for each broken requirement, by
    their numbers."""

    def __init__(self, diagnostics: Sequence[Diagnostic], order: Sequence[int]) -> None:
        self._of_cause: dict[tuple[str, str], int] = {}
        self._of_rule: dict[tuple[str, str, str], int] = {}
        self._breaking: dict[tuple[str, str], int] = {}
        for at in order:
            one = diagnostics[at]
            for cause in one.causes:
                self._of_cause.setdefault((one.design, cause), at)
                self._of_rule.setdefault((one.design, cause, one.code), at)
            for breach in () if _is_verdict(one) else one.breaks:
                self._breaking.setdefault((one.design, breach.requirement), at)

    def above(self, one: Diagnostic) -> Iterator[int]:
        """The findings that one may stand beneath, the nearest first; it may be among them."""
        found = [self._of_cause.get((one.design, cause)) for cause in one.because]
        found += [self._of_rule[one.design, cause, one.code] for cause in one.causes]
        if _is_verdict(one):
            found.append(self._breaking.get((one.design, one.element)))
        return (at for at in found if at is not None)


def _parents(diagnostics: Sequence[Diagnostic]) -> dict[int, int]:
    """The finding that each consequence is to stand beneath, by their numbers."""
    order = sorted(range(len(diagnostics)), key=lambda at: -diagnostics[at].severity)
    roots = _Roots(diagnostics, order)
    above: dict[int, int] = {}
    for at in order:
        parents = roots.above(diagnostics[at])
        parent = next((one for one in parents if _top(one, above) != at), None)
        if parent is not None:
            above[at] = parent
    return above


def _is_verdict(diagnostic: Diagnostic) -> bool:
    """Whether it is about a requirement that it finds broken."""
    return any(breach.requirement == diagnostic.element for breach in diagnostic.breaks)


def _top(at: int, above: dict[int, int]) -> int:
    while at in above:
        at = above[at]
    return at


def _with(diagnostic: Diagnostic, consequences: list[Diagnostic]) -> Diagnostic:
    breaks: dict[str, Breach] = {}
    # What is violated only on assumptions is not broken for certain.
    proved = [one for one in consequences if one.severity is Severity.ERROR]
    for breach in (b for one in (diagnostic, *proved) for b in one.breaks):
        breaks.setdefault(breach.requirement, breach)
    shown = {label.span for label in (diagnostic.primary, *diagnostic.secondary)}
    labels = [one.primary for one in consequences if one.primary.span not in shown]
    return diagnostic._replace(
        help=_help(diagnostic, consequences),
        severity=max(one.severity for one in (diagnostic, *consequences)),
        secondary=(*diagnostic.secondary, *_distinct(labels)),
        breaks=tuple(breaks.values()),
        consequences=tuple(consequences),
    )


def _help(diagnostic: Diagnostic, consequences: Iterable[Diagnostic]) -> tuple[Help, ...]:
    """What meets the requirements whose verdicts stand beneath, in place of edits that do less."""
    verdicts = [one for one in consequences if _is_verdict(one)]
    remedies = dict.fromkeys(answer for one in verdicts for answer in one.help if answer.is_edit)
    words = {answer.text.partition(" ")[0] for answer in remedies}
    own = [one for one in diagnostic.help if one.text.partition(" ")[0] not in words]
    return (*remedies, *own)


def _distinct(labels: Iterable[Label]) -> list[Label]:
    return list({label.span: label for label in labels}.values())
