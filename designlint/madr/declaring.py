"""MADR files as decisions of a design.

All that is taken over from a file is written as a text in quotes or as a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from designlint.madr.reading import read_record
from designlint.madr.record import Option, Record, identifier

_FILE_NUMBER = re.compile(r"(?:^|/)(?:adr-?)?(\d{1,6})\b[^/]*$", re.IGNORECASE)
_ADR = re.compile(r"(?:ADR[-_ ]?)?(\d{1,6})", re.IGNORECASE)


class NoRecordError(ValueError):
    """A file that is no record; its text names the file."""


def declared(files: Mapping[str, str]) -> str:
    """The decisions that files state, by the name of each file, as the text of a design.

    Raises NoRecordError.
    """
    records: dict[str, Record] = {}
    for file, text in files.items():
        try:
            record = read_record(text)
        except ValueError as error:
            raise NoRecordError(f"`{file}` is no decision record: {error}") from None
        number = _FILE_NUMBER.search(file)
        if record.number is None and number is not None:
            record.number = int(number[1])
        records[file] = record
    names: dict[str, None] = {}
    for record in records.values():
        record.name = _unique(record.name or _usual(record), names)
        names[record.name] = None
    known = _known(records.values())
    return "\n".join(["\n".join(_design(record, known)) + "\n" for record in records.values()])


def _usual(record: Record) -> str:
    return f"ADR-{record.number:04}" if record.number is not None else identifier(record.title)


def _unique(name: str, taken: Mapping[str, None]) -> str:
    number, free = 2, name
    while free in taken:
        number, free = number + 1, f"{name}_{number}"
    return free


def _known(records: Iterable[Record]) -> dict[str, str]:
    """The names of the decisions, by what other records may call them."""
    found: dict[str, str] = {}
    for record in records:
        found[record.name.lower()] = record.name
        if record.number is not None:
            found[str(record.number)] = record.name
    return found


def _successor(record: Record, known: Mapping[str, str]) -> str:
    """The decision that supersedes a record; empty where it is none of those that are read."""
    name, file = record.successors
    number = _FILE_NUMBER.search(file) or _ADR.fullmatch(name)
    by_number = known.get(str(int(number[1])), "") if number is not None else ""
    return known.get(name.lower(), "") or by_number


def _design(record: Record, known: Mapping[str, str]) -> Iterator[str]:
    """The lines of the declaration."""
    about = f" about {', '.join(record.about)}" if record.about else ""
    yield f"decision {record.name} {_quoted(record.title)}{about} {{"
    if record.status:
        yield f"  status {record.status}"
    if record.changed:
        yield f"  date {record.changed}"
    if successor := _successor(record, known):
        yield f"  superseded_by {successor}"
    if record.serves:
        yield f"  serves {', '.join(record.serves)}"
    if record.owner:
        yield f"  owner {_quoted(record.owner)}"
    if record.reason:
        yield f"  because {_quoted(record.reason)}"
    yield from [f"  consequence {_quoted(text)}" for text in record.consequences]
    for option in record.options:
        yield from _lines_of(option, record.chosen)
    yield "}"


def _lines_of(option: Option, chosen: str) -> Iterator[str]:
    title = f" {_quoted(option.title)}" if option.title else ""
    parts = [f"{side} {_quoted(text)}" for side, text in option.arguments]
    if chosen and option.is_called(chosen):
        parts.append("chosen")
    yield (
        f"  option {option.name}{title} {{ {'; '.join(parts)} }}"
        if parts
        else f"  option {option.name}{title}"
    )


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
