"""Which design of one state is which of the other: by its name, else by what it says."""

from __future__ import annotations

from collections.abc import Sequence

from designlint.compare.similarity import paired, total, words_of
from designlint.language.project import Project
from designlint.language.syntax.nodes import Sentence

LEAST = 0.5
"""The least similarity of a design to one in a file with another name."""

Pair = tuple[int | None, int | None]
"""The numbers of a design in two states; None where there is no such design."""


def pairs_of(
    before: Sequence[tuple[str, Project]], after: Sequence[tuple[str, Project]]
) -> list[Pair]:
    """The designs of two states with their names, paired; the newer state gives the order, and what is gone
    comes last."""
    new = {name: at for at, (name, _) in enumerate(after)}
    found = {at: new[name] for at, (name, _) in enumerate(before) if name in new}
    left = [at for at in range(len(before)) if at not in found]
    open_ = [at for at in range(len(after)) if at not in found.values()]
    found |= _by_header(before, after, left, open_)
    left = [at for at in left if at not in found]
    open_ = [at for at in open_ if at not in found.values()]
    found |= _by_words(before, after, left, open_)
    older = {at: old for old, at in found.items()}
    pairs: list[Pair] = [(older.get(at), at) for at in range(len(after))]
    return pairs + [(at, None) for at in range(len(before)) if at not in found]


def _by_header(
    before: Sequence[tuple[str, Project]],
    after: Sequence[tuple[str, Project]],
    left: Sequence[int],
    open_: Sequence[int],
) -> dict[int, int]:
    """The designs whose files moved and whose `design NAME` is the only one of that name."""
    olds = [_header(project) for _, project in before]
    news = [_header(project) for _, project in after]
    by_name = {news[at]: at for at in open_ if news[at] and news.count(news[at]) == 1}
    return {
        at: by_name[olds[at]] for at in left if olds[at] in by_name and olds.count(olds[at]) == 1
    }


def _header(project: Project) -> str:
    for syntax in project.files[:1]:
        for statement in syntax.statements:
            if isinstance(statement, Sentence) and statement.keyword.text == "design":
                return statement.clauses[0][0].text if statement.clauses else ""
    return ""


def _by_words(
    before: Sequence[tuple[str, Project]],
    after: Sequence[tuple[str, Project]],
    left: Sequence[int],
    open_: Sequence[int],
) -> dict[int, int]:
    olds = {at: words_of(_text(before[at][1])) for at in left}
    news = {at: words_of(_text(after[at][1])) for at in open_}
    return paired(olds, news, total([*olds.values(), *news.values()]), LEAST)


def _text(project: Project) -> str:
    """The text of a design's main file."""
    return project.files[0].source.text if project.files else ""
