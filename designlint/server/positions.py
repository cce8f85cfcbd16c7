"""Places of a text as the protocol counts them: lines from 0, columns in units of an encoding."""

from __future__ import annotations

from lsprotocol import types

from designlint.base.source import Source, Span

UTF8, UTF16, UTF32 = (
    types.PositionEncodingKind.Utf8,
    types.PositionEncodingKind.Utf16,
    types.PositionEncodingKind.Utf32,
)


class Units:
    """Positions in the encoding that client and server have agreed on."""

    def __init__(self, encoding: str = UTF16) -> None:
        self.encoding = encoding

    def position(self, source: Source, offset: int) -> types.Position:
        """The protocol's position of an offset."""
        line, column = source.position(offset)
        before = source.line(line)[: column - 1]
        return types.Position(line - 1, self.length(before))

    def offset(self, source: Source, position: types.Position) -> int:
        """The offset of a position; of one behind the end of its line or the text, that end."""
        if position.line >= source.line_count:
            return len(source.text)
        text = source.line(position.line + 1)
        start = source.offset(position.line + 1, 1)
        return start + self._characters(text, position.character)

    def range(self, span: Span) -> types.Range:
        """The protocol's range of a span."""
        source = span.source
        return types.Range(self.position(source, span.start), self.position(source, span.end))

    def span(self, source: Source, place: types.Range) -> Span:
        """The span of a range."""
        start, end = self.offset(source, place.start), self.offset(source, place.end)
        return Span(source, start, max(start, end))

    def length(self, text: str) -> int:
        """How many units a text without line ends has."""
        if self.encoding == UTF32 or text.isascii():
            return len(text)
        if self.encoding == UTF8:
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text.encode("utf-16-le", "surrogatepass")) // 2

    def _characters(self, line: str, units: int) -> int:
        """How many characters of a line the first units are; a part of one counts as none of it."""
        if self.encoding == UTF32 or line.isascii():
            return min(units, len(line))
        if self.encoding == UTF8:
            return len(line.encode("utf-8", "surrogatepass")[:units].decode("utf-8", "ignore"))
        wide = line.encode("utf-16-le", "surrogatepass")[: 2 * units]
        return len(wide.decode("utf-16-le", "ignore"))
