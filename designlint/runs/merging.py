"""The results of many designs as one: files are shared, so a finding in a shared file is one finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from designlint.diagnostics.diagnostic import Breach, Diagnostic
from designlint.diagnostics.folding import folded
from designlint.diagnostics.result import Result, Suppressed, Tally
from designlint.findings.acceptance_codes import UNUSED
from designlint.runs.narrowing import narrowed


def merged(results: Iterable[Result]) -> Result:
    """The results of all designs as one, each finding once and with what follows from it."""
    folds = [result._replace(diagnostics=folded(result.diagnostics)) for result in results]
    found = [narrowed(result) for result in folds]
    seen = Counter([name for result in found for name in result.sources])
    diagnostics = [d for result in found for d in result.diagnostics]
    suppressed = [s for result in found for s in result.suppressed]
    accepted = _one_of_each(suppressed, seen)
    return Result(
        diagnostics=tuple(sorted(_shared(diagnostics, seen), key=lambda d: d.sort_key)),
        files=len(seen) + sum(result.files for result in found if not result.sources),
        tally=sum((result.tally for result in found), Tally()),
        unreadable=any(result.unreadable for result in found),
        broken=any(result.broken for result in found),
        accepted=sum(result.accepted for result in found) - len(suppressed) + len(accepted),
        suppressed=tuple(accepted),
        known=sum(result.known for result in found),
        overrides=tuple(sorted({n for result in found for n in result.overrides})),
        traces=tuple(dict.fromkeys([trace for result in found for trace in result.traces])),
        sources=tuple(seen),
        standings=tuple([one for result in found for one in result.standings]),
    )


def _shared(diagnostics: Iterable[Diagnostic], seen: Mapping[str, int]) -> Iterator[Diagnostic]:
    """The findings of all designs, those in shared files as one with the names of the designs.

    An acceptance in a shared file is unused only if no design uses it.
    """
    alike: dict[tuple[str, ...], list[Diagnostic]] = {}
    for one in diagnostics:
        if _is_shared(one, seen):
            alike.setdefault(one.identity, []).append(one)
        else:
            yield one
    for group in alike.values():
        name = group[0].primary.span.source.name
        if group[0].code != UNUSED.code or len(group) == seen[name]:
            yield _as_one(group)


def _is_shared(one: Diagnostic, seen: Mapping[str, int]) -> bool:
    # What fails inside of designlint stands in no file, and may fail in every design.
    return bool(one.identity) and seen.get(one.primary.span.source.name, 2) > 1


def _as_one(group: list[Diagnostic]) -> Diagnostic:
    """One finding of several designs: the gravest, with what the others say differently beneath it."""
    top = max(group, key=lambda one: one.severity)
    others = {one.message: one for one in group if one.message != top.message}
    beneath = [
        *[follows for one in (top, *group) for follows in one.consequences],
        *[one._replace(consequences=()) for one in others.values()],
    ]
    breaks: dict[tuple[str, str, int], Breach] = {}
    for breach in [b for one in (top, *group) for b in one.breaks]:
        place = breach.requirement, breach.span.source.name, breach.span.start
        breaks.setdefault(place, breach)
    return top._replace(
        breaks=tuple(breaks.values()),
        consequences=tuple({(one.identity, one.message): one for one in beneath}.values()),
        designs=tuple(dict.fromkeys([one.design for one in group])),
    )


def _one_of_each(suppressed: Iterable[Suppressed], seen: Mapping[str, int]) -> list[Suppressed]:
    """Accepted findings, those in shared files once with the names of the designs."""
    found: dict[tuple[str, ...], list[Suppressed]] = {}
    for number, one in enumerate(suppressed):
        is_shared = _is_shared(one.diagnostic, seen)
        key = one.diagnostic.identity if is_shared else (str(number),)
        found.setdefault(key, []).append(one)
    return [
        group[0]._replace(diagnostic=_as_one([one.diagnostic for one in group]))
        if _is_shared(group[0].diagnostic, seen)
        else group[0]
        for group in found.values()
    ]
