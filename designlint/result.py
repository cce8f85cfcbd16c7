"""What one run found, ready for any output format."""

from __future__ import annotations

from typing import NamedTuple

from designlint.diagnostic import Diagnostic, Severity


class Tally(NamedTuple):
    """How many requirements are met, violated and undecided; the worst of several claims counts."""

    met: int = 0
    violated: int = 0
    undecided: int = 0

    @property
    def total(self) -> int:
        """All requirements that say what to measure."""
        return self.met + self.violated + self.undecided

    def __add__(self, other: object) -> Tally:
        if not isinstance(other, Tally):
            return NotImplemented
        return Tally(
            self.met + other.met, self.violated + other.violated, self.undecided + other.undecided
        )


class Suppressed(NamedTuple):
    """A finding that the design accepts, with the reason it gives."""

    diagnostic: Diagnostic
    reason: str = ""


class Result(NamedTuple):
    """The diagnostics of one run in the order in which they are shown, with their context.

    `unreadable` says that some input could not be read at all, `broken` that a rule or plugin
    failed; both have exit codes of their own. `accepted` findings are those that the design
    accepts, `suppressed` shows them; `known` ones are those of a baseline. `design` is the name of
    the main file, where the result is that of one design. `overrides` are the numbers of the
    configured overrides that name something in the design. `traces` are the tracebacks of what is
    broken.
    """

    diagnostics: tuple[Diagnostic, ...]
    files: int
    tally: Tally = Tally()
    unreadable: bool = False
    broken: bool = False
    accepted: int = 0
    suppressed: tuple[Suppressed, ...] = ()
    known: int = 0
    design: str = ""
    overrides: tuple[int, ...] = ()
    traces: tuple[str, ...] = ()

    def count_of(self, severity: Severity) -> int:
        """How many diagnostics have this severity."""
        return sum(d.severity is severity for d in self.diagnostics)
