"""YAML as nodes that know where they stand; the one module of the configuration that reads YAML."""

from __future__ import annotations

import math
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from designlint.base.records import NamedTuple
from designlint.base.source import Source, Span
from designlint.config.codes import fatal

if TYPE_CHECKING:
    from designlint.base.cache import Cache

MAX_BYTES = 1_000_000

Scalar: TypeAlias = "str | int | float | bool | None"
Pairs: TypeAlias = "tuple[tuple[Node, Node], ...]"


class Node(NamedTuple):
    """A value with its place: a scalar, `items` of a list, or `pairs` of a mapping."""

    span: Span
    scalar: Scalar = None
    items: tuple[Node, ...] | None = None
    pairs: Pairs | None = None

    @property
    def is_scalar(self) -> bool:
        """Whether it is one value, not a list or a mapping."""
        return self.items is None and self.pairs is None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is stated: `key:` alone."""
        return self.is_scalar and self.scalar is None


def read_file(path: Path, name: str, cache: Cache | None = None) -> Node:
    """The root of a YAML file, or of the section of a `pyproject.toml`; `name` is what messages call it. It
    comes from the cache where a text was read before. Raises ConfigError."""
    try:
        if not path.is_file():
            raise fatal(Source(name, ""), 0, f"`{name}` is not a regular file")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        problem = f"`{name}` cannot be read: {error.strerror}"
        raise fatal(Source(name, ""), 0, problem) from None
    if len(data) > MAX_BYTES:
        raise fatal(Source(name, ""), 0, f"`{name}` has more than {MAX_BYTES:_} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = f"`{name}` is not UTF-8: the byte at {error.start}"
        raise fatal(Source(name, ""), 0, problem) from None
    source = Source(name, text.replace("\r\n", "\n"))
    if path.suffix == ".toml":
        from designlint.config.toml import read_toml  # only beside a Python project

        return read_toml(source)
    from designlint.config.kept_nodes import kept_yaml

    return kept_yaml(source, cache)


def read_yaml(source: Source) -> Node:
    """The root of a YAML text; one that says nothing is an empty mapping. Raises ConfigError."""
    from ruamel.yaml import YAML  # only a project with a configuration needs it
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an anchor may be used again
            root = YAML(typ="safe", pure=True).compose(source.text)
        return _Conversion(source).node(root) if root is not None else Node(Span(source, 0, 0))
    except MarkedYAMLError as error:
        mark = error.problem_mark
        at = min(mark.index, len(source.text)) if mark is not None else 0
        raise fatal(source, at, f"this is not YAML: {error.problem}") from None
    except RecursionError:
        raise fatal(source, 0, "this nests too deep for a configuration") from None
    except (YAMLError, ValueError) as error:
        raise fatal(source, 0, f"this is not YAML: {str(error).splitlines()[0]}") from None
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError):
        # What the library meets unprepared, such as a version that YAML never had.
        raise fatal(source, 0, "this is not YAML 1.2") from None


class _Conversion:
    """From the nodes of ruamel.yaml, which are a graph where aliases are used, to ours."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._known: dict[int, Node] = {}
        self._open: set[int] = set()

    def node(self, given: Any) -> Node:
        if id(given) in self._known:
            return self._known[id(given)]
        span = Span(self._source, given.start_mark.index, given.end_mark.index)
        if id(given) in self._open:
            raise fatal(self._source, span.start, "an alias leads back into itself")
        self._open.add(id(given))
        self._known[id(given)] = node = self._made(given, span)
        return node

    def _made(self, given: Any, span: Span) -> Node:
        if given.id == "scalar":
            return Node(span, _scalar(given))
        if given.id == "sequence":
            return Node(span, items=tuple([self.node(item) for item in given.value]))
        pairs = [(self.node(key), self.node(value)) for key, value in given.value]
        return Node(span, pairs=tuple(pairs))


def _scalar(given: Any) -> Scalar:
    """A scalar by the core schema of YAML 1.2; of an unknown tag, its text."""
    text: str = given.value
    match str(given.tag).rpartition(":")[2]:
        case "null":
            return None
        case "bool":
            return text.lower() == "true"
        case "int":
            return _whole(text.replace("_", ""))
        case "float":
            return _number(text.replace("_", "").lower())
    return text


def _whole(text: str) -> int | str:
    try:
        return int(text, 0) if text.lstrip("+-")[:2] in ("0x", "0o") else int(text)
    except ValueError:
        return text


def _number(text: str) -> float | str:
    if text.endswith((".inf", ".nan")):
        return math.nan if text.endswith("nan") else -math.inf if text[0] == "-" else math.inf
    try:
        return float(text)
    except ValueError:
        return text
