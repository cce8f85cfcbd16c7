"""From the terms behind a keyword to a value, by the property's shape."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from itertools import pairwise
from typing import Any

from designlint.diagnostics.diagnostic import Fix
from designlint.diagnostics.edits import left_out, replaced
from designlint.language import codes
from designlint.language.slots import read_slot
from designlint.language.syntax.nodes import Statement, Term, span_between
from designlint.language.terms import COMMA, TEXTS, Names, ReadError, Terms, with_help
from designlint.quantities.reading import is_unit, parse_quantity
from designlint.schema.bounds import ABOVE_ZERO, AT_LEAST_ONE, instead, wanted
from designlint.schema.property import UNKNOWN, Property
from designlint.schema.shape import (
    REFERENCES,
    Literal,
    Maybe,
    Part,
    Shape,
    Slot,
    compile_shape,
    show_shape,
)

BOUNDLESS = frozenset(
    {"forever", "unlimited", "infinite", "indefinitely", "never", "none", "no", "off"}
)
"""What is written for a value where a property is left out."""


def read_property(
    key: Property[Any],
    statement: Statement,
    names: Names,
    siblings: Collection[str] = (),
) -> Any:
    """The value of a property from the terms behind its name. Raises ReadError.

    `siblings` are the words that may begin a statement beside it.
    """
    terms = Terms(statement, key.worse)
    here = terms.here
    if here is not None and here.text in ("=", ":") and here.type in ("COMPARISON", "COLON"):
        hint = f"write `{key.name} ...`, without `{here.text}`"
        fix = left_out(f"leave out `{here.text}`", here.span, safe=True)
        problem = f"unexpected `{here.text}`"
        raise ReadError(codes.VALUE.at(here.span, help=(hint,), fix=fix, problem=problem))
    try:
        value = read_value(key, terms, names)
    except ReadError as error:
        raise _with_form(_or_left_out(error, key, here), key) from None
    if terms.here is not None:
        better = terms.going_on()
        if better is not None:
            raise better
        hint, addition = _forgotten(key, terms, terms.here, siblings)
        raise terms.expected("the end of the line", (hint,), addition)
    return value


def _or_left_out(error: ReadError, key: Property[Any], found: Term | None) -> ReadError:
    """The error, with what the property means where it is left out if that was written as its value."""
    if found is None or key.absent in ("", UNKNOWN) or found.text.lower() not in BOUNDLESS:
        return error
    hint = f"leave `{key.name}` out: where it is not stated, it means: {key.absent}"
    return with_help(error, hint)


def _with_form(error: ReadError, key: Property[Any]) -> ReadError:
    """The error, with how the property is written where that is more than one value."""
    return with_help(error, form(key)) if len(compile_shape(key.shape).parts) > 1 else error


def form(key: Property[Any]) -> str:
    """How a property is written, as a hint."""
    return f"the form is `{f'{key.name} {show_shape(key.shape)}'.rstrip()}`"


def read_value(key: Property[Any], terms: Terms, names: Names) -> Any:
    """The value of a property from the terms at hand, leaving what follows. Raises ReadError."""
    shape = compile_shape(key.shape)
    if not shape.parts:
        return True
    start = terms.at
    value = _one(key, shape, terms, names)
    if shape.repeated:
        values = [value]
        while terms.take_comma():
            values.append(_one(key, shape, terms, names))
        value = tuple(values)
    _refuse_meaningless(key, terms, start)
    return value


@cache
def names_nothing(shape: str) -> bool:
    """Whether a value of a shape is all in its own terms: no name in it stands for a declaration, and no
    term is kept as it is."""
    return not any(
        slot.type in REFERENCES or slot.type == "value" for slot in compile_shape(shape).slots
    )


def _refuse_meaningless(key: Property[Any], terms: Terms, start: int) -> None:
    """Raise ReadError for a number that makes no sense as the value of its property."""
    if key not in ABOVE_ZERO and key not in AT_LEAST_ONE:
        return
    for number, unit in pairwise((*terms.all[start : terms.at], None)):
        if number is None or number.type != "NUMBER":
            continue
        is_behind = unit is not None and (unit.type == "UNIT" or is_unit(unit.text))
        last = unit if is_behind and unit is not None else number
        # Between the two, a text may have what is no part of either.
        text = number.text if last is number else f"{number.text} {last.text}"
        needed = wanted(key, parse_quantity(text).value)
        if needed is not None:
            span = span_between(number, last)
            raise ReadError(
                codes.MEANINGLESS.at(
                    span, help=(instead(key),), name=key.name, wanted=needed, found=span.text
                )
            )


def read_slots(
    shape: Shape, terms: Terms, names: Names, found: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The values of a shape's slots by name. Raises ReadError; `found` then has those read before."""
    values = {} if found is None else found
    for part in shape.parts:
        _read_part(part, terms, names, values)
    return values


def _one(key: Property[Any], shape: Shape, terms: Terms, names: Names) -> Any:
    found = read_slots(shape, terms, names)
    if key.value is not None:
        return key.value(**found)
    return found[shape.slots[0].name]


def _read_part(part: Part, terms: Terms, names: Names, found: dict[str, Any]) -> None:
    if isinstance(part, Slot):
        listed = part.listed
        found[part.name] = (_read_list if listed else read_slot)(part, terms, names)
    elif isinstance(part, Literal):
        if not terms.take_word(part.text):
            raise terms.expected(f"`{part.text}`")
    elif _begins(part, terms):
        for inner in part.parts:
            _read_part(inner, terms, names, found)


def _read_list(slot: Slot, terms: Terms, names: Names) -> tuple[Any, ...]:
    values = [read_slot(slot, terms, names)]
    while terms.take_comma():
        values.append(read_slot(slot, terms, names))
    return tuple(values)


def _begins(group: Maybe, terms: Terms) -> bool:
    """Whether the next term begins an optional part."""
    first = group.parts[0]
    here = terms.here
    if here is None or here.type == COMMA:
        return False
    if isinstance(first, Literal):
        return here.text == first.text
    if isinstance(first, Slot) and first.type == "scope":
        return here.text in ("per", "total")
    if isinstance(first, Slot) and first.choices:
        return here.text in first.choices
    if isinstance(first, Slot) and first.type == "text":
        return here.type in TEXTS
    return True


def _forgotten(
    key: Property[Any], terms: Terms, found: Term, siblings: Collection[str]
) -> tuple[str, Fix | None]:
    """What was probably forgotten before an unexpected term, and the fix that adds it."""
    before = terms.before
    gap = before.span_behind if before is not None else found.span._replace(end=found.start)
    if found.text in siblings:
        hint = f"`{found.text}` begins a statement of its own: put it on a new line or behind `;`"
        return hint, replaced(f"put `;` before `{found.text}`", gap, ";", safe=True)
    after = terms.after
    if found.type == COMMA and after is not None and after.text in siblings:
        hint = f"properties are separated by `;` or lines: write `; {after.text}`"
        return hint, replaced("write `;`", gap._replace(end=after.start), "; ", safe=True)
    if before is not None and before.type == "NUMBER" and found.text.startswith("-"):
        ends = f"{before.text}..{found.text[1:]}"
        return f"a range is written `{'autoscale ' if key.name == 'replicas' else ''}{ends}`", None
    last = compile_shape(key.shape).slots[-1:]
    if last and last[0].listed and before is not None and before.type == found.type == "NAME":
        hint = f"a list has commas: {before.text}, {found.text}"
        return hint, replaced(f"put a comma before `{found.text}`", gap, ",")
    return form(key), None
