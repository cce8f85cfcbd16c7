"""A word of the field, and where the language and the rules have it."""

from __future__ import annotations

from designlint.base.records import NamedTuple


class Term(NamedTuple):
    """A word that engineers use, what it means, and the words of the reference that are about it.

    `see` are words that `designlint explain` finds, separated by spaces, the most useful first; `also` are
    other names and spellings of the term, separated by commas.
    """

    name: str
    text: str
    see: str
    also: str = ""

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other names."""
        return tuple([name.strip() for name in self.also.split(",") if name.strip()])
