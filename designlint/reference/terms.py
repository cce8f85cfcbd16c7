"""The entries and the page of the words of the field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from designlint.language.catalogue import technology_names
from designlint.reference.entry import Entry, Page
from designlint.reference.glossary import SUBJECTS
from designlint.reference.glossary.term import Term
from designlint.reference.kinds import PATH as KINDS
from designlint.reference.markdown import anchor, bullets, code, link, paragraphs
from designlint.reference.meaning import meaning_entries
from designlint.reference.properties import PATH as PROPERTIES

PATH = "glossary.md"
LANGUAGE, MEANING = "language.md", "semantics.md"
_PAGES = {"kind": KINDS, "property": PROPERTIES, "metric": "metrics.md", "hook": "hooks.md"}
_NO_SENTENCE = ("|", "-", "#", "```", "**On ", "**Informative**")
_ON_KINDS = ("roles", "component")
_SENTENCE = re.compile(r".*?[.?!](?=\s|$)", re.DOTALL)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def term_entries(known: Iterable[Entry]) -> list[Entry]:
    """An entry for each term, which says what the entries that it names are about."""
    by_name = _by_name(known)
    return [
        Entry("term", term.name, _body(term, by_name), aliases=term.aliases)
        for terms in SUBJECTS.values()
        for term in terms
    ]


def glossary_page(known: Iterable[Entry]) -> Page:
    """The page of all terms."""
    by_name = _by_name(known)
    parts = [
        paragraphs(f"## {subject}", *(_section(term, by_name) for term in terms))
        for subject, terms in SUBJECTS.items()
    ]
    intro = (
        "Words that engineers use, and where the language and the rules have them. `designlint explain "
        "WORD` finds each by its name and its other names."
    )
    return Page(
        PATH, "Glossary", "words of the field, and where to find them", paragraphs(intro, *parts)
    )


def _by_name(known: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Entries by their names, and by other names that are of one entry alone."""
    named: dict[str, list[Entry]] = {}
    called: dict[str, list[Entry]] = {}
    for entry in known:
        named.setdefault(entry.name, []).append(entry)
        for name in entry.aliases:
            called.setdefault(name, []).append(entry)
    return {**{name: found for name, found in called.items() if len(found) == 1}, **named}


def _body(term: Term, known: Mapping[str, list[Entry]]) -> str:
    rows = [
        f"{code(entry.name)} ({entry.kind}): {summary(entry)}"
        for word in term.see.split()
        for entry in known.get(word, ())
    ]
    rows += [
        f"{code(word)} (technology)" for word in term.see.split() if word in technology_names()
    ]
    return paragraphs(
        term.text,
        bullets(dict.fromkeys(rows)),
        "`designlint explain NAME` shows each of them." if rows else "",
    )


def _section(term: Term, known: Mapping[str, list[Entry]]) -> str:
    targets = dict.fromkeys(
        link(code(entry.name) if entry.kind != "topic" else entry.heading, place(entry))
        for word in term.see.split()
        for entry in known.get(word, ())
    )
    also = f"Also: {', '.join(term.aliases)}." if term.also else ""
    return paragraphs(
        f"### {term.name}", term.text, also, f"See {', '.join(targets)}." if targets else ""
    )


def place(entry: Entry) -> str:
    """Where an entry stands in the pages, from the page of terms on."""
    if entry.kind == "rule":
        return f"rules/{entry.name}.md"
    page = _PAGES.get(entry.kind, LANGUAGE)
    if entry.kind == "topic" and entry.name in _ON_KINDS:
        page = KINDS
    elif entry.kind == "topic" and entry.name in {one.name for one in meaning_entries()}:
        page = MEANING
    return f"{page}#{anchor(entry.heading)}"


def summary(entry: Entry) -> str:
    """The first sentence of an entry; that of a rule stands below its severity."""
    parts = [part for part in entry.body.split("\n\n") if not part.startswith(_NO_SENTENCE)]
    text = parts[min(1, len(parts) - 1)] if entry.kind == "rule" else parts[0]
    text = _LINK.sub(r"\1", " ".join(text.split()))
    found = _SENTENCE.match(text)
    return found[0] if found else text
