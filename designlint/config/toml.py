"""`[tool.designlint]` of a `pyproject.toml` as nodes that know where they stand.

`tomllib` judges the text and reads each value; it has no places, so this module finds them. It reads only
text that `tomllib` has found to be right.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any, TypeAlias

from designlint.base.source import Source, Span
from designlint.config.codes import fatal
from designlint.config.nodes import Node, Scalar

SECTION = ("tool", "designlint")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r"""[ \t]*("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9_-]+)[ \t]*""")
_TEXT = re.compile(
    r'"{3}(?:[^\\]|\\.)*?"{3,5}|' r"'{3}.*?'{3,5}|" r'"(?:[^"\\\n]|\\.)*"|' r"'[^'\n]*'", re.DOTALL
)
_PLAIN = re.compile(r"[^,\]}#\n]+")
_AT_ERROR = re.compile(r"\(at line (\d+), column (\d+)\)")
_MAX_DEPTH = 50

_Path: TypeAlias = "tuple[str, ...]"


def has_section(data: bytes) -> bool:
    """Whether a `pyproject.toml` configures designlint."""
    try:
        found = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        return b"[tool.designlint" in data  # its error is to be reported
    tool = found.get("tool")
    return isinstance(tool, dict) and isinstance(tool.get("designlint"), dict)


def read_toml(source: Source) -> Node:
    """The section of designlint in a `pyproject.toml`. Raises ConfigError."""
    try:
        tomllib.loads(source.text)
        node = _Reader(source).whole().node(source)
    except tomllib.TOMLDecodeError as error:
        raise fatal(
            source, _offset(source, str(error)), f"this is not TOML: {_what(error)}"
        ) from None
    except (ValueError, RecursionError):
        raise fatal(source, 0, "this nests too deep for a configuration") from None
    for name in SECTION:
        inner = [value for key, value in node.pairs or () if key.scalar == name]
        if not inner:
            raise fatal(source, 0, f"this has no `[{'.'.join(SECTION)}]`")
        node = inner[0]
    return node


def _what(error: Exception) -> str:
    return _AT_ERROR.sub("", str(error)).strip()


def _offset(source: Source, problem: str) -> int:
    found = _AT_ERROR.search(problem)
    if found is None:
        return len(source.text)
    return min(source.offset(int(found[1]), int(found[2])), len(source.text))


class _Table:
    """A table, its keys with their places; a list of tables holds its tables as items."""

    def __init__(self, start: int) -> None:
        self.start = self.end = start
        self.children: dict[str, tuple[Span, Any]] = {}
        self.items: list[_Table] | None = None

    def node(self, source: Source) -> Node:
        """The table as a node."""
        span = Span(source, self.start, self.end)
        if self.items is not None:
            return Node(span, items=tuple([item.node(source) for item in self.items]))
        pairs = [
            (Node(at, name), value.node(source) if isinstance(value, _Table) else value)
            for name, (at, value) in self.children.items()
        ]
        return Node(span, pairs=tuple(pairs))


class _Reader:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._text = source.text
        self._at = 0
        self._depth = 0

    def whole(self) -> _Table:
        """The whole document."""
        root = here = _Table(0)
        while True:
            self._skip()
            if self._at >= len(self._text):
                return root
            if self._text[self._at] == "[":
                here = self._header(root)
            else:
                self._pair(here)
            here.end = self._at

    def _header(self, root: _Table) -> _Table:
        start = self._at
        is_list = self._text.startswith("[[", start)
        self._at += 2 if is_list else 1
        keys = self._keys()
        self._at += 2 if is_list else 1
        table = self._into(root, keys[:-1])
        at, name = keys[-1]
        if name not in table.children:
            table.children[name] = (at, _Table(start))
        found: _Table = table.children[name][1]
        if is_list:
            found.items = [*(found.items or ()), _Table(start)]
            return found.items[-1]
        return found

    def _into(self, table: _Table, keys: list[tuple[Span, str]]) -> _Table:
        for at, name in keys:
            _, table = table.children.setdefault(name, (at, _Table(at.start)))
            if table.items:
                table = table.items[-1]
        return table

    def _pair(self, table: _Table) -> None:
        keys = self._keys()
        table = self._into(table, keys[:-1])
        self._at += 1  # the equals sign
        self._skip()
        at, name = keys[-1]
        table.children[name] = (at, self._value())
        table.end = self._at

    def _keys(self) -> list[tuple[Span, str]]:
        found = []
        while (match := _KEY.match(self._text, self._at)) is not None:
            span = Span(self._source, match.start(1), match.end(1))
            name = _scalar(match[1]) if match[1][0] in "\"'" else match[1]
            found.append((span, str(name)))
            self._at = match.end()
            if not self._text.startswith(".", self._at):
                break
            self._at += 1
        return found

    def _value(self) -> Any:
        start = self._at
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise RecursionError
        try:
            if self._text[start] == "[":
                items = tuple(self._members("]", self._value))
                return Node(Span(self._source, start, self._at), items=items)
            if self._text[start] == "{":
                table = _Table(start)
                self._members("}", lambda: self._pair(table))
                table.end = self._at
                return table.node(self._source)
        finally:
            self._depth -= 1
        match = _TEXT.match(self._text, start) or _PLAIN.match(self._text, start)
        text = match[0].rstrip() if match is not None else ""
        self._at = start + len(text)
        return Node(Span(self._source, start, self._at), _scalar(text))

    def _members(self, end: str, read: Any) -> list[Any]:
        self._at += 1
        found: list[Any] = []
        while True:
            self._skip()
            if self._text[self._at] == end:
                self._at += 1
                return found
            if self._text[self._at] == ",":
                self._at += 1
            else:
                found.append(read())

    def _skip(self) -> None:
        match = _BLANK.match(self._text, self._at)
        self._at = match.end() if match is not None else self._at


def _scalar(text: str) -> Scalar:
    value = tomllib.loads(f"v = {text}")["v"]
    return value if isinstance(value, str | int | float | bool) else text
