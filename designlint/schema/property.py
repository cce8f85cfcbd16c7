"""A property: its name, the form of its value, what it means; and the typed key to read it by."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

T = TypeVar("T")

UNKNOWN = "unknown"
"""What holds of a property that is not stated and has no default: nothing is concluded from it."""


class Property(Generic[T]):
    """Something that a design may state of an element, and the key under which the model has it.

    `shape` is the form of the value (see `schema.shape`). A shape with one slot gives that slot's
    value; one with several gives a `value` made from them by name. `details` are the properties of
    the block that may follow. A property that `repeats` may be stated several times. One that is
    `informative` is for readers of the design; no analysis or rule reads its value. `absent` is what
    holds where it is not stated: UNKNOWN, or a default by name. One with a `worse` end (`low`, `high`)
    may be stated as a range of which that end is the worse.
    """

    __slots__ = (
        "absent",
        "details",
        "doc",
        "informative",
        "name",
        "repeats",
        "shape",
        "value",
        "worse",
    )

    def __init__(  # noqa: PLR0913  # one for each fact about a property
        self,
        name: str,
        shape: str,
        doc: str,
        *,
        value: type | None = None,
        details: tuple[Property[Any], ...] = (),
        repeats: bool = False,
        informative: bool = False,
        absent: str = UNKNOWN,
        worse: str = "",
    ) -> None:
        self.name = name
        self.shape = shape
        self.doc = doc
        self.value = value
        self.details = {detail.name: detail for detail in details}
        self.repeats = repeats
        self.informative = informative
        self.absent = absent
        self.worse = worse

    def __repr__(self) -> str:
        return f"Property({self.name!r})"
