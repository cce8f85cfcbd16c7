"""What is read of a MADR file: plain texts, none of which is trusted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

NAME = r"[^\W\d]\w*(?:-\w+)*"
"""What a name of the language looks like."""
LONGEST = 61
"""The most characters of a name that is taken over."""


@dataclass
class Option:
    """One option: its name in the language, its title, the `words` of the file for it, and what speaks for
    and against it."""

    name: str
    title: str
    words: str
    arguments: list[tuple[str, str]] = field(default_factory=list)

    def is_called(self, words: str) -> bool:
        """Whether words mean this option: all of its own, or its name before the colon alone."""
        return words.casefold() in (self.words.casefold(), self.words.partition(": ")[0].casefold())


@dataclass
class Record:
    """One decision. `successors` are the name and the file of the one that supersedes it, as far as they
    are stated; a record that `is_marked` was written by designlint, so its names are those of a design."""

    name: str = ""
    title: str = ""
    number: int | None = None
    is_marked: bool = False
    status: str = ""
    successors: tuple[str, str] = ("", "")
    changed: str = ""
    owner: str = ""
    about: list[str] = field(default_factory=list)
    serves: list[str] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    chosen: str = ""
    reason: str = ""
    consequences: list[str] = field(default_factory=list)


def identifier(text: str, *, keep: bool = False) -> str:
    """A text as a name of the language: `Amazon S3` is `amazon_s3`; with `keep`, a name stays as it is."""
    if keep and len(text) <= LONGEST and re.fullmatch(NAME, text, re.ASCII):
        return text
    name = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:60].strip("_")
    return name if name[:1].isalpha() else f"option_{name}".rstrip("_")
