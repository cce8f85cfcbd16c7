"""One cause, one finding: what follows from a reported cause stands beneath the finding of it.

Three relations make a finding a consequence of another one of the same design: it follows from a cause
that the other reports; it is the verdict on a requirement that the other breaks; or both are of one
rule and report the same cause. Of several that report one cause, the gravest is on top, and of these the
one that most verdicts follow from. It is as grave as the gravest beneath it, shows their places, and names
all the requirements that they break.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from designlint.diagnostics.diagnostic import Breach, Diagnostic, Help, Label, Severity


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
    weights = _weights(diagnostics)

    def rank(at: int) -> tuple[int, int, str, str]:
        # By name at last: which one is on top must not hang on the order of lines.
        one = diagnostics[at]
        return -one.severity, -weights[at], one.code, one.element

    order = sorted(range(len(diagnostics)), key=rank)
    roots = _Roots(diagnostics, order)
    above: dict[int, int] = {}
    for at in order:
        parents = roots.above(diagnostics[at])
        parent = next((one for one in parents if _top(one, above) != at), None)
        if parent is not None:
            above[at] = parent
    return above


def _weights(diagnostics: Sequence[Diagnostic]) -> Counter[int]:
    """How many verdicts follow from each finding before all else, by its number."""
    reporting: dict[tuple[str, str], list[int]] = {}
    for at, one in enumerate(diagnostics):
        for cause in one.causes:
            reporting.setdefault((one.design, cause), []).append(at)
    found: Counter[int] = Counter()
    for one in filter(_is_verdict, diagnostics):
        known = [(one.design, cause) for cause in one.because]
        nearest = next((key for key in known if key in reporting), None)
        found.update(reporting[nearest] if nearest is not None else ())
    return found


def _is_verdict(diagnostic: Diagnostic) -> bool:
    """Whether it is about a requirement that it finds broken."""
    return any(breach.requirement == diagnostic.element for breach in diagnostic.breaks)


def _top(at: int, above: dict[int, int]) -> int:
    while at in above:
        at = above[at]
    return at


def _with(diagnostic: Diagnostic, consequences: list[Diagnostic]) -> Diagnostic:
    # What breaks a requirement is shown before what is cut where there is much.
    ranked = sorted(consequences, key=lambda one: (not _is_verdict(one), not one.breaks))
    breaks: dict[str, Breach] = {}
    # What is violated only on assumptions is not broken for certain.
    proved = [one for one in ranked if one.severity is Severity.ERROR]
    for breach in (b for one in (diagnostic, *proved) for b in one.breaks):
        breaks.setdefault(breach.requirement, breach)
    shown = {label.span for label in (diagnostic.primary, *diagnostic.secondary)}
    labels = [one.primary for one in ranked if one.primary.span not in shown]
    return diagnostic._replace(
        help=_help(diagnostic, ranked),
        severity=max(one.severity for one in (diagnostic, *ranked)),
        secondary=(*diagnostic.secondary, *_distinct(labels)),
        breaks=tuple(breaks.values()),
        consequences=tuple(ranked),
    )


def _help(diagnostic: Diagnostic, consequences: Iterable[Diagnostic]) -> tuple[Help, ...]:
    """What resolves the finding, then what meets each requirement whose verdict stands beneath, and at last
    the facts to declare. Of two edits of one thing, that for the requirement does more."""
    verdicts = [one for one in consequences if _is_verdict(one)]
    remedies = _together([answer for one in verdicts for answer in _remedy(one)])
    samples = [answer for one in verdicts for answer in one.help if answer.is_sample]
    said: dict[tuple[str, str], list[Help]] = {}
    for answer in remedies:
        if answer.is_edit:
            said.setdefault(_thing(answer, diagnostic), []).append(answer)
    # Answers that are one change together stay together.
    is_apart = all(answer.is_edit for answer in remedies)
    own: list[Help] = []
    for one in diagnostic.help:
        better = said.get(_thing(one, diagnostic)) if one.is_edit else None
        own += [one] if better is None else better if is_apart else []
    settled = [one for one in own if not one.is_sample]
    facts = [one for one in own if one.is_sample]
    return tuple(dict.fromkeys([*settled, *remedies, *facts, *samples]))


def _together(remedies: list[Help]) -> list[Help]:
    """The remedies of several verdicts: where two set one thing, the one that sets more of it."""
    most: dict[tuple[str, str], Help] = {}
    for one in remedies:
        thing = one.text.partition(" ")[0], one.place
        if one.is_edit and (thing not in most or _number(most[thing]) < _number(one)):
            most[thing] = one
    return [
        one
        for one in remedies
        if not one.is_edit or most[one.text.partition(" ")[0], one.place] is one
    ]


def _number(answer: Help) -> float:
    """The first number that an edit sets; 0 where it sets none."""
    found = next((word for word in answer.text.split() if word[0].isdigit()), "")
    return float(found) if found.isdecimal() else 0.0


def _thing(answer: Help, diagnostic: Diagnostic) -> tuple[str, str]:
    """What an edit sets: the first word of its text, in the place where it belongs."""
    return answer.text.partition(" ")[0], answer.place or f"`{diagnostic.element}`"


def _remedy(verdict: Diagnostic) -> list[Help]:
    """The edits that together meet a requirement, each named after it; none where some are only words."""
    found = [one for one in verdict.help if not one.is_sample]
    if not any(one.is_edit for one in found):
        return []
    goal = f"for `{verdict.element}`"
    return [
        one._replace(note="; ".join(filter(None, (one.note, goal))))
        if one.is_edit
        else one._replace(text=f"{goal}: {one.text}")
        for one in found
    ]


def _distinct(labels: Iterable[Label]) -> list[Label]:
    return list({label.span: label for label in labels}.values())
