"""What a rule of others yields, before it is believed to be a finding."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from designlint.base.source import Source, Span
from designlint.diagnostics.diagnostic import Edit, Fix, Help, Label, Step
from designlint.diagnostics.policy import GRADES
from designlint.plugins.rule import Finding

MOST_TEXT, MOST_PARTS = 10_000, 1_000
"""Characters of a text, and parts of a list: with more of them, a report is a burden."""
_NAMES = ("breaks", "flows", "causes", "because")
_Problems = Iterator[str]
_Inside = Callable[[str, Any], _Problems]


def finding_problem(found: Any, files: Collection[Source]) -> str | None:
    """Why something is no finding about the `files` of a design; None where it is one."""
    if type(found) is not Finding:  # a subclass could do anything when it is looked at
        return f"it yields {_a(found)}, not a Finding"
    return next(_problems(found, files), None)


def _problems(found: Finding, files: Collection[Source]) -> _Problems:
    yield from _one("message", found.message, str)
    if type(found.message) is str and not found.message.strip():
        yield "the `message` of a finding is empty"
    yield from _one("element", found.element, str)
    yield from _one("at", found.at, Label, _label)
    if found.at.span.whole.source not in files:
        yield "a finding is `at` a place that is in none of the design's files"
    yield from _each("secondary", found.secondary, Label, _label)
    yield from _each("witness", found.witness, Step, _step)
    yield from _each("help", found.help, Help, _help)
    for name in _NAMES:
        yield from _each(name, getattr(found, name), str)
    if found.grade not in (None, *GRADES):
        yield f"the `grade` of a finding is {_a(found.grade)}"
    if found.fix is not None:
        yield from _one("fix", found.fix, Fix, _fix)
        if any(edit.span.whole.source not in files for edit in found.fix.edits):
            yield "the `fix` of a finding edits what is none of the design's files"


def _one(
    name: str, value: Any, kind: type, inside: _Inside | None = None, verb: str = "is"
) -> _Problems:
    """The problems of a value that should be of one type, and, where it is, of what is inside."""
    if type(value) is not kind:
        wanted = "text" if kind is str else _of(kind)
        yield f"the `{name}` of a finding {verb} {_a(value)}, not {wanted}"
    elif isinstance(value, str) and len(value) > MOST_TEXT:
        yield f"the `{name}` of a finding has more than {MOST_TEXT:_} characters"
    elif inside is not None:
        yield from inside(name, value)


def _each(name: str, values: Any, kind: type, inside: _Inside | None = None) -> _Problems:
    if type(values) is not tuple:
        yield f"the `{name}` of a finding is {_a(values)}, not a tuple"
        return
    if len(values) > MOST_PARTS:
        yield f"the `{name}` of a finding has more than {MOST_PARTS:_} parts"
        return
    for value in values:
        yield from _one(name, value, kind, inside, "has")


def _label(name: str, value: Label) -> _Problems:
    yield from _span(name, value.span)
    yield from _one(name, value.text, str)


def _span(name: str, value: Any) -> _Problems:
    if type(value) is not Span or type(value.source) is not Source:
        yield f"the `{name}` of a finding is at {_a(value)}, not a Span"
        return
    start, end = value.start, value.end
    if not (type(start) is int and type(end) is int):
        yield f"the `{name}` of a finding is at {start!r} to {end!r}, which are no numbers"
    elif not 0 <= start <= end <= len(value.source.text):
        yield f"the `{name}` of a finding is at {start} to {end}, outside of its file"


def _step(name: str, value: Step) -> _Problems:
    yield from _one(name, value.text, str)
    yield from _one(name, value.origin, str)
    if value.span is not None:
        yield from _span(name, value.span)
    if type(value.depth) is not int or value.depth < 0:
        yield f"a step of the `{name}` has the depth {value.depth!r}"


def _help(name: str, value: Help) -> _Problems:
    for text in (value.text, value.place, value.result, value.note):
        yield from _one(name, text, str)


def _fix(name: str, value: Fix) -> _Problems:
    yield from _one(name, value.title, str)
    yield from _each(name, value.edits, Edit, _edit)


def _edit(name: str, value: Edit) -> _Problems:
    yield from _span(name, value.span)
    yield from _one(name, value.text, str)


def _a(value: Any) -> str:
    """What something is, in words that do not ask it."""
    return _of(type(value))


def _of(kind: type) -> str:
    """A type with its article: `an Edit`."""
    name = kind.__name__
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"
