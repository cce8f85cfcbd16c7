"""Patterns of files as in a `.gitignore`."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING

from designlint.language.suggest import clip

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

# What the library makes of `*`, of `/**/`, and of a pattern that may match in any folder.
_NAME, _FOLDERS, _ANYWHERE = "[^/]*", "(?:/.+)?", "^(?:.+/)?"


def spec_of(lines: Iterable[str]) -> GitIgnoreSpec:
    """Patterns as one that matches paths; what is no pattern matches nothing, as in git."""
    from pathspec import GitIgnoreSpec  # only where something is left out

    found = list(lines)
    try:
        return _compiled(GitIgnoreSpec, found)
    except (ValueError, re.error):
        return _compiled(GitIgnoreSpec, [line for line in found if not no_pattern(line)])


def no_pattern(text: str) -> str:
    """What is wrong with a pattern; empty when nothing is."""
    from pathspec import GitIgnoreSpec

    problem = f"`{clip(text)}` is no pattern, as a `.gitignore` has them"
    if not text.strip() or "\0" in text:
        return problem
    try:
        _compiled(GitIgnoreSpec, [text])
    except (ValueError, re.error):
        return problem
    return ""


def _compiled(cls: type[GitIgnoreSpec], lines: list[str]) -> GitIgnoreSpec:
    with warnings.catch_warnings():
        # A class of characters such as `[[:alpha:]]` is none of Python's.
        warnings.simplefilter("ignore", FutureWarning)
        spec = cls.from_lines(lines)
        for pattern in spec.patterns:
            if pattern.regex is not None:
                pattern.regex = re.compile(_forward(pattern.regex.pattern))
        return spec


def _forward(text: str) -> str:
    """The same regular expression, which never tries a wildcard's end again once what follows it was found.

    What follows a `*` up to the next one may as well match where it does first, and so may the folders
    between two `**`; without that each wildcard multiplies the time by the length of the path.
    """
    first, *between = text.split(_FOLDERS)
    if not between:
        return _names_forward(text)
    *middle, last = map(_names_forward, between)
    anywhere, begin = first.startswith(_ANYWHERE), _names_forward(first.removeprefix(_ANYWHERE))
    parts = [f"^(?>(?:.+?/)??{begin}(?=/))" if anywhere else begin]
    parts += [f"(?>(?:/.+?)??{part}(?=/))" for part in middle]
    return "".join([*parts, _FOLDERS, last])


def _names_forward(text: str) -> str:
    first, *between = text.split(_NAME)
    if len(between) < 2:
        return text
    parts = [first]
    for part in between[:-1]:
        plain, group, rest = part.partition("(?")
        parts.append(f"(?>{_NAME}?{plain}){group}{rest}" if plain else _NAME + part)
    return "".join([*parts, _NAME, between[-1]])
