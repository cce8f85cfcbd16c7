"""What the JSON of a check says: the types of its objects, from which its schema is made."""

from __future__ import annotations

from designlint.base.records import NamedTuple


class Position(NamedTuple):
    """A place in a file: line and column start at 1, and a column is a character."""

    line: int
    column: int


class Location(NamedTuple):
    """A part of a file: `end` is the place just behind its last character."""

    file: str
    start: Position
    end: Position


class Labelled(NamedTuple):
    """A place that a finding is about beside its own, with the words shown there."""

    text: str | None
    location: Location


class WitnessStep(NamedTuple):
    """A fact that proves a finding. One of a `depth` explains the last one above that is less deep."""

    text: str
    location: Location | None
    origin: str | None
    depth: int


class Answer(NamedTuple):
    """An answer to a finding: `kind` is `edit` for text to paste, `sample` for text with a value or name that is to be replaced, or `advice` for a sentence.

    `place` is where an edit belongs, `result` the measured value with it, `note` when it is right.
    """

    kind: str
    text: str
    place: str | None
    result: str | None
    note: str | None


class Edit(NamedTuple):
    """The characters at a location are replaced by these."""

    location: Location
    text: str


class Fix(NamedTuple):
    """Edits that resolve a finding; `safe` ones keep what the author meant."""

    title: str
    safe: bool
    edits: tuple[Edit, ...]


class Breach(NamedTuple):
    """A requirement or scenario that cannot hold with the finding, and where it is stated."""

    requirement: str
    location: Location


class Finding(NamedTuple):
    """A finding. `rule` is the name of the rule of its `code`; `element` is the path of what it is
    about, `owner` the team that answers for that, `design` the main file of its design. `designs` are those of
    all designs of the run in which it is found, more than one where they share a file.

    `fingerprint` stays the same from run to run while lines move and numbers change.
    """

    code: str
    rule: str | None
    severity: str
    message: str
    element: str | None
    owner: str | None
    design: str | None
    designs: tuple[str, ...]
    fingerprint: str
    breaks: tuple[Breach, ...]
    location: Location
    label: str | None
    labels: tuple[Labelled, ...]
    witness: tuple[WitnessStep, ...]
    help: tuple[Answer, ...]
    fixes: tuple[Fix, ...]
    reason: str | None
    """Why it is accepted; null where it is not."""
    consequences: tuple[Finding, ...]
    """The findings that are reported beneath it, because of the same cause."""


class Severities(NamedTuple):
    """How many findings there are of each severity."""

    error: int
    warning: int
    undecided: int
    info: int


class Requirements(NamedTuple):
    """How many measurable requirements came out how. `met` and `violated` are proved."""

    total: int
    met: int
    violated: int
    undecided: int
    met_on_assumptions: int
    met_likely: int
    violated_on_assumptions: int
    violated_likely: int


class Summary(NamedTuple):
    """Counts of a run. `accepted` findings are those that the designs accept, `known` ones those of a
    baseline; `unreadable` says that some input could not be read, `broken` that a rule failed."""

    files: int
    findings: int
    severities: Severities
    accepted: int
    known: int
    requirements: Requirements
    unreadable: bool
    broken: bool


class Report(NamedTuple):
    """The result of a run. `version` is the version of this format, `designlint` that of the program.

    `accepted` are the findings that the designs accept, where they were asked for.
    """

    version: int
    designlint: str
    diagnostics: tuple[Finding, ...]
    accepted: tuple[Finding, ...] | None
    summary: Summary
