"""What an open question is, and how one property that several elements lack becomes one question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.base.wording import listed
from designlint.diagnostics.diagnostic import Help, edit
from designlint.schema.property import Property


class Question(NamedTuple):
    """One question of a review that a design does not answer.

    `key` is the property or clause that answers it, `answer` a line to begin with, `about` the paths of
    the elements that lack it, and `spans` where these are declared. It is `grave` where data or a whole
    flow may be lost for want of an answer, or a failure stay unseen: such questions come first in their
    stage.
    """

    text: str
    key: str
    answer: Help
    about: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    grave: bool = False

    @property
    def effort(self) -> tuple[int, int]:
        """How much there is to write: the number of elements, and the length of the line."""
        return max(1, len(self.about)), len(self.answer.text)

    @property
    def order(self) -> tuple[bool, tuple[int, int]]:
        """Where it stands in its stage: what is grave, then what is quickly answered."""
        return not self.grave, self.effort


class Asked(Protocol):
    """What a question can be about: it has an address and a place."""

    @property
    def path(self) -> str:
        """The address."""

    @property
    def span(self) -> Span:
        """Where it is declared."""


def ask(
    text: str,
    key: Property[Any] | str,
    example: str,
    about: Iterable[Asked],
    *,
    place: str = "",
    grave: bool = False,
) -> Iterator[Question]:
    """The question about all elements that lack an answer, if there are any; `{}` in the text stands
    for their names."""
    found = list(about)
    if not found:
        return
    paths = tuple([one.path for one in found])
    yield Question(
        text.format(listed(paths)),
        key if isinstance(key, str) else key.name,
        edit(example, place=place or _places(paths), sample=True),
        paths,
        tuple([one.span for one in found]),
        grave,
    )


def _places(paths: Sequence[str]) -> str:
    return f"`{paths[0]}`" if len(paths) == 1 else "each of them"
