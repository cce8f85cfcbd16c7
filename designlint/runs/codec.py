"""Answers as JSON, and back. JSON is data, so a cache can hold no code that runs.

Every value is itself, or a list that begins with its type: `["Label", span, text]`. A span names its
file by number, so that the text of files is not stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from designlint.base.source import Source, Span
from designlint.diagnostics.diagnostic import (
    Breach,
    Diagnostic,
    Edit,
    Fix,
    Help,
    Label,
    Severity,
    Step,
)
from designlint.diagnostics.result import Result, Standing, Suppressed, Tally
from designlint.runs.question import Kept

_TUPLE, _SPAN, _SEVERITY, _BYTES = "", "Span", "Severity", "bytes"
SHAPES: dict[str, Any] = {
    cls.__name__: cls
    for cls in (
        Breach,
        Diagnostic,
        Edit,
        Fix,
        Help,
        Kept,
        Label,
        Step,
        Result,
        Standing,
        Suppressed,
        Tally,
    )
}
"""The classes that a result is made of, beside those above, and what is kept of it."""


class CannotEncode(Exception):  # noqa: N818  # it says what happened
    """A value of a class that is not known here, or a place in none of the files."""


class Codec:
    """Encodes answers that are made of results and of other classes, the `shapes`."""

    def __init__(self, shapes: Iterable[type] = ()) -> None:
        self._shapes = {**SHAPES, **{shape.__name__: shape for shape in shapes}}

    def encode(self, value: Any, files: Sequence[Source]) -> Any:
        """A value as JSON has it. Raises CannotEncode."""
        kind = type(value)
        if value is None or kind in (str, int, float, bool):
            return value
        if kind is Severity:
            return [_SEVERITY, int(value)]
        if kind is bytes:
            return [_BYTES, value.decode("latin-1")]  # each byte as the character of its number
        if kind is Span:
            for number, source in enumerate(files):
                if source is value.source:
                    return [_SPAN, number, value.start, value.end]
            raise CannotEncode(str(value))
        name = _TUPLE if kind is tuple else kind.__name__
        if name != _TUPLE and self._shapes.get(name) is not kind:
            raise CannotEncode(name)
        return [name, *[self.encode(part, files) for part in value]]

    def decode(self, value: Any, files: Sequence[Source]) -> Any:
        """The value that was encoded. Raises ValueError, TypeError or LookupError for other JSON."""
        if not isinstance(value, list):
            return value
        name = value[0]
        # Most parts are no lists: to ask for each of them here takes half the time.
        parts = [self.decode(part, files) if type(part) is list else part for part in value[1:]]
        if name == _TUPLE:
            return tuple(parts)
        if name == _SPAN:
            number, start, end = parts
            return Span(files[number], start, end)
        if name == _SEVERITY:
            return Severity(*parts)
        if name == _BYTES:
            return parts[0].encode("latin-1")
        return self._shapes[name](*parts)
