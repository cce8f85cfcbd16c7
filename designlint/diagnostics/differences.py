"""What two states of designs differ in, ready for any output format."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Diagnostic, Severity


class Trend(Enum):
    """How something has changed. `MOVED` is neither better nor worse; of `UNKNOWN` it cannot be said."""

    SAME = "same"
    MOVED = "moved"
    BETTER = "better"
    WORSE = "worse"
    NEW = "new"
    GONE = "gone"
    UNKNOWN = "unknown"


class Judged(NamedTuple):
    """A verdict on a claim: its status with what that rests on (`word`), the value, the target, and the
    room to it, all as text."""

    claim: str
    word: str
    value: str
    target: str
    margin: str
    reason: str = ""


class ClaimChange(NamedTuple):
    """A claim of a requirement or scenario with its verdicts; None where there is no such claim.

    `owner` is the requirement or scenario, by its newer name where it is renamed.
    """

    owner: str
    before: Judged | None
    after: Judged | None
    trend: Trend


class NumberChange(NamedTuple):
    """A number or fact of an element, as text, empty where there is none.

    `sort` is load, utilisation, availability, cost, or single point of failure: of that, the text says
    which flows the element stops alone.
    """

    sort: str
    subject: str
    before: str
    after: str
    trend: Trend


class ElementChange(NamedTuple):
    """An element that is added (`before` is empty), removed (`after` is empty) or renamed. `sort` is the
    word of the language for it: component, nonfunctional, flow."""

    sort: str
    before: str
    after: str
    title: str = ""

    @property
    def trend(self) -> Trend:
        """Whether it is new, gone, or has another name."""
        if self.before and self.after:
            return Trend.MOVED
        return Trend.NEW if self.after else Trend.GONE


class FindingChange(NamedTuple):
    """A finding, as it is or, where it is gone, as it was, with its severity before.

    Its trend is `NEW`, `GONE`, `SAME`; `WORSE` or `BETTER` where it is there with another severity; and
    `UNKNOWN` where it is not found any more in a design that cannot be checked whole. `is_accepted` says
    that the design accepts it in the other state, where it is new or gone, and `fails` that it is new or
    graver, and a check fails on it.
    """

    finding: Diagnostic
    fingerprint: str
    trend: Trend
    severity_before: Severity | None = None
    is_accepted: bool = False
    fails: bool = False


class DesignChange(NamedTuple):
    """Two states of one design, by the names of its main file; empty where there is no such design.

    `errors` are those of the language in the newer state, `errors_before` their number in the older one.
    `title` is what the design is called. `is_moved` says that its main file has another name now.
    """

    before: str
    after: str
    title: str
    claims: tuple[ClaimChange, ...] = ()
    numbers: tuple[NumberChange, ...] = ()
    elements: tuple[ElementChange, ...] = ()
    findings: tuple[FindingChange, ...] = ()
    errors: tuple[Diagnostic, ...] = ()
    errors_before: int = 0
    is_moved: bool = False

    @property
    def name(self) -> str:
        """The name of its main file, the newer one where there are two."""
        return self.after or self.before

    @property
    def is_changed(self) -> bool:
        """Whether the two states differ in anything that is shown."""
        lists = (self.claims, self.numbers, self.elements, self.findings)
        if not self.before or not self.after or self.is_moved or self.errors:
            return True
        return any(one.trend is not Trend.SAME for found in lists for one in found)

    def found(self, *trends: Trend) -> list[FindingChange]:
        """The findings with one of some trends, the gravest first."""
        chosen = [one for one in self.findings if one.trend in trends]
        return sorted(chosen, key=lambda one: -one.finding.severity)


class Difference(NamedTuple):
    """All designs of two states, which are called `before` and `after`. `unchanged` is how many designs
    have the same files in both."""

    before: str
    after: str
    designs: tuple[DesignChange, ...]
    unchanged: int = 0

    @property
    def changed(self) -> list[DesignChange]:
        """The designs that differ in something that is shown."""
        return [one for one in self.designs if one.is_changed]

    def regressions(self, severity: Severity | None = None) -> Iterator[str]:
        """What is worse, as sentences: a verdict; an error of the language; and a new or graver finding of a
        severity or above it (None: that from which on a check fails)."""
        for design in self.designs:
            yield from _regressions(design, severity)


def _regressions(design: DesignChange, severity: Severity | None) -> Iterator[str]:
    for claim in design.claims:
        if claim.trend is Trend.WORSE and claim.before is not None and claim.after is not None:
            yield f"`{claim.owner}` was {claim.before.word} and is {claim.after.word}"
    for one in design.found(Trend.NEW, Trend.WORSE):
        if one.fails if severity is None else one.finding.severity >= severity:
            yield f"{one.finding.code}: {one.finding.message}"
