"""What designlint tells its user: one shape for every finding, whoever made it."""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from designlint.source import Span


class Severity(IntEnum):
    """How grave a diagnostic is; comparable, gravest highest."""

    INFO = 1
    UNDECIDED = 2
    WARNING = 3
    ERROR = 4

    def __str__(self) -> str:
        return self.name.lower()


class Label(NamedTuple):
    """A place in a source and what is to be seen there."""

    span: Span
    text: str = ""


class Step(NamedTuple):
    """One step of a witness: a fact that anyone can check, where it stands, and where it is from.

    A step at a `depth` explains the last one above it that is less deep.
    """

    text: str
    span: Span | None = None
    origin: str = ""
    depth: int = 0


class Edit(NamedTuple):
    """The characters of a span are to be these instead."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that mend what was found. A `safe` one keeps what the author meant, whatever that was;
    any other is a guess that the author has to look at."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


class Fixable(Enum):
    """Whether findings of a code come with fixes; the value is how pages say it."""

    NEVER = ""
    SAFE = "with `--fix`"
    UNSAFE = "with `--fix --unsafe-fixes`"
    MIXED = "in part with `--fix`, in part with `--fix --unsafe-fixes`"


class Diagnostic(NamedTuple):
    """A finding that is ready to be shown.

    `message` is one terse sentence that stands alone. `primary` is the smallest span that shows
    the trouble. `witness` proves it step by step. `help` is text to paste into the design.
    `element` is the dotted path of what it is about: `accept` and baselines know it by that.
    """

    code: str
    severity: Severity
    message: str
    primary: Label
    secondary: tuple[Label, ...] = ()
    witness: tuple[Step, ...] = ()
    help: tuple[str, ...] = ()
    element: str = ""
    fix: Fix | None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Files by name, then places from top to bottom, then codes: the order that is shown."""
        span = self.primary.span
        return (span.source.name, span.start, span.end, self.code, self.message)
