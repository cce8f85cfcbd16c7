"""The page of the language."""

from __future__ import annotations

from collections.abc import Iterable

from designlint.reference.declarations import declaration_entries
from designlint.reference.entry import Page
from designlint.reference.markdown import anchor, code, link, paragraphs, table
from designlint.reference.topics import topic_entries
from designlint.schema.declarations import DECLARATIONS

_INTRO = (
    "A design is one or more files that end in `.design`. The grammar is small: statements, blocks, "
    "properties, arrows and quantities. Everything is optional until a requirement needs it."
)


def language_page(metrics: Iterable[str]) -> Page:
    """Layout, names, quantities, and every declaration with its form and its properties; claims are of
    the metrics of these names."""
    topics = {entry.name: entry for entry in topic_entries(metrics)}
    before = [topics.pop(name).section(2) for name in ("layout", "names", "quantities", "values")]
    overview = table(
        ("declaration", "what it is"),
        [(link(code(d.keyword), f"#{d.keyword}"), d.doc) for d in DECLARATIONS.values()],
    )
    declared = paragraphs(
        "## Declarations", overview, *(entry.section(3) for entry in declaration_entries())
    )
    after = [entry.section(2) for entry in topics.values()]
    contents = (
        "Layout, Names, Quantities, Values, Declarations, Relations, Steps, Claims, EARS patterns"
    )
    links = ", ".join(link(title, f"#{anchor(title)}") for title in contents.split(", "))
    body = paragraphs(_INTRO, f"On this page: {links}.", *before, declared, *after)
    return Page("language.md", "The design language", "declarations, steps, claims, units", body)
