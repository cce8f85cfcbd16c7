"""The page of what a design means, from one text a topic beside it.

A text has a title, a paragraph, and questions as headings below it. Its blocks fenced as `design` are
followed by one fenced as `verdicts`: what comes out. `tests/verdicts` runs them.
"""

from __future__ import annotations

import re

from designlint.base.packaged import files
from designlint.reference.entry import Entry, Page
from designlint.reference.markdown import anchor, link, paragraphs

TOPICS = (
    "calls",
    "places",
    "load",
    "consistency",
    "latency",
    "verdicts",
    "technologies",
    "contradictions",
    "decisions",
    "defaults",
)
"""The topics, in the order in which a reader wants them."""

_INTRO = (
    "Every number that designlint computes follows from the sentences on this page: what a "
    "declaration means, what its absence means, and how things chain. Each stands with a design "
    "and what comes out for it: the claim, the verdict, the value. A line that begins with `when` "
    "is about a scenario; `missing` and `assumes` name a fact that the claim above lacks or takes "
    "for granted."
)
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


def meaning_entries() -> list[Entry]:
    """An entry for each question of each topic, found by its title and by that of its topic."""
    return [entry for topic in _written() for entry in _questions(topic)]


def meaning_page() -> Page:
    """The page of all topics."""
    parts = []
    titles = []
    for topic in _written():
        title, intro = _head(topic)
        titles.append(link(title, f"#{anchor(title)}"))
        sections = [entry.section(3) for entry in _questions(topic)]
        parts.append(paragraphs(f"## {title}", intro, *sections))
    body = paragraphs(_INTRO, f"On this page: {', '.join(titles)}.", *parts)
    return Page("semantics.md", "What a design means", "how it is read, with examples", body)


def _written() -> list[str]:
    folder = files("designlint.reference.semantics")
    paths = [folder / f"{topic}.md" for topic in TOPICS]
    return [path.read_text(encoding="utf-8") for path in paths if path.is_file()]


def _head(text: str) -> tuple[str, str]:
    """The title of a topic and what stands before its first question."""
    first, _, rest = text.partition("\n")
    return first.removeprefix("# ").strip(), _HEADING.split(rest)[0].strip()


def _questions(text: str) -> list[Entry]:
    title = _head(text)[0]
    _, *found = _HEADING.split(text)
    pairs = zip(found[::2], found[1::2], strict=True)
    return [Entry("topic", anchor(q), body.strip(), q, (title.lower(),)) for q, body in pairs]
