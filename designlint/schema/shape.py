"""The form of a property's value, written the way the reference page shows it.

`<count:number> [in <places:place>,...]` is a number, then perhaps the word `in` and a list of places.
A slot's type is one of TYPES or a choice of words (`auto|manual`). `(...),...` around a whole shape
means that it may be repeated behind commas.
"""

from __future__ import annotations

import re
from functools import cache

from designlint.base.records import NamedTuple
from designlint.quantities.quantity import EXAMPLES, Dimension

DIMENSIONS = {
    "number": (Dimension.NUMBER,),
    "share": (Dimension.SHARE,),
    "factor": (Dimension.FACTOR,),
    "time": (Dimension.TIME,),
    "size": (Dimension.SIZE,),
    "rate": (Dimension.RATE,),
    "bandwidth": (Dimension.BANDWIDTH,),
    "throughput": (Dimension.RATE, Dimension.BANDWIDTH),
    "spending": (Dimension.SPENDING,),
    "length": (Dimension.LENGTH,),
    "bound": (Dimension.NUMBER, Dimension.SIZE, Dimension.TIME),
    "growth": (Dimension.RATE, Dimension.BANDWIDTH, Dimension.NUMBER, Dimension.FACTOR),
    "amount": (Dimension.NUMBER, Dimension.SHARE),
    "quantity": tuple(Dimension),
}

# More replicas of one component than this are a mistake; analyses count them one by one.
MAX_INSTANCES = 10_000

# And more of all components of a design together: each takes memory.
MAX_REPLICAS = 1_000_000

REFERENCES = {
    "node": "component, external or actor",
    "component": "component",
    "loss": "component, external or place",
    "data": "data",
    "growing": "data, component or actor",
    "place": "place",
    "requirement": "requirement",
    "functional": "functional requirement",
    "flow": "flow",
    "decision": "decision",
    "element": "declaration",
    "settable": "component, flow or data item",
}

TYPES = {
    "name": "a name",
    "word": "a word",
    "code": "a code such as SPF001",
    "label": "a name or a text in quotes",
    "text": "a text in quotes",
    "date": "a date such as 2027-06-30",
    "percentile": "a percentile such as p99",
    "range": "a range such as 2..10",
    "count": "a whole number such as 3",
    "instances": "a whole number such as 3",
    "votes": "a number, `one`, `quorum` or `all`",
    "yes_no": "`yes` or `no`",
    "scope": "`per replica` or `total`",
    "value": "a value",
    "address": "a property of a component, flow or data item, such as store.replicas",
    **{name: f"the name of a {what}" for name, what in REFERENCES.items()},
    "data": "the name of data",
    "growing": "`writes`, or the name of data, a component or an actor",
}


class Literal(NamedTuple):
    """A word or sign that stands in the value as it is."""

    text: str


class Slot(NamedTuple):
    """A place for a value; `listed` when several may stand there behind commas; `choices` are the
    words to choose from, where the type is a choice."""

    name: str
    type: str
    listed: bool
    choices: tuple[str, ...]


class Maybe(NamedTuple):
    """Parts that may be left out together."""

    parts: tuple[Part, ...]


Part = Literal | Slot | Maybe


class Shape(NamedTuple):
    """A compiled shape; `repeated` when the whole may be stated again behind a comma."""

    parts: tuple[Part, ...]
    slots: tuple[Slot, ...]
    repeated: bool


_TOKEN = re.compile(r"<(\w+)(?::([\w|]+))?>(,\.\.\.)?|([\[\]])|([^\s\[\]<>]+)")


@cache
def compile_shape(text: str) -> Shape:
    """Read a shape. Raises ValueError for a slot type that does not exist."""
    repeated = text.startswith("(") and text.endswith("),...")
    stack: list[list[Part]] = [[]]
    slots = []
    for match in _TOKEN.finditer(text[1:-5] if repeated else text):
        name, kind, listed, bracket, word = match.groups()
        if name:
            type_ = kind or name
            choices = tuple(type_.split("|")) if "|" in type_ else ()
            slot = Slot(name, type_, bool(listed), choices)
            if not (slot.choices or slot.type in DIMENSIONS or slot.type in TYPES):
                raise ValueError(f"unknown slot type '{slot.type}' in {text!r}")
            slots.append(slot)
            stack[-1].append(slot)
        elif bracket == "[":
            stack.append([])
        elif bracket == "]":
            group = Maybe(tuple(stack.pop()))
            stack[-1].append(group)
        else:
            stack[-1].append(Literal(word))
    return Shape(tuple(stack[0]), tuple(slots), repeated)


MOST_CHOICES, SHOWN_CHOICES = 8, 6
"""Of more words to choose from than so many, a message has the first."""


def says(slot: Slot) -> str:
    """What a slot takes, in the words of a message: `a time such as 100ms`."""
    if slot.choices:
        words = [f"`{choice}`" for choice in slot.choices]
        if len(words) > MOST_CHOICES:
            return f"{', '.join(words[:SHOWN_CHOICES])} or one of {len(words) - SHOWN_CHOICES} other words"
        return f"{', '.join(words[:-1])} or {words[-1]}"
    if slot.type in DIMENSIONS:
        return describe(DIMENSIONS[slot.type])
    return TYPES[slot.type]


def describe(dimensions: tuple[Dimension, ...]) -> str:
    """Dimensions in words, each with an example."""
    if len(dimensions) == len(Dimension):
        return "a number or a quantity"
    return " or ".join(f"{d.value} such as {EXAMPLES[d]}" for d in dimensions)


_PLACEHOLDERS = {
    "count": "NUMBER",
    "instances": "NUMBER",
    "label": "NAME",
    "scope": "per replica | total",
    "text": '"TEXT"',
    "throughput": "RATE",
    "votes": "NUMBER | one | quorum | all",
    "yes_no": "yes | no",
}


def placeholder(kind: str) -> str:
    """What stands in a form for a slot of a type: `NUMBER`, `yes | no`."""
    return kind.replace("|", " | ") if "|" in kind else _PLACEHOLDERS.get(kind, kind.upper())


def show_shape(text: str) -> str:
    """A shape as the reference page prints it: `NUMBER [in PLACE, ...]`."""

    def slot(match: re.Match[str]) -> str:
        kind = match[2] or match[1]
        shown = placeholder(kind)
        alone = match[0] == text or text[match.start() - 1] + text[match.end() :][:1] == "[]"
        if "|" in kind and (match[3] or not alone):
            shown = f"({shown})"
        return f"{shown}, ..." if match[3] else shown

    shown = re.sub(r"<(\w+)(?::([\w|]+))?>(,\.\.\.)?", slot, text)
    return f"{shown[1:-5]}, ..." if text.startswith("(") else shown
