"""Applying fixes: edits of several findings put together, round after round until none is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Diagnostic, Edit
from designlint.fixes.taken import Taken
from designlint.language.project import Project

MAX_ROUNDS = 50
Texts = Mapping[Path, str]


class Found(NamedTuple):
    """A design as it is read, and its diagnostics."""

    project: Project
    diagnostics: Sequence[Diagnostic]


class Fixed(NamedTuple):
    """The texts that fixes have changed, by file, and how many findings they fixed.

    `names` says how messages call each file, `old` what it held before.
    """

    texts: dict[Path, str]
    old: dict[Path, str]
    names: dict[Path, str]
    number: int


class _Place(NamedTuple):
    path: Path
    start: int
    end: int
    text: str


_Change = tuple[_Place, ...]


def fix_all(look: Callable[[Texts], Sequence[Found]], *, unsafe: bool) -> Fixed:
    """Apply fixes until no finding has one: the safe ones, or all.

    `look` checks the designs with other texts in the place of some of their files. Edits that
    overlap wait for the next round. A file of several designs is changed only as all of them want.
    A text that comes back ends the rounds, so fixes that undo each other do not loop.
    """
    fixed = Fixed({}, {}, {}, 0)
    seen = set()
    for _ in range(MAX_ROUNDS):
        texts, number = _round(look(fixed.texts), fixed, unsafe=unsafe)
        state = tuple(sorted(texts.items()))
        if not number or state in seen:
            break
        seen.add(state)
        fixed = fixed._replace(texts=texts, number=fixed.number + number)
    return fixed


def _round(found: Sequence[Found], fixed: Fixed, *, unsafe: bool) -> tuple[dict[Path, str], int]:
    """The texts after all fixes of one check that go together, and how many those are."""
    wanted: Counter[_Change] = Counter()
    designs: Counter[Path] = Counter()
    now: dict[Path, str] = {}
    for project, diagnostics in found:
        paths = {}
        for syntax, path in zip(project.files, project.paths, strict=True):
            source = syntax.source
            paths[source.name] = path
            now[path] = source.text
            fixed.names.setdefault(path, source.name)
            fixed.old.setdefault(path, source.text)
        designs.update(project.paths)
        wanted.update(set(_changes(diagnostics, paths, unsafe=unsafe)))
    chosen: dict[Path, list[_Place]] = {}
    taken, number = Taken(), 0
    for change, times in sorted(wanted.items()):
        agreed = all(times == designs[place.path] for place in change)
        stretches = [place[:3] for place in change]
        if agreed and not any(map(taken.touches, stretches)):
            taken.take(stretches)
            for place in change:
                chosen.setdefault(place.path, []).append(place)
            number += 1
    texts = dict(fixed.texts)
    for path, places in chosen.items():
        texts[path] = _edited(now[path], places)
    return texts, number


def _changes(
    diagnostics: Iterable[Diagnostic], paths: Mapping[str, Path], *, unsafe: bool
) -> Iterable[_Change]:
    for diagnostic in diagnostics:
        fix = diagnostic.fix
        if fix is not None and (fix.safe or unsafe):
            yield tuple([_place(edit, paths) for edit in fix.edits])


def _place(edit: Edit, paths: Mapping[str, Path]) -> _Place:
    return _Place(paths[edit.span.source.name], edit.span.start, edit.span.end, edit.text)


def _edited(text: str, places: list[_Place]) -> str:
    for place in sorted(places, reverse=True):
        text = text[: place.start] + place.text + text[place.end :]
    return text
