"""The catalogue of technologies: every published fact with its page and date."""

from __future__ import annotations

from collections.abc import Mapping

from designlint.language.catalogue import PRECEDENCE, Fact, Technology, technology, technology_names
from designlint.reference.entry import Entry, Page
from designlint.reference.markdown import anchor, code, link, paragraphs, prose, table
from designlint.schema.kinds import Kind

PATH = "technologies.md"
FACT_KINDS = {
    "designed_for": "what the provider builds the service to reach, without compensation",
    "sla": "what the provider promises, with compensation when it is missed",
    "behaviour": "what the documentation says",
    "quota": "a limit that the provider sets",
    "benchmark": "what someone measured; the date and the note say who and how",
}


def technology_entry(name: str) -> Entry | None:
    """The entry of a technology, or None when the catalogue has none of that name."""
    found = technology(name)
    if found is None:
        return None
    kinds = ", ".join(link(code(kind), f"kinds.md#{kind}") for kind in found.kinds)
    rows = [_row(fact) for fact in found.facts]
    head = ("property", "value", "fact", "as of", "note")
    body = paragraphs(
        f"{prose(found.title)}. Kind: {kinds}.",
        f"Stated as `tech {name}`. What the catalogue knows:",
        table(head, rows),
    )
    return Entry("technology", name, body)


def technology_page(kinds: Mapping[str, Kind]) -> Page:
    """The page of all technologies, with an index by kind."""
    known = [found for name in technology_names() if (found := technology(name))]
    entries = [entry for name in technology_names() if (entry := technology_entry(name))]
    kinds_of_facts = [
        (kind, FACT_KINDS[kind]) for kind in sorted(FACT_KINDS, key=lambda k: PRECEDENCE[k])
    ]
    intro = paragraphs(
        "What `tech NAME` says of a component: published facts, each with its page and the date as "
        "of which it holds. A property that the design states always overrides a fact, and a fact "
        "overrides what is assumed for the kind. Where several facts give one property, the first "
        "in this order is used:",
        table(("fact", "is"), [(code(kind), doc) for kind, doc in kinds_of_facts]),
    )
    body = paragraphs(intro, _index(known, kinds), *(entry.section(2) for entry in entries))
    return Page(PATH, "Technologies", "the catalogue of published facts", body)


def _index(known: list[Technology], kinds: Mapping[str, Kind]) -> str:
    rows = []
    for kind in kinds:
        names = [found.name for found in known if kind in found.kinds]
        if names:
            shown = ", ".join(link(code(name), f"#{anchor(name)}") for name in names)
            rows.append((link(code(kind), f"kinds.md#{kind}"), shown))
    return table(("kind", "technologies"), rows)


def _row(fact: Fact) -> tuple[str, ...]:
    known = fact.origin
    shown = link(code(fact.property), f"properties.md#{fact.property}")
    return (shown, code(fact.value), link(known.kind, known.page), known.date, prose(known.note))
