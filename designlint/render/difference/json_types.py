"""What the JSON of a comparison says: the types of its objects, from which its schema is made."""

from __future__ import annotations

from designlint.base.records import NamedTuple
from designlint.render.json_types import Finding


class Outcome(NamedTuple):
    """A verdict on a claim: `verdict` is its status with what that rests on, such as `met on assumptions`.
    `margin` is the room that a met claim has, positive, or what a violated one lacks, negative."""

    claim: str
    verdict: str
    value: str
    target: str
    margin: str
    reason: str


class Verdict(NamedTuple):
    """A claim of a requirement or scenario (`owner`) in both states; null where there is no such claim.

    `trend` is same, moved (as decided as before, with another number), better, worse, new, gone, or unknown
    where what was decided is not any more.
    """

    owner: str
    before: Outcome | None
    after: Outcome | None
    trend: str


class Number(NamedTuple):
    """A number of an element (`subject`) as text; null where it is not known. `sort` is load, utilisation,
    availability, cost or `single point of failure`; that lists the flows which the element stops alone."""

    sort: str
    subject: str
    before: str | None
    after: str | None
    trend: str


class Element(NamedTuple):
    """A declaration that is added (`before` is null), removed (`after` is null) or renamed. `sort` is the
    word of the language for it."""

    sort: str
    before: str | None
    after: str | None
    title: str


class ChangedFinding(NamedTuple):
    """A finding of either state. `trend` is new, gone, same, better or worse (of another severity), or
    unknown where the newer state cannot be checked whole. `accepted` says that the design accepts it in the
    other state."""

    trend: str
    severity_before: str | None
    accepted: bool
    finding: Finding


class Design(NamedTuple):
    """A design in both states by its main file, null where it is not there. `errors` are those of the
    language in the newer state, `errors_before` is their number in the older one."""

    before: str | None
    after: str | None
    title: str
    verdicts: tuple[Verdict, ...]
    numbers: tuple[Number, ...]
    elements: tuple[Element, ...]
    findings: tuple[ChangedFinding, ...]
    errors: tuple[Finding, ...]
    errors_before: int


class Comparison(NamedTuple):
    """Two states of designs. `version` is the version of this format, `designlint` that of the program.

    `designs` are those of which a file or the configuration differs, `unchanged` is the number of the
    others. `regressions` says in sentences what is worse, as `--fail-on regression` counts it.
    """

    version: int
    designlint: str
    before: str
    after: str
    unchanged: int
    regressions: tuple[str, ...]
    designs: tuple[Design, ...]
