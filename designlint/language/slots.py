"""From terms to one value, by the type of the slot that it fills."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from designlint.base.wording import listed
from designlint.diagnostics.edits import replaced
from designlint.language import codes
from designlint.language.suggest import SURE, nearest
from designlint.language.syntax.nodes import Term, span_between
from designlint.language.terms import COMMA, TEXTS, Names, ReadError, Terms, unquote
from designlint.quantities.quantity import Dimension, Quantity, QuantityError
from designlint.quantities.reading import parse_quantity
from designlint.quantities.showing import show_share
from designlint.schema.component import WRITES
from designlint.schema.shape import (
    DIMENSIONS,
    MAX_INSTANCES,
    REFERENCES,
    Slot,
    describe,
    says,
)
from designlint.schema.values import Range, Ref

CLOSED = 0.65
"""The similarity that is enough where only a few words are allowed."""
SHORTEST = 3
"""A shorter word is no beginning of another."""
_PERCENTILE = re.compile(r"p(?:(\d{1,2}|99\d{1,4})(?:\.(\d{1,4}))?|100)")
_TIMES = re.compile(r"x(\d+(?:\.\d+)?)")
_INTEGER = re.compile(r"\d[\d_]*")


def read_slot(slot: Slot, terms: Terms, names: Names) -> Any:
    """The value that a slot takes from the terms at hand. Raises ReadError."""
    here = terms.here
    if here is None or here.type == COMMA:
        raise terms.expected(says(slot))
    if slot.choices:
        return _choice(slot, terms)
    if slot.type in REFERENCES:
        if here.type != "NAME":
            raise terms.expected(says(slot))
        if slot.type == "growing":
            return _growing(slot, terms, names)
        return Ref(names.resolve(slot.type, terms.take()))
    if slot.type in DIMENSIONS:
        return _measured(slot, terms)
    return _PLAIN[slot.type](slot, terms)


def _growing(slot: Slot, terms: Terms, names: Names) -> str:
    """What a limit grows with: the word for writes, or the path of what a name means. A word for what is not
    declared, such as `nodes`, is taken as it is, unless it is nearly the name of something."""
    term = terms.take()
    if term.text == WRITES:
        return term.text
    try:
        return names.resolve(slot.type, term)
    except ReadError as error:
        if _is_free(term, error):
            return term.text
        raise


def _is_free(term: Term, error: ReadError) -> bool:
    """Whether a word that names nothing is not nearly a name either."""
    found = error.diagnostic
    if found is None or found.code != codes.UNKNOWN_NAME.code:
        return False
    near = found.fix.edits[0].text if found.fix is not None else ""
    return nearest(term.text, (near,), SURE) is None


def _choice(slot: Slot, terms: Terms) -> str:
    here = terms.here
    if here is not None and here.text in slot.choices:
        return terms.take().text
    if here is None:
        raise terms.expected(says(slot))
    near = (
        _begun(here.text, slot.choices)
        or _meant(here.text, slot.choices)
        or nearest(here.text, slot.choices, CLOSED)
    )
    if near is None:
        raise terms.expected(says(slot), _elsewhere(here.text))
    fix = replaced(f"write `{near}`", here.span, near)
    raise terms.expected(says(slot), (f"did you mean `{near}`?",), fix)


def _begun(word: str, choices: Iterable[str]) -> str | None:
    """The one word that begins like this: `async` is short for `asynchronous`."""
    found = [one for one in choices if len(word) >= SHORTEST and one.startswith(word)]
    return found[0] if len(found) == 1 else None


def _meant(word: str, choices: Iterable[str]) -> str | None:
    """The choice that a word means elsewhere: `least_connections` is `least_loaded`."""
    from designlint.language.guess_words import VALUES_AS  # only a mistake needs it

    return next((one for one in VALUES_AS.get(word.lower(), ()) if one in choices), None)


def _elsewhere(word: str) -> tuple[str, ...]:
    """That a word is a choice of other properties."""
    from designlint.schema.choices import properties_with  # only a mistake needs it

    names = properties_with(word)
    return (f"`{word}` is a word of {listed(names)}",) if names else ()


def _measured(slot: Slot, terms: Terms) -> Quantity:
    """A quantity, or a range of which the worse end counts."""
    first = terms.here
    after = terms.after
    if not terms.worse or first is None:
        return _quantity(slot, terms)
    if first.type == "NUMBER" and after is not None and after.text == "..":
        terms.take()
        terms.take()
        high = _quantity(slot, terms)
        low = _in_unit_of(high, first)
    else:
        low = _quantity(slot, terms)
        if not terms.take_word(".."):
            return low
        high = _quantity(slot, terms)
    if low is None or low.dimension is not high.dimension or low.value > high.value:
        span = span_between(first, terms.before or first)
        problem = "a range has its lower end first, in the unit of the upper one"
        raise ReadError(codes.VALUE.at(span, problem=problem))
    return (low if terms.worse == "low" else high)._replace(ends=(low, high))


def _in_unit_of(high: Quantity, first: Term) -> Quantity | None:
    """The lower end of a range, which may leave the unit to the upper one: `3k..5k req/s`."""
    unit = high.written.partition(" ")[2]
    attached = high.written.lstrip("-_.0123456789")
    for text in (first.text, f"{first.text} {unit}" if unit else f"{first.text}{attached}"):
        try:
            low = parse_quantity(text)
        except QuantityError:
            continue
        if low.dimension is high.dimension:
            return low
    return None


def _quantity(slot: Slot, terms: Terms) -> Quantity:
    here = terms.here
    allowed = DIMENSIONS[slot.type]
    if here is None or here.type != "NUMBER":
        times = _TIMES.fullmatch(here.text) if here is not None else None
        if here is None or times is None or Dimension.FACTOR not in allowed:
            raise terms.expected(describe(allowed))
        better = f"{times[1]}x"
        certain = replaced(f"write `{better}`", here.span, better, safe=True)
        raise terms.expected(describe(allowed), (f"write {better}",), certain)
    quantity = terms.take_quantity(*allowed)
    last = terms.before or here
    if quantity.dimension not in allowed:
        span = span_between(here, last)
        problem = f"expected {describe(allowed)}, found {quantity.dimension.value}"
        better = _with_unit(quantity, allowed, here.text)
        hints = (f"write {better}",) if better else ()
        fix = replaced(f"write `{better}`", span, better) if better else None
        raise ReadError(codes.UNIT.at(span, help=hints, fix=fix, problem=problem))
    problem = ""
    if quantity.dimension is Dimension.SHARE and quantity.value > 1:
        problem = f"{_named(allowed)} is between 0% and 100%"
    elif quantity.value < 0:
        problem = f"{_named(allowed)} cannot be negative here"
    if problem:
        raise ReadError(codes.VALUE.at(span_between(here, last), problem=problem))
    return quantity


def _named(allowed: tuple[Dimension, ...]) -> str:
    return " or ".join(dimension.value for dimension in allowed[:3])


def _with_unit(quantity: Quantity, allowed: tuple[Dimension, ...], text: str) -> str:
    """How a number without a unit was probably meant; empty when that is unknown."""
    if quantity.dimension is not Dimension.NUMBER or len(allowed) != 1:
        return ""
    if allowed[0] is Dimension.FACTOR:
        return f"{text}x"
    if allowed[0] is Dimension.SHARE and 0 <= quantity.value <= 100:
        return f"{text}%" if quantity.value > 1 else show_share(quantity.value)
    return ""


def _count(slot: Slot, terms: Terms) -> int:
    """A whole number, also as `10k`."""
    here = terms.here
    if here is None or here.type != "NUMBER":
        raise terms.expected(says(slot))
    start = terms.at
    quantity = terms.take_quantity(Dimension.NUMBER)
    if (
        quantity.dimension is not Dimension.NUMBER
        or quantity.value < 0
        or not quantity.value.is_integer()
    ):
        terms.at = start
        raise terms.expected(says(slot))
    return int(quantity.value)


def _instances(slot: Slot, terms: Terms) -> int:
    here = terms.here
    count = _count(slot, terms)
    if here is not None and count > MAX_INSTANCES:
        problem = f"more than {MAX_INSTANCES} replicas of one component are not supported"
        raise ReadError(codes.VALUE.at(here.span, problem=problem))
    return count


def _name(slot: Slot, terms: Terms) -> str:
    here = terms.here
    if here is None or here.type != "NAME":
        raise terms.expected(says(slot))
    return terms.take().text


def _text(slot: Slot, terms: Terms) -> str:
    here = terms.here
    if here is None or here.type not in TEXTS:
        raise terms.expected(says(slot))
    return unquote(terms.take())


def _label(slot: Slot, terms: Terms) -> str:
    here = terms.here
    return _text(slot, terms) if here is not None and here.type in TEXTS else _name(slot, terms)


def _date(slot: Slot, terms: Terms) -> date:
    here = terms.here
    if here is None or here.type != "DATE":
        raise terms.expected(says(slot))
    try:
        read = date.fromisoformat(here.text)
    except ValueError:
        problem = f"{here.text} is not a valid date"
        raise ReadError(codes.VALUE.at(here.span, problem=problem)) from None
    terms.take()
    return read


def _percentile(slot: Slot, terms: Terms) -> float:
    here = terms.here
    match = _PERCENTILE.fullmatch(here.text) if here is not None else None
    if match is None:
        raise terms.expected(says(slot))
    terms.take()
    if match[1] is None:
        return 1.0
    # p999 is how people write p99.9.
    whole, rest = match[1][:2], match[1][2:]
    return float(f"{whole}.{rest}{match[2] or ''}0e-2")


def _range(slot: Slot, terms: Terms) -> Range:
    first = terms.here
    low = _instances(slot, terms)
    if not terms.take_word(".."):
        raise terms.expected("`..` and the upper end")
    high = _instances(slot, terms)
    if first is not None and high < low:
        problem = f"a range begins with its lower end: {high}..{low}"
        span = span_between(first, terms.before or first)
        raise ReadError(codes.VALUE.at(span, problem=problem))
    return Range(low, high)


def _votes(slot: Slot, terms: Terms) -> str:
    word = terms.take_word("one", "quorum", "all")
    if word is not None:
        return word.text
    here = terms.here
    if here is not None and _INTEGER.fullmatch(here.text):
        return str(_count(slot, terms))
    raise terms.expected(says(slot))


def _yes_no(slot: Slot, terms: Terms) -> bool:
    word = terms.take_word("yes", "no")
    if word is None:
        raise terms.expected(says(slot))
    return word.text == "yes"


def _value(slot: Slot, terms: Terms) -> tuple[Term, ...]:  # noqa: ARG001  # as the others
    """All that is left: the value of a constant, of whatever type it is used as."""
    taken = tuple(terms.all[terms.at :])
    terms.at = len(terms.all)
    return taken


def _scope(slot: Slot, terms: Terms) -> str:
    if terms.take_word("total"):
        return "total"
    if terms.take_word("per") and terms.take_word("replica"):
        return "per replica"
    raise terms.expected(says(slot))


_PLAIN: dict[str, Callable[[Slot, Terms], Any]] = {
    "name": _name,
    "word": _name,
    "code": _name,
    "address": _name,
    "text": _text,
    "label": _label,
    "date": _date,
    "percentile": _percentile,
    "range": _range,
    "count": _count,
    "instances": _instances,
    "votes": _votes,
    "yes_no": _yes_no,
    "scope": _scope,
    "value": _value,
}
