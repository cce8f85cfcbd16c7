"""The catalogue of technologies: every published fact with its page and date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
    stated = " or ".join(code(f"tech {one}") for one in (found.name, *found.aliases))
    known = (f"Stated as {stated}. What the catalogue knows:", table(head, rows)) if rows else ()
    body = paragraphs(
        f"{prose(found.title)}. Kind: {kinds}.",
        *(known or (f"Stated as {stated}.",)),
        *_isolation(found),
        *_never(found),
    )
    return Entry("technology", found.name, body)


def _isolation(found: Technology) -> Iterator[str]:
    """What its words for isolation mean."""
    if found.isolation:
        head = ("isolation", "means", "on", "as of", "note")
        rows = [
            (
                code(one.word),
                " or ".join(code(m) for m in dict.fromkeys((one.model, one.at_most)) if m),
                "a standby" if one.is_of_standby else "any replica",
                link(one.origin.date, one.origin.page),
                prose(one.origin.note),
            )
            for one in found.isolation
        ]
        yield "What its words for isolation mean:"
        yield table(head, rows)


def _never(found: Technology) -> Iterator[str]:
    """What no setting makes of it."""
    for never in found.never:
        values = " or ".join(code(f"{never.property} {value}") for value in never.values)
        why = link(never.origin.note, never.origin.page)
        yield f"It is never {values}: {why} ({never.origin.date})."


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
        table(("fact", "meaning"), [(code(kind), doc) for kind, doc in kinds_of_facts]),
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
    note = " ".join(
        part for part in (_of(known.of), _condition(known.condition), known.note) if part
    )
    return (shown, code(fact.value), link(known.kind, known.page), known.date, prose(note))


def _of(subject: str) -> str:
    """What a promise is of, where it is not of the component itself."""
    shown = {
        "instance": "an instance",
        "control_plane": "the control plane",
        "platform": "the platform",
    }
    return f"Of {shown[subject]}." if subject else ""


def _condition(text: str) -> str:
    return f"Condition: {text}." if text else ""
