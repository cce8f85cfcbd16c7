"""Records are as named tuples of `typing` in all that the program uses of those."""

from __future__ import annotations

import copy
import inspect
import pickle
import typing
from typing import Generic, TypeVar

import pytest

from designlint.base.records import NamedTuple

T = TypeVar("T")


class Usual(typing.NamedTuple):
    """A class to compare with."""

    name: str
    parts: tuple[int, ...] = ()

    @property
    def size(self) -> int:
        """How many parts there are."""
        return len(self.parts)


class Ours(NamedTuple):
    """A class to compare with."""

    name: str
    parts: tuple[int, ...] = ()

    @property
    def size(self) -> int:
        """How many parts there are."""
        return len(self.parts)


class Boxed(NamedTuple, Generic[T]):
    """A record of any type."""

    value: T
    note: str = ""


class Below(Ours):
    """A class that inherits from a record's."""

    def doubled(self) -> int:
        """Twice its size."""
        return 2 * super().size


def shown(value: object) -> str:
    return repr(value).replace("Usual", "Ours")


@pytest.mark.parametrize(
    "use",
    [
        lambda cls: cls("a"),
        lambda cls: cls("a", (1, 2)),
        lambda cls: cls(parts=(1,), name="a"),
        lambda cls: cls("a", (1, 2)).size,
        lambda cls: cls("a")._replace(parts=(3,)),
        lambda cls: cls("a")._asdict(),
        lambda cls: cls._make(["a", (1,)]),
        lambda cls: cls("a") == ("a", ()),
        lambda cls: hash(cls("a")) == hash(("a", ())),
        lambda cls: cls._fields,
        lambda cls: cls._field_defaults,
        lambda cls: cls.__match_args__,
        lambda cls: cls.__doc__,
        lambda cls: list(inspect.signature(cls).parameters),
        lambda cls: [p.default for p in inspect.signature(cls).parameters.values()],
        typing.get_type_hints,
        lambda cls: pickle.loads(pickle.dumps(cls("a", (1,)))),  # noqa: S301  # made here
        lambda cls: copy.deepcopy(cls("a", (1,))),
        lambda cls: hasattr(cls("a"), "__dict__"),
    ],
)
def test_a_record_is_as_a_named_tuple(use: typing.Callable[[type], object]) -> None:
    assert shown(use(Ours)) == shown(use(Usual))


@pytest.mark.parametrize(
    "misuse",
    [
        lambda cls: cls(),
        lambda cls: cls("a", (), 1),
        lambda cls: cls(other=1),
        lambda cls: cls._make(["a"]),
        lambda cls: cls("a")._replace(other=1),
        lambda cls: setattr(cls("a"), "name", "b"),
        lambda cls: setattr(cls("a"), "other", "b"),
    ],
)
def test_a_misused_record_raises_as_a_named_tuple_does(
    misuse: typing.Callable[[type], object],
) -> None:
    raised = []
    for cls in (Usual, Ours):
        with pytest.raises((TypeError, ValueError, AttributeError)) as error:
            misuse(cls)
        raised.append((type(error.value), shown(str(error.value))))
    assert raised[0] == raised[1]


def test_a_record_may_be_generic() -> None:
    assert Boxed[int](1) == Boxed(1) == (1, "")
    assert Boxed.__parameters__ == (T,)


def test_a_class_may_inherit_from_that_of_a_record() -> None:
    assert Below("a", (1, 2)).doubled() == 4
    assert isinstance(Below("a")._replace(name="b"), Below)


def test_fields_with_defaults_come_last() -> None:
    with pytest.raises(TypeError, match="without a default"):
        type(NamedTuple)("Odd", (NamedTuple,), {"__annotations__": {"a": "", "b": ""}, "a": 1})
