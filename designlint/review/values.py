"""Values of the model in the words of a review: as they are stated, or as they would be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from designlint.analyses.measure import origin_text
from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Step
from designlint.document import Fact, Line, Place, Source
from designlint.model import Assumed, Catalogued, Element, Known, Named, Origin, Stated
from designlint.quantities.quantity import Quantity
from designlint.quantities.showing import show
from designlint.schema.property import Property
from designlint.schema.values import AtPercentile, Limit, Ref


def place_of(span: Span | None) -> Place | None:
    """Where a span begins; what stands in no file has no place."""
    if span is None or not span.source.text:
        return None
    return Place(span.source.name, *span.position)


def line_of(step: Step) -> Line:
    """A step of a proof as a line."""
    return Line(step.text, step.origin, place_of(step.span), step.depth)


def lines_of(steps: Iterable[Step]) -> tuple[Line, ...]:
    """The steps of a proof as lines."""
    return tuple([line_of(step) for step in steps])


def paths_of(named: Iterable[Named | Ref]) -> tuple[str, ...]:
    """The paths that names mean."""
    return tuple([one.path for one in named])


def facts_of(element: Element, *, without: Iterable[Property[Any]] = ()) -> tuple[Fact, ...]:
    """All that is known of an element: what it states, in the order of the design, then what its
    technology and kind say."""
    return tuple([fact for fact, _ in known_of(element) if fact.name not in _names(without)])


def known_of(element: Element) -> Iterator[tuple[Fact, Known[Any]]]:
    """Each fact of an element with the value behind it."""
    for key in element.properties.present():
        for known in _all(element, key):
            place = place_of(known.span)
            yield (
                Fact(element.path, key.name, shown(key, known), source_of(known.origin), place),
                known,
            )


def _names(properties: Iterable[Property[Any]]) -> frozenset[str]:
    return frozenset(key.name for key in properties)


def _all(element: Element, key: Property[Any]) -> tuple[Known[Any], ...]:
    if key.repeats:
        return element.properties.all(key)
    known = element.properties[key]
    return () if known is None else (known,)


def source_of(origin: Origin) -> Source:
    """The source of a value."""
    match origin:
        case Stated():
            return Source("stated", "stated")
        case Catalogued(technology, kind, page, date):
            return Source("published", f"{technology}, {kind.replace('_', ' ')}", page, date)
        case Assumed(_, reason, page):
            return Source("assumed", reason, page)
        case _:
            return Source("supposed", origin_text(origin))


def shown(key: Property[Any], known: Known[Any]) -> str:
    """A value without the name of its property, with the details behind it in parentheses."""
    inner = [
        f"{detail.name} {shown(detail, one)}".rstrip()
        for detail in known.details.present()
        if (one := known.details[detail]) is not None
    ]
    value = _stated(key, known.span) if known.span is not None else _worded(known.value)
    return f"{value} ({', '.join(inner)})" if inner else value


def _stated(key: Property[Any], span: Span) -> str:
    """The statement in the author's words."""
    words = " ".join(span.text.split())
    rest = words.removeprefix(key.name).strip()
    if len(rest) > 1 and rest[0] == rest[-1] == '"' and '"' not in rest[1:-1]:
        rest = rest[1:-1]
    return rest


def _worded(value: Any) -> str:
    """A value that the design does not state, as it would."""
    for kind, words in _WORDS.items():
        if isinstance(value, kind):
            return words(value)
    if isinstance(value, tuple):
        separator = " " if hasattr(value, "_fields") else ", "
        return separator.join(filter(None, map(_worded, value)))
    return "" if value is None else str(value)


_WORDS: dict[type, Callable[[Any], str]] = {
    bool: lambda value: "yes" if value else "no",
    Quantity: show,
    AtPercentile: lambda value: f"p{value.percentile * 100:.8g} {show(value.time)}",
    Limit: lambda value: " ".join(
        [
            value.name,
            show(value.value),
            *(["grows_with", value.grows_with] if value.grows_with else []),
        ]
    ),
}
