"""The front page: the design in five sentences, its state, and the closing words."""

from __future__ import annotations

from designlint.base.records import NamedTuple


class Edition(NamedTuple):
    """Which state of a design a document is about. `version`, `status` and `authors` are as the design
    states them, else those of the version control; empty where neither has one. `revision` is the
    commit, `date` the day of the document."""

    version: str = ""
    status: str = ""
    authors: str = ""
    revision: str = ""
    date: str = ""


class Front(NamedTuple):
    """A sentence each: what the design is, whether it holds, what fails first, what must be decided, and
    what was assumed."""

    edition: Edition
    subject: str
    verdict: str
    weakness: str
    decision: str
    assumption: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """All sentences in their order."""
        return (self.subject, self.verdict, self.weakness, self.decision, self.assumption)


class WrapUp(NamedTuple):
    """The closing words: a sentence for each count, and the next steps, the most pressing first."""

    results: tuple[str, ...]
    next_steps: tuple[str, ...]


class Term(NamedTuple):
    """A word of the document, and what it means."""

    word: str
    meaning: str
