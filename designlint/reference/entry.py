"""What the reference is made of."""

from __future__ import annotations

from designlint.base.records import NamedTuple


class Entry(NamedTuple):
    """One thing that is explained: what kind of thing it is, its name, and its text in Markdown.

    `title` is its heading and `body` stands below it, without headings of its own but in rules.
    `aliases` are other names by which it is found.
    """

    kind: str
    name: str
    body: str
    title: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """The words of its heading."""
        return self.title or f"`{self.name}`"

    def section(self, level: int) -> str:
        """The entry as a part of a page, under a heading of `level` (1 is the page's own)."""
        return f"{'#' * level} {self.heading}\n\n{self.body}"


class Page(NamedTuple):
    """A page of the reference: its path below the folder, its title, what it is about, its text."""

    path: str
    title: str
    summary: str
    body: str

    @property
    def text(self) -> str:
        """The file's text."""
        return f"{MARK}\n# {self.title}\n\n{self.body.strip()}\n"


class Verbatim(NamedTuple):
    """A file of the reference that is no page: its path and its text."""

    path: str
    text: str


MARK = "<!-- Written by `python -m designlint.reference`; change the code it is made from. -->"
