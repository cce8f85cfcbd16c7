"""What a rule of others yields, before it is believed to be a finding."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from designlint.diagnostic import Edit, Fix, Help, Label, Step
from designlint.policy import GRADES
from designlint.rule import Finding
from designlint.source import Source, Span

MOST_TEXT, MOST_PARTS = 10_000, 1_000
"""Characters of a text, and parts of a list: with more of them, a report is a burden."""
_NAMES = ("breaks", "flows", "causes", "because")
_Problems = Iterator[str]


def finding_problem(found: Any, files: Collection[Source]) -> str | None:
    """Why something is no finding about the `files` of a design; None where it is one."""
    if type(found) is not Finding:  # a subclass could do anything when it is looked at
        return f"it yields {_a(found)}, not a Finding"
    return next(_problems(found, files), None)


def _problems(found: Finding, files: Collection[Source]) -> _Problems:
    yield from _text("message", found.message)
    if type(found.message) is str and not found.message.strip():
        yield "the `message` of a finding is empty"
    yield from _text("element", found.element)
    yield from _label("at", found.at)
    if found.at.span.source not in files:
        yield "a finding is `at` a place that is in none of the design's files"
    yield from _each("secondary", found.secondary, _label)
    yield from _each("witness", found.witness, _step)
    yield from _each("help", found.help, _help)
    for name in _NAMES:
        yield from _each(name, getattr(found, name), _text)
    if found.grade not in (None, *GRADES):
        yield f"the `grade` of a finding is {_a(found.grade)}"
    if found.fix is not None:
        yield from _fix(found.fix, files)


def _each(name: str, values: Any, problems: Callable[[str, Any], _Problems]) -> _Problems:
    if type(values) is not tuple:
        yield f"the `{name}` of a finding is {_a(values)}, not a tuple"
        return
    if len(values) > MOST_PARTS:
        yield f"the `{name}` of a finding has more than {MOST_PARTS:_} parts"
        return
    for value in values:
        yield from problems(name, value)


def _text(name: str, value: Any) -> _Problems:
    if type(value) is not str:
        yield f"the `{name}` of a finding is {_a(value)}, not text"
    elif len(value) > MOST_TEXT:
        yield f"the `{name}` of a finding has more than {MOST_TEXT:_} characters"


def _label(name: str, value: Any) -> _Problems:
    if type(value) is not Label:
        yield f"the `{name}` of a finding is {_a(value)}, not a Label"
        return
    yield from _span(name, value.span)
    yield from _text(name, value.text)


def _span(name: str, value: Any) -> _Problems:
    if type(value) is not Span or type(value.source) is not Source:
        yield f"the `{name}` of a finding is at {_a(value)}, not a Span"
        return
    start, end = value.start, value.end
    if not (type(start) is int and type(end) is int):
        yield f"the `{name}` of a finding is at {start!r} to {end!r}, which are no numbers"
    elif not 0 <= start <= end <= len(value.source.text):
        yield f"the `{name}` of a finding is at {start} to {end}, outside of its file"


def _step(name: str, value: Any) -> _Problems:
    if type(value) is not Step:
        yield f"the `{name}` of a finding has {_a(value)}, not a Step"
        return
    yield from _text(name, value.text)
    yield from _text(name, value.origin)
    if value.span is not None:
        yield from _span(name, value.span)
    if type(value.depth) is not int or value.depth < 0:
        yield f"a step of the `{name}` has the depth {value.depth!r}"


def _help(name: str, value: Any) -> _Problems:
    if type(value) is not Help:
        yield f"the `{name}` of a finding has {_a(value)}, not a Help"
        return
    for text in (value.text, value.place, value.result, value.note):
        yield from _text(name, text)


def _fix(value: Any, files: Collection[Source]) -> _Problems:
    if type(value) is not Fix:
        yield f"the `fix` of a finding is {_a(value)}, not a Fix"
        return
    yield from _text("fix", value.title)
    yield from _each("fix", value.edits, _edit)
    if any(edit.span.source not in files for edit in value.edits):
        yield "the `fix` of a finding edits what is none of the design's files"


def _edit(name: str, value: Any) -> _Problems:
    if type(value) is not Edit:
        yield f"the `{name}` of a finding has {_a(value)}, not an Edit"
        return
    yield from _span(name, value.span)
    yield from _text(name, value.text)


def _a(value: Any) -> str:
    """What something is, in words that do not ask it."""
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"
