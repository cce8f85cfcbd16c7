"""What one run found, ready for any output format."""

from __future__ import annotations

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Diagnostic, Severity


def is_error(diagnostic: Diagnostic) -> bool:
    """Whether it is an error: what makes a run fail where nothing else is configured."""
    return diagnostic.severity is Severity.ERROR


class Tally(NamedTuple):
    """How many requirements have which verdict; the worst of several claims counts. `met` and
    `violated` are proved; what is so on assumptions, or likely, is counted apart."""

    met: int = 0
    violated: int = 0
    undecided: int = 0
    met_on_assumptions: int = 0
    met_likely: int = 0
    violated_on_assumptions: int = 0
    violated_likely: int = 0

    @property
    def total(self) -> int:
        """All requirements that say what to measure."""
        return sum(self)

    def __add__(self, other: object) -> Tally:
        if not isinstance(other, Tally):
            return NotImplemented
        return Tally(*(one + more for one, more in zip(self, other, strict=True)))


class Standing(NamedTuple):
    """How a claim of a requirement or scenario (`owner`) comes out, all as text: the verdict's `word`, the
    value, and the margin, which is negative where it lacks something. `needs` are the facts that would decide
    it. `design` is the name of the main file of its design."""

    owner: str
    claim: str
    word: str
    value: str
    margin: str = ""
    needs: tuple[str, ...] = ()
    design: str = ""


class Suppressed(NamedTuple):
    """A finding that the design accepts, with the reason it gives."""

    diagnostic: Diagnostic
    reason: str = ""


class Result(NamedTuple):
    """The diagnostics of one run in the order in which they are shown, with their context.

    `unreadable` says that some input could not be read at all, `broken` that a rule or plugin
    failed; both have exit codes of their own. `accepted` findings are those that the design
    accepts, `suppressed` shows them; `known` ones are those of a baseline. `design` is the name of
    the main file, where the result is that of one design, and `sources` are the names of all its files;
    where `only` some of these are asked about, it names them. `overrides` are the numbers of the
    configured overrides that name something in the design. `traces` are the tracebacks of what is
    broken. `standings` are the verdicts on all claims, in their order.
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
    sources: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    standings: tuple[Standing, ...] = ()

    def count_of(self, severity: Severity) -> int:
        """How many diagnostics have this severity."""
        return sum(d.severity is severity for d in self.diagnostics)
