"""What must hold, with its verdicts, and what verdicts rest on."""

from __future__ import annotations

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Help
from designlint.document.values import Line


class Claim(NamedTuple):
    """Something that must hold, with its verdict: `status` is met, violated or undecided.

    `basis` is what a decided status rests on: `proof`, `assumptions` or `estimate`; `verdict` is both in
    words, such as `met on assumptions`. `missing` are the undeclared facts that would decide the claim, `remedy` the smallest change that
    meets it, `assumptions` the values that the status rests on.
    """

    owner: str
    text: str
    metric: str
    subject: str
    status: str
    basis: str
    verdict: str
    value: str
    target: str
    margin: str
    reason: str
    proof: tuple[Line, ...] = ()
    missing: tuple[str, ...] = ()
    assumptions: tuple[Line, ...] = ()
    remedy: tuple[Help, ...] = ()


class Assumption(NamedTuple):
    """What was assumed, and the requirements and scenarios whose verdicts rest on it."""

    line: Line
    owners: tuple[str, ...]


class Tally(NamedTuple):
    """The number of requirements of each verdict, and of findings of each severity. `met` and
    `violated` are proved."""

    met: int
    violated: int
    undecided: int
    met_on_assumptions: int
    met_likely: int
    violated_on_assumptions: int
    violated_likely: int
    errors: int
    warnings: int
    notes: int


class Summary(NamedTuple):
    """The review in one minute: `news` has a sentence for each thing to decide on."""

    tally: Tally
    claims: tuple[Claim, ...]
    news: tuple[str, ...]
