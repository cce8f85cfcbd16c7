"""Fixes are tried before they are offered: a fix that does not resolve its finding, or loses what was written, is none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Diagnostic, Edit, Fix, Severity
from designlint.fixes.taken import Taken
from designlint.language import codes
from designlint.language.project import Project, load_project
from designlint.language.resolve import resolve
from designlint.registry import Registry

MAX_TRIALS, LEAST_TRIALS, MAX_CHARACTERS = 100, 4, 500_000
"""A design is read so often for trial, a long one less often; fixes that are left are unsafe."""
MAX_STEPS = 3
_WRITTEN = re.compile(r'"""(?s:.*?)"""|"(?:[^"\\\n]|\\[^\n])*"|#[^\n]*')
_TRIVIAL = 2


class Reading(NamedTuple):
    """What the language says of a design, and how many acceptances the design has."""

    diagnostics: Sequence[Diagnostic]
    acceptances: int

    def reported(self) -> Counter[tuple[str, str]]:
        """How often each diagnostic is reported."""
        return Counter(map(_key, self.diagnostics))


Read = Callable[[Project], Reading]


def reading_of(registry: Registry, project: Project) -> Reading:
    """The reading of a project whose rules are not asked."""
    found = resolve(project.files, registry.metrics, registry.kinds, registry.technologies)
    diagnostics = [*project.diagnostics, *found.diagnostics]
    return Reading(diagnostics, len(found.design.acceptances))


def tried(
    project: Project, now: Reading, found: Sequence[Diagnostic], read: Read
) -> list[Diagnostic]:
    """Findings with the fixes that resolve them. `now` is what is reported of the project as it is.

    A safe fix leaves nothing new behind, or only what is safely fixed itself; else it is unsafe. A fix is
    none where its finding stays, where it makes an error of its own, and where a comment, a text or an
    acceptance would be lost.
    """
    offered = [d for d in found if d.fix is not None]
    if not offered:
        return list(found)
    judged = dict(_Trials(project, now, read).judged(offered))
    return [d if d.fix is None else d._replace(fix=judged.get(id(d))) for d in found]


def loses(fix: Fix) -> bool:
    """Whether edits remove a comment or a text that is nowhere else in the file."""
    after: dict[int, str] = {}
    for edit in fix.edits:
        source = edit.span.source
        same = [one for one in fix.edits if one.span.source is source]
        after.setdefault(id(source), edited(source.text, same))
    return any(
        len(written[0]) > _TRIVIAL
        and written[0] not in after[id(edit.span.source)]
        and _letters(written[0]) not in _letters(edit.text)  # else only its signs are others
        for edit in fix.edits
        for written in _WRITTEN.finditer(edit.span.text)
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A text after edits that do not overlap."""
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.end), reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


class _Trials:
    """The trials of one design, each a reading of its files with other texts."""

    def __init__(self, project: Project, now: Reading, read: Read) -> None:
        self._project = project
        self._now = now
        self._before = now.reported()
        self._read = read
        size = sum(len(syntax.source.text) for syntax in project.files) or 1
        self._left = max(LEAST_TRIALS, min(MAX_TRIALS, MAX_CHARACTERS // size))

    def judged(self, offered: Sequence[Diagnostic]) -> Iterator[tuple[int, Fix | None]]:
        """The fix that each finding may offer, by the finding's identity."""
        together: list[Diagnostic] = []
        alone: list[Diagnostic] = []
        taken = Taken()
        for one in offered:
            edits = one.fix.edits if one.fix is not None else ()
            if one.fix is None or loses(one.fix):
                continue
            stretches = [(e.span.source.name, e.span.start, e.span.end) for e in edits]
            if any(map(taken.touches, stretches)):
                alone.append(one)
            else:
                together.append(one)
                taken.take(stretches)
        for group in (together, *([one] for one in alone)):
            yield from self._judged(group)

    def _judged(self, group: Sequence[Diagnostic]) -> Iterator[tuple[int, Fix | None]]:
        if len(group) == 1:
            yield id(group[0]), self._single(group[0])
        elif group and self._all_mend(group):
            yield from [(id(one), one.fix) for one in group]
        elif group:
            half = len(group) // 2
            yield from self._judged(group[:half])
            yield from self._judged(group[half:])

    def _all_mend(self, group: Sequence[Diagnostic]) -> bool:
        """Whether all fixes together leave none of their findings and nothing new."""
        tried_now = self._trial(self._project, [one.fix for one in group if one.fix is not None])
        if tried_now is None:
            return False
        after = tried_now.reading.reported()
        fixed = Counter(key for key in map(_key, group) if key in self._before)
        return after <= self._before - fixed and self._keeps(tried_now.reading)

    def _single(self, one: Diagnostic) -> Fix | None:
        fix = one.fix
        if fix is None:
            return None
        trial = self._trial(self._project, [fix])
        if trial is None:
            return fix._replace(safe=False)
        if not self._is_gone(one, trial.reading) or not self._keeps(trial.reading):
            return None
        if one.severity is not Severity.ERROR and self._new(trial.reading):
            return None  # nothing was hidden by it: what is new follows from the fix
        own = [d for d in self._new(trial.reading) if _touches(d, fix.edits)]
        for only_safe in (True, False):
            rest = self._rest(trial, only_safe=only_safe)
            if not rest:
                return fix._replace(safe=fix.safe and only_safe)
        return (
            None if own and set(map(_key, own)) & set(map(_key, rest)) else fix._replace(safe=False)
        )

    def _rest(self, trial: _Trial, *, only_safe: bool) -> list[Diagnostic]:
        """What is new after a trial, and still is when it is fixed in its turn."""
        new = self._new(trial.reading)
        for _ in range(MAX_STEPS):
            fixes = [d.fix for d in new if d.fix is not None and (d.fix.safe or not only_safe)]
            fixes = [fix for fix in fixes if not loses(fix)][:1]
            following = self._trial(trial.project, fixes) if fixes else None
            if following is None:
                break
            trial = following
            new = self._new(trial.reading)
        return new

    def _is_gone(self, one: Diagnostic, after: Reading) -> bool:
        key = _key(one)
        return key not in self._before or after.reported()[key] < self._before[key]

    def _keeps(self, after: Reading) -> bool:
        return after.acceptances >= self._now.acceptances

    def _new(self, after: Reading) -> list[Diagnostic]:
        more = after.reported() - self._before
        return [one for one in after.diagnostics if _key(one) in more]

    def _trial(self, project: Project, fixes: Sequence[Fix]) -> _Trial | None:
        """The project with fixes; None where enough was tried."""
        if not self._left or not project.files:
            return None
        self._left -= 1
        texts: dict[Path, str] = {}
        for syntax, path in zip(project.files, project.paths, strict=True):
            source = syntax.source
            edits = [e for fix in fixes for e in fix.edits if e.span.source.name == source.name]
            texts[path] = edited(source.text, edits)
        name = project.files[0].source.name
        again = load_project(project.paths[0], name, texts, root=project.root)
        return _Trial(again, self._read(again))


class _Trial(NamedTuple):
    project: Project
    reading: Reading


def _key(one: Diagnostic) -> tuple[str, str]:
    return one.code, one.message


def _touches(found: Diagnostic, edits: Sequence[Edit]) -> bool:
    """Whether a diagnostic of the new text is at an edit, or beside it but for spaces and separators."""
    at = found.primary.span
    shift = 0
    for edit in sorted(edits, key=lambda e: e.span.start):
        if edit.span.source.name != at.source.name:
            continue
        start = edit.span.start + shift
        end = start + len(edit.text)
        shift += len(edit.text) - (edit.span.end - edit.span.start)
        gap = at.source.text[min(at.end, end) : max(at.start, start)]
        # What stands behind a word that was guessed wrong does not fit it.
        is_behind = found.code == codes.VALUE.code and at.start >= end and "\n" not in gap
        if is_behind or not gap.strip(" \t,;"):
            return True
    return False
