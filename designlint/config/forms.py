"""The forms of values in a configuration: how each is read, described, and put as JSON Schema.

A form reports a mistake at the value's own place and gives `WRONG` for the value. So the reader,
the reference page and the schema cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol, TypeAlias

from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.config.codes import CONFIG
from designlint.config.nodes import Node
from designlint.diagnostics.diagnostic import Diagnostic, Label
from designlint.language.suggest import clip, did_you_mean, suggestion

Address: TypeAlias = "tuple[str | int, ...]"
Schema: TypeAlias = "dict[str, Any]"
WRONG: Any = object()


class Notes:
    """Notes of the reader: the place of each value and key, and the mistakes."""

    def __init__(self) -> None:
        self.stated: dict[Address, Span] = {}
        self.keys: dict[Address, Span] = {}
        self.diagnostics: list[Diagnostic] = []

    def wrong(self, span: Span, problem: str, *secondary: Label) -> Any:
        """Note a mistake, at the first line of its span."""
        length = len(span.text.split("\n", 1)[0].rstrip())
        span = span._replace(end=span.start + length)
        self.diagnostics.append(CONFIG.at(span, secondary=secondary, problem=problem))
        return WRONG

    def misfit(self, node: Node, at: Address, words: str) -> Any:
        """Note a value that does not have the required form."""
        names = ".".join(part for part in at if isinstance(part, str))
        whole = f"an item of `{names}`" if at and isinstance(at[-1], int) else f"`{names}`"
        return self.wrong(node.span, f"{whole if at else 'this file'} is {words}")


class Form(Protocol):
    """A form: `words` is how it is called in prose."""

    @property
    def words(self) -> str: ...  # noqa: D102  # said above

    def read(self, node: Node, at: Address, notes: Notes) -> Any:
        """The value of a node, or WRONG."""

    def schema(self) -> Schema:
        """The form as JSON Schema."""


class Text(NamedTuple):
    """A text; `problem` says what is wrong with one, or gives an empty text."""

    words: str
    problem: Callable[[str], str] = lambda _: ""
    pattern: str = ""

    def read(self, node: Node, at: Address, notes: Notes) -> Any:
        """The text."""
        notes.stated[at] = node.span
        if not isinstance(node.scalar, str):
            return notes.misfit(node, at, self.words)
        if not _is_writable(node.scalar):
            return notes.misfit(
                node, at, f"{self.words}, and has a character that no file could have"
            )
        problem = self.problem(node.scalar)
        return notes.wrong(node.span, problem) if problem else node.scalar

    def schema(self) -> Schema:
        """A string, with the pattern that it must match."""
        return {"type": "string", **({"pattern": self.pattern} if self.pattern else {})}


def _is_writable(text: str) -> bool:
    """Whether a text may be a name of a file, or be printed: it has no NUL and no half of a pair."""
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


class OneOf(NamedTuple):
    """One of some words, with what each stands for."""

    what: str
    choices: Mapping[str, Any]

    @property
    def words(self) -> str:
        """The words to choose from."""
        return " or ".join(f"`{choice}`" for choice in self.choices)

    def read(self, node: Node, at: Address, notes: Notes) -> Any:
        """What the word stands for."""
        notes.stated[at] = node.span
        word = node.scalar
        if isinstance(word, str) and word in self.choices:
            return self.choices[word]
        if isinstance(word, str) and (near := did_you_mean(word, self.choices)):
            return notes.wrong(node.span, f"unknown {self.what} `{clip(word)}`{near}")
        return notes.misfit(node, at, f"one of {', '.join(self.choices)}")

    def schema(self) -> Schema:
        """An enumeration."""
        return {"enum": list(self.choices)}


class Number(NamedTuple):
    """A number, a whole one where `whole`, inside its bounds."""

    whole: bool = False
    at_least: float | None = None
    at_most: float | None = None

    @property
    def words(self) -> str:
        """Its bounds in words."""
        kind = "a whole number" if self.whole else "a number"
        low = f"from {self.at_least:g}" if self.at_least is not None else ""
        high = f"up to {self.at_most:g}" if self.at_most is not None else ""
        return " ".join(word for word in (kind, low, high) if word)

    def read(self, node: Node, at: Address, notes: Notes) -> Any:
        """The number."""
        notes.stated[at] = node.span
        value = node.scalar
        kinds = (int,) if self.whole else (int, float)
        fits = isinstance(value, kinds) and not isinstance(value, bool)
        if fits and isinstance(value, int | float):
            low = -float("inf") if self.at_least is None else self.at_least
            high = float("inf") if self.at_most is None else self.at_most
            fits = low <= value <= high
        return value if fits else notes.misfit(node, at, self.words)

    def schema(self) -> Schema:
        """A number with its bounds."""
        found: Schema = {"type": "integer" if self.whole else "number"}
        if self.at_least is not None:
            found["minimum"] = self.at_least
        if self.at_most is not None:
            found["maximum"] = self.at_most
        return found


class Flag(NamedTuple):
    """True or false."""

    words: str = "`true` or `false`"

    def read(self, node: Node, at: Address, notes: Notes) -> Any:
        """The truth value."""
        notes.stated[at] = node.span
        fits = isinstance(node.scalar, bool)
        return node.scalar if fits else notes.misfit(node, at, "true or false")

    def schema(self) -> Schema:
        """A boolean."""
        return {"type": "boolean"}


class ListOf(NamedTuple):
    """A list; where `lone`, a single value is a list of one."""

    item: Form
    words: str
    lone: bool = True

    def read(self, node: Node, at: Address, notes: Notes) -> Any:
        """A tuple of the items that are right."""
        notes.stated[at] = node.span
        if self.lone and node.is_scalar and not node.is_empty:
            items: tuple[Node, ...] = (node,)
        elif node.items is None:
            return notes.misfit(node, at, self.words)
        else:
            items = node.items
        read = [self.item.read(item, (*at, n), notes) for n, item in enumerate(items)]
        return tuple([value for value in read if value is not WRONG])

    def schema(self) -> Schema:
        """An array, or one item."""
        array = {"type": "array", "items": self.item.schema()}
        return {"anyOf": [self.item.schema(), array]} if self.lone else array


class MapOf(NamedTuple):
    """A mapping of keys that a form reads to values that another one reads."""

    key: Text
    value: Form
    words: str

    def read(self, node: Node, at: Address, notes: Notes) -> Any:
        """The pairs that are right."""
        notes.stated[at] = node.span
        found = {}
        for name, key, value in pairs_of(node, at, self.words, notes):
            if (problem := self.key.problem(name)) != "":
                notes.wrong(key.span, problem)
                continue
            read = self.value.read(value, (*at, name), notes)
            notes.keys[*at, name] = key.span
            if read is not WRONG:
                found[name] = read
        return found

    def schema(self) -> Schema:
        """An object whose keys match a pattern."""
        pattern = self.key.pattern or ".*"
        return {
            "type": "object",
            "patternProperties": {pattern: self.value.schema()},
            "additionalProperties": False,
        }


class Field(NamedTuple):
    """A key of a record: its form, what it means, and whether it must be stated."""

    form: Form
    doc: str
    required: bool = False
    default: Any = None


class Record(NamedTuple):
    """A mapping with known keys. `also` has what others call some of them."""

    fields: Mapping[str, Field]
    words: str
    what: str = "key"
    also: Mapping[str, str] = {}

    def read(self, node: Node, at: Address, notes: Notes) -> Any:
        """What is stated, by key. `key:` alone states nothing."""
        notes.stated[at] = node.span
        found: dict[str, Any] = {}
        before = len(notes.diagnostics)
        for name, key, value in pairs_of(node, at, self.words, notes):
            field = self.fields.get(name)
            if field is None:
                other = self.also.get(name)
                other = other if other in self.fields else None
                near = suggestion(other) or did_you_mean(name, self.fields)
                notes.wrong(key.span, f"unknown {self.what} `{clip(name)}`{near}")
            elif not value.is_empty:
                read = field.form.read(value, (*at, name), notes)
                notes.keys[*at, name] = key.span
                if read is not WRONG:
                    found[name] = read
        missing = [n for n, field in self.fields.items() if field.required and n not in found]
        if missing and len(notes.diagnostics) == before:
            return notes.wrong(node.span, f"this lacks `{missing[0]}`")
        return found

    def schema(self) -> Schema:
        """An object with known properties."""
        found: Schema = {
            "type": "object",
            "properties": {name: _described(field) for name, field in self.fields.items()},
            "additionalProperties": False,
        }
        required = [name for name, field in self.fields.items() if field.required]
        return {**found, "required": required} if required else found


def _described(field: Field) -> Schema:
    shown = {"default": field.default} if field.default is not None else {}
    form = field.form.schema()
    # `key:` alone states nothing, so null is allowed where nothing must be stated.
    if not field.required:
        form = {"anyOf": [*form.get("anyOf", [form]), {"type": "null"}]}
    return {"description": field.doc, **form, **shown}


def pairs_of(node: Node, at: Address, words: str, notes: Notes) -> Iterable[tuple[str, Node, Node]]:
    """The pairs of a mapping, keys as texts; a key that is set twice is reported, and the first holds."""
    if node.pairs is None:
        if not node.is_empty:
            notes.misfit(node, at, words)
        return
    seen: dict[str, Span] = {}
    for key, value in node.pairs:
        name = key.scalar if isinstance(key.scalar, str) else key.span.text
        if name in seen:
            label = Label(seen[name], "this one holds")
            notes.wrong(key.span, f"`{clip(name)}` is set twice", label)
            continue
        seen[name] = key.span
        yield name, key, value
