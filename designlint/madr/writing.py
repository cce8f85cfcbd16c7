"""A design's decisions as MADR files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from designlint.base.records import NamedTuple
from designlint.model import Decision, Design, Option
from designlint.schema.component import BECAUSE, OWNER
from designlint.schema.context import CON, CONSEQUENCE, DECIDED_ON, PRO, SERVES, SUPERSEDED_BY

MARK = "<!-- designlint: decision"
"""How the line begins by which a file is known to be written by designlint."""
_LONGEST = 60
"""The most characters of a title in the name of a file."""


class WrittenRecord(NamedTuple):
    """One file: its name, which is a plain one without any folder, and its text."""

    name: str
    text: str


def records(design: Design) -> tuple[WrittenRecord, ...]:
    """A record for each decision, numbered in the order of the design."""
    decisions = list(design.decisions.values())
    names = {d.path: file_name(number, d) for number, d in enumerate(decisions, 1)}
    return tuple(
        [
            WrittenRecord(names[d.path], "\n".join(_lines(d, design, names)) + "\n")
            for d in decisions
        ]
    )


def file_name(number: int, decision: Decision) -> str:
    """`0001-where-orders-are-kept.md`: of the title, or else of the name, nothing but letters and digits."""
    plain = unicodedata.normalize("NFKD", decision.title or decision.name)
    words = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower())
    slug = words[:_LONGEST].strip("-") or "decision"
    return f"{number:04}-{slug}.md"


def _lines(decision: Decision, design: Design, names: dict[str, str]) -> Iterator[str]:
    yield from _front_matter(decision, names)
    yield f"# {_line(decision.title or decision.name)}"
    yield from ("", f"{MARK} `{decision.path}`{_about(decision)} -->", "")
    yield from ("## Context and Problem Statement", "", _context(decision, design), "")
    yield from _drivers(decision, design)
    if decision.options:
        yield from ("## Considered Options", "", *(f"* {_named(o)}" for o in decision.options), "")
    yield from ("## Decision Outcome", "", _outcome(decision), "")
    consequences = [known.value for known in decision.properties.all(CONSEQUENCE)]
    if consequences:
        yield from ("### Consequences", "", *(f"* {_line(text)}" for text in consequences), "")
    if decision.options:
        yield from ("## Pros and Cons of the Options", "")
        for option in decision.options:
            yield from _arguments(option)


def _front_matter(decision: Decision, names: dict[str, str]) -> Iterator[str]:
    """The status, date and owner, where they are stated."""
    successor, status = decision.value(SUPERSEDED_BY), decision.status
    if successor is not None and status == "superseded":
        target = names[successor.path]
        status = f"superseded by [{successor.path}]({target})"
    date, owner = decision.value(DECIDED_ON), decision.value(OWNER)
    yield from ("---", f'status: "{status}"')
    if date is not None:
        yield f"date: {date.isoformat()}"
    if owner is not None:
        yield f'decision-makers: "{_line(str(owner)).replace(chr(34), "")}"'
    yield from ("---", "")


def _about(decision: Decision) -> str:
    names = ", ".join(f"`{named.path}`" for named in decision.about)
    return f" about {names}" if names else ""


def _context(decision: Decision, design: Design) -> str:
    """What the decision is about, with the titles that the design gives."""
    found = [(named.path, design.element(named.path)) for named in decision.about]
    parts = [
        f"`{path}`" + (f" ({_line(one.title)})" if one and one.title else "") for path, one in found
    ]
    system = f"the design `{design.header.name}`" if design.header is not None else "the design"
    return (
        f"A decision about {', '.join(parts)} of {system}." if parts else f"A decision of {system}."
    )


def _drivers(decision: Decision, design: Design) -> Iterator[str]:
    served = decision.value(SERVES) or ()
    if served:
        yield from ("## Decision Drivers", "")
        for ref in served:
            requirement = design.requirements.get(ref.path)
            yield f"* `{ref.path}`" + (f": {_line(requirement.title)}" if requirement else "")
        yield ""


def _outcome(decision: Decision) -> str:
    reason = decision.value(BECAUSE)
    names = ", ".join(f'"{_line(_named(option))}"' for option in decision.chosen)
    if not names:
        return f"Because: {_line(reason)}" if reason else "Not decided."
    return f"Chosen option: {names}" + (f", because {_line(reason)}" if reason else "")


def _arguments(option: Option) -> Iterator[str]:
    yield from (f"### {_named(option)}", "")
    for key, word in ((PRO, "Good"), (CON, "Bad")):
        for known in option.properties.all(key):
            yield f"* {word}, because {_line(known.value)}"
    yield ""


def _named(option: Option) -> str:
    return f"{option.name}: {_line(option.title)}" if option.title else option.name


def _line(text: str) -> str:
    """A text on one line that neither ends a comment nor begins one."""
    return " ".join(text.split()).replace("<!--", "<! --").replace("-->", "-- >")
