"""The severity policy: how grave a finding is by its grade and by what is at stake.

A rule says of what grade its findings are, never how severe: the profile of the run decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Severity

Grade = Literal[
    "contradiction", "fatal", "risk", "minor", "advice", "question", "assumed", "undecided"
]
"""What sort of defect a finding is about.

`contradiction`: the design contradicts a stated requirement, or itself. `fatal`: a defect that is
known to take a whole system down. `risk`: a known failure pattern, proved by a witness. `minor`: a
pattern that costs little. `advice`: what could be better. `question`: what the design leaves open. `assumed`: a claim that is
violated only on assumptions or by an estimate. `undecided`: a claim that the facts leave open.
"""
GRADES: tuple[Grade, ...] = get_args(Grade)


class Levels(NamedTuple):
    """The severity of a finding of one grade: where it breaks a requirement, else where a `must` flow
    depends on what it is about, and everywhere else. None: it is not reported."""

    breaks: Severity | None
    must: Severity | None
    other: Severity | None

    @classmethod
    def always(cls, severity: Severity | None) -> Levels:
        """The same severity wherever it is found."""
        return cls(severity, severity, severity)


class Profile(NamedTuple):
    """How severe the grades are, and from which severity on a run fails."""

    levels: Mapping[Grade, Levels]
    fail_on: Severity
    summary: str = ""

    def severity(self, grade: Grade, *, breaks: bool, must: bool) -> Severity | None:
        """The severity of a finding, or None where it is not reported."""
        levels = self.levels[grade]
        return levels.breaks if breaks else levels.must if must else levels.other

    def highest(self, grade: Grade) -> Severity:
        """The severity of the gravest finding of a grade."""
        return max((s for s in self.levels[grade] if s is not None), default=Severity.INFO)


ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
DEFAULT_PROFILE = "review"
PROFILES: Mapping[str, Profile] = {
    "sketch": Profile(
        {
            "contradiction": Levels.always(ERROR),
            "fatal": Levels(ERROR, WARNING, INFO),
            "risk": Levels(WARNING, INFO, INFO),
            "minor": Levels(INFO, None, None),
            "advice": Levels.always(None),
            "question": Levels.always(INFO),
            "assumed": Levels.always(WARNING),
            "undecided": Levels.always(Severity.UNDECIDED),
        },
        ERROR,
        "For a first draft: contradictions fail, defects are pointed out, questions are asked.",
    ),
    "review": Profile(
        {
            "contradiction": Levels.always(ERROR),
            "fatal": Levels(ERROR, ERROR, WARNING),
            "risk": Levels(ERROR, WARNING, WARNING),
            "minor": Levels(WARNING, INFO, INFO),
            "advice": Levels.always(INFO),
            "question": Levels.always(INFO),
            "assumed": Levels.always(WARNING),
            "undecided": Levels.always(Severity.UNDECIDED),
        },
        ERROR,
        "For a design review, and the default: fatal defects under `must` flows fail.",
    ),
    "strict": Profile(
        {
            "contradiction": Levels.always(ERROR),
            "fatal": Levels.always(ERROR),
            "risk": Levels(ERROR, ERROR, WARNING),
            "minor": Levels(ERROR, WARNING, WARNING),
            "advice": Levels.always(INFO),
            "question": Levels.always(INFO),
            "assumed": Levels.always(WARNING),
            "undecided": Levels.always(Severity.UNDECIDED),
        },
        Severity.UNDECIDED,
        "For a design that is built from: warnings and undecided requirements fail as well.",
    ),
}
