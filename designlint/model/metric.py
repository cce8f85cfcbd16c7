"""What a metric is: one object that has all that is asked of it.

A claim, `METRIC [ASPECT] [of SUBJECT] [OPERATOR VALUE]`, carries its metric. The language reads the
form, the verdicts judge by it, the search for fixes asks for its levers, the pages show its
documentation. Nothing else in designlint knows one metric from another by its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from designlint.base.records import NamedTuple

if TYPE_CHECKING:
    # Types alone: a design's claims carry the metrics that judge the facts of that design.
    from designlint.analyses.facts import Facts
    from designlint.analyses.judgement import Judgement
    from designlint.analyses.remedies.adjustment import Lever
    from designlint.analyses.verdicts.verdicts import Verdict
    from designlint.diagnostics.diagnostic import Help, Step
    from designlint.model.statements import Claim

EVERYTHING = "everything"
SUBJECTS = {
    "flow": ("flow",),
    "component": ("component", "external"),
    "data": ("data",),
    "place": ("provider", "region", "zone", "host", "domain"),
    EVERYTHING: (),
}
"""What a metric can be measured of, each with the declarations that it means."""
COMPARISONS = (">=", "<=", ">", "<")
PERCENTILE = "percentile"
"""The aspect that is no word of its own, but any percentile: `p99`."""
VERDICTS = ("Met", "Violated", "Undecided")
UNPROVED = (" on assumptions", r" \(likely\)")
HEADINGS = rf"(?:{'|'.join(VERDICTS)})(?:{'|'.join(UNPROVED)})?"
"""The headings of examples, as a pattern: a verdict, which may rest on assumptions or be likely."""
_EXAMPLE = re.compile(
    rf"^({HEADINGS}): ([^\n]+)\n\n```design\n(.*?)^```$", re.MULTILINE | re.DOTALL
)

Judge: TypeAlias = "Callable[[Facts, Claim], Judgement]"
Levers: TypeAlias = "Callable[[Facts, Claim], Iterable[Lever]]"
Lines: TypeAlias = "Callable[[Facts, Verdict], Sequence[Step]]"
Line: TypeAlias = "Callable[[Facts, Verdict], Step | None]"


class Target(NamedTuple):
    """The operator and the target value that a claim of this metric has behind its subject.

    `value` is a slot type of `schema.shape`: a dimension such as `share`, `word`, or words to choose
    from (`low|high`). `name` stands for it in messages, `placeholder` in forms, and `meaning` says on
    the metric's page what it is, where its type does not. Without `operators` the claim has no value:
    it holds or it does not.
    """

    value: str = ""
    operators: tuple[str, ...] = COMPARISONS
    name: str = "a target"
    placeholder: str = "VALUE"
    meaning: str = ""


NO_TARGET = Target()
YES_NO = Target("yes_no", ())
IN_PLACE = Target(
    "word",
    ("in",),
    "a jurisdiction or place",
    "PLACE",
    "a jurisdiction, as places state it, or the name of a place",
)


class Example(NamedTuple):
    """A design of a metric's documentation, and how its claim comes out: one of VERDICTS,
    which may be `on assumptions` or `(likely)`."""

    verdict: str
    title: str
    design: str


def no_judge(_facts: Facts, claim: Claim) -> Judgement:
    """Stands for the judge that a metric lacks; a metric with it is not loaded."""
    raise NotImplementedError(f"{claim.metric.name} has no judge")


def nothing(_facts: Facts, _claim: object) -> tuple[()]:
    """What is asked for is not there."""
    return ()


def never(_facts: Facts, _verdict: Verdict) -> bool:
    """A violated claim is reported where it is stated."""
    return False


def always(_facts: Facts, _verdict: Verdict) -> bool:
    """A violated claim is always reported at its cause, by a rule of its own."""
    return True


def derived(_world: Facts, verdict: Verdict) -> Sequence[Step]:
    """The lines of the judgement itself."""
    return verdict.judgement.derivation


def first_line(_world: Facts, verdict: Verdict) -> Step | None:
    """The first line of the derivation, which weighs most."""
    lines = verdict.judgement.derivation
    return lines[0] if lines else None


def last_line(_world: Facts, verdict: Verdict) -> Step | None:
    """The last line of the derivation, which sums up those before it."""
    lines = verdict.judgement.derivation
    return lines[-1] if lines else None


class Metric(NamedTuple):
    """A metric: how a claim about it is written, what it means, how it is judged and met.

    The form: `name` is a word; `subjects` are of SUBJECTS; `target` is what it is held against;
    `aspects` are the words that may stand before `of`, or `(PERCENTILE,)`; `higher_is_better` states
    the direction; `example` is a target as a design states it, where the dimension's own shows little.
    A claim of a metric with `between_failovers` may end in these words, which set failovers aside.

    The documentation, `doc`, is the docstring of the metric's module: a first paragraph that says what
    is measured, more if need be, and a design for each of VERDICTS, with one claim (see `examples`).

    The behaviour: `judge` comes to the judgement on a claim. `levers` are what can be set in a design to
    meet it; where they `add_up`, no two of them reach what all together do not. `suggestions` says what
    would help where no lever does, `culprits` are the components that violate a claim, where they are
    fewer than its subject has. Of a verdict and the facts of its own world, `proof` makes the lines
    that show it, `derivation` all numbers behind it, and `headline` the one line that shows best why a
    claim is violated, and `causes` the causes that the verdict follows from, the nearest first (see
    `Finding`). `is_reported_at_cause` states whether a rule of its own reports a violated claim
    where it is broken.
    """

    name: str
    subjects: tuple[str, ...] = ()
    target: Target = NO_TARGET
    aspects: tuple[str, ...] = ()
    higher_is_better: bool = True
    example: str = ""
    between_failovers: bool = False
    doc: str | None = ""
    judge: Judge = no_judge
    levers: Levers = nothing
    add_up: bool = False
    proof: Lines = derived
    derivation: Lines = derived
    headline: Line = first_line
    suggestions: Callable[[Facts, Claim], Iterable[Help]] = nothing
    culprits: Callable[[Facts, Claim], Iterable[str]] = nothing
    causes: Callable[[Facts, Verdict], Iterable[str]] = nothing
    is_reported_at_cause: Callable[[Facts, Verdict], bool] = never

    @property
    def form(self) -> str:
        """How a claim of it is written, behind `require` or `expect`."""
        aspect = " PERCENTILE" if self.aspects == (PERCENTILE,) else ""
        if self.aspects and not aspect:
            aspect = f" ({' | '.join(self.aspects)})"
        subject = " | ".join(s if s == EVERYTHING else s.upper() for s in self.subjects)
        if len(self.subjects) > 1:
            subject = f"({subject})"
        of = f"[of {subject}]" if EVERYTHING in self.subjects else f"of {subject}"
        operators = self.target.operators
        operator = operators[0] if len(operators) == 1 else "OPERATOR"
        target = f" {operator} {self.target.placeholder}" if operators else ""
        between = " [between failovers]" if self.between_failovers else ""
        return f"{self.name}{aspect} {of}{target}{between} [at FACTOR]"

    @property
    def operator(self) -> str:
        """The operator that its claims usually have; empty where they have none."""
        if self.target.operators == COMPARISONS:
            return ">=" if self.higher_is_better else "<="
        return self.target.operators[0] if self.target.operators else ""

    @property
    def summary(self) -> str:
        """The first paragraph of its documentation, in one line."""
        return " ".join((self.doc or "").strip().partition("\n\n")[0].split())

    @property
    def details(self) -> str:
        """The documentation behind its first paragraph, with the examples."""
        return (self.doc or "").strip().partition("\n\n")[2]

    @property
    def examples(self) -> tuple[Example, ...]:
        """The designs of its documentation."""
        return tuple([Example(*match.groups()) for match in _EXAMPLE.finditer(self.doc or "")])
