"""Patterns of files as in a `.gitignore`."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING

from designlint.language.suggest import clip

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_DOS = re.compile(r"\w\\\w")
"""A path of Windows; in a pattern a backslash takes the meaning of a special character away."""


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
    if text.startswith(("./", ".\\")):
        return f"`{clip(text)}` matches nothing; write `{clip(text[1:])}`"
    if text.startswith(("../", "..\\")):
        return f"`{clip(text)}` matches nothing: a pattern stays inside the folder of its file"
    if _DOS.search(text):
        return f"`{clip(text)}` matches nothing; folders are separated by `/`"
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
        return cls.from_lines(lines)
