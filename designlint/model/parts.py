"""What is left of a value of several parts when some of them are set: a setting replaces the parts that
it names, and the rest stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from designlint.model.known import Known, Properties, subject_of
from designlint.schema.property import Property

T = TypeVar("T")


def updated(now: Known[T], new: Known[T]) -> Known[T]:
    """A value with its details after another is set: what that leaves unsaid is as it was.

    Another word in front is another thing (a topology, an order), which shares no details or key with
    the first; only the way to fail over, by itself or by hand, keeps its time and its details.
    """
    if isinstance(now.value, str) and now.value != new.value:
        return new
    return Known(_value(now.value, new.value), new.origin, _details(now.details, new.details))


def updated_all(now: Iterable[Known[T]], new: Known[T]) -> tuple[Known[T], ...]:
    """The statements of a property that repeats after one more is set: it takes the place of that which
    begins alike (the limit of the same name, the distance to the same place)."""
    kept = list(now)
    for number, known in enumerate(kept):
        if subject_of(known.value) == subject_of(new.value):
            kept[number] = updated(known, new)
            return tuple(kept)
    return (*kept, new)


def _value(now: Any, new: Any) -> Any:
    """The parts of the new value, and of the one before where the new one has none."""
    if type(now) is not type(new):
        return new
    if not hasattr(new, "_asdict"):
        return _listed(now, new) if isinstance(new, tuple) else new
    named: Mapping[str, Any] = new._asdict()
    before: Mapping[str, Any] = now._asdict()
    first = next(iter(named))
    by_word = isinstance(named[first], str) and before[first] != named[first]
    kept = {
        name: part
        for name, part in before.items()
        if _is_unsaid(named[name]) and not (by_word and name == "key")
    }
    return new._replace(**kept)


def _listed(now: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    """A list is set as a whole, but for one of values by percentile: each is a statement of its own, and
    one that a new one contradicts, since it would fall with the percentile, is no longer known."""
    if not all(hasattr(one, "percentile") for one in (*now, *new)):
        return new
    kept = [one for one in now if all(_rise(one, other) for other in new)]
    found = {one.percentile: one for one in (*kept, *new)}
    return tuple([found[percentile] for percentile in sorted(found)])


def _rise(one: Any, other: Any) -> bool:
    """Whether two values by percentile are in the order of their percentiles."""
    low, high = sorted((one, other), key=lambda value: value.percentile)
    return bool(low.time.value <= high.time.value)


def _is_unsaid(part: Any) -> bool:
    return part is None or part == ()


def _details(now: Properties, new: Properties) -> Properties:
    stated: dict[Property[Any], Any] = dict(now.stated())
    for key, known in new.stated().items():
        before = stated.get(key)
        stated[key] = known if before is None or key.repeats else updated(before, known)
    return Properties(stated)
