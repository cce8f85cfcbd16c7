"""Risks taken knowingly: which findings an `accept` covers, and which accepts are out of order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from designlint.diagnostic import Diagnostic, Fixable, Severity, edit
from designlint.edits import removed
from designlint.language.codes import Code
from designlint.model import Acceptance, Design
from designlint.records import NamedTuple
from designlint.result import Suppressed

EXPIRED = Code(
    "ACC001",
    "accept-expired",
    Severity.WARNING,
    "the acceptance of {what} ended on {until}",
    """A risk was accepted until a day that has passed, so its findings are shown again.

    Fix the design, or review the risk and state a later day.""",
    Fixable.UNSAFE,
)
UNUSED = Code(
    "ACC002",
    "accept-unused",
    Severity.WARNING,
    "unused acceptance: no {what}",
    """The acceptance covers no finding: the design was fixed, or the code or name has changed.
    An unused acceptance would hide the next finding of its kind. In a file that several designs
    import, no design may need the acceptance.""",
    Fixable.SAFE,
)
REASONLESS = Code(
    "ACC003",
    "accept-without-reason",
    Severity.WARNING,
    "the acceptance of {what} gives no reason",
    """A risk that is accepted without a reason cannot be reviewed. The acceptance still applies;
    `because "..."` completes it.""",
)

ACCEPT_CODES = (EXPIRED, UNUSED, REASONLESS)


class Applied(NamedTuple):
    """The findings that are still shown, and the accepted ones."""

    diagnostics: list[Diagnostic]
    accepted: list[Suppressed]


def apply_acceptances(
    design: Design,
    diagnostics: Sequence[Diagnostic],
    today: date,
    unchecked: Collection[str] = (),
) -> Applied:
    """Leave out the findings that the design accepts, and report acceptances that are out of order.

    `unchecked` are the codes of rules that did not run; acceptances of these are not reported as unused.
    """
    live = [a for a in design.acceptances if a.until is None or today <= a.until]
    used: set[Acceptance] = set()
    kept = []
    accepted = []
    for diagnostic in diagnostics:
        covering = [a for a in live if covers(a, diagnostic)]
        used.update(covering)
        if covering:
            reasons = [a.reason for a in covering if a.reason]
            accepted.append(Suppressed(diagnostic, reasons[0] if reasons else ""))
        else:
            kept.append(diagnostic)
    for acceptance in design.acceptances:
        if not acceptance.code:
            continue  # the language has reported that its code cannot be read
        what = _what(acceptance)
        if acceptance not in live:
            fix = removed("remove the acceptance that has ended", acceptance.span)
            kept.append(EXPIRED.at(acceptance.span, fix=fix, what=what, until=acceptance.until))
        elif acceptance not in used and acceptance.code not in unchecked:
            fix = removed("remove the unused acceptance", acceptance.span, safe=True)
            kept.append(UNUSED.at(acceptance.span, fix=fix, what=what))
        if acceptance.reason is None:
            help_ = (edit('because "..."'),)
            kept.append(REASONLESS.at(acceptance.span, help=help_, what=what))
    return Applied(kept, accepted)


def covers(acceptance: Acceptance, diagnostic: Diagnostic) -> bool:
    """Whether a finding is one that is accepted: its code, and its element or one inside it."""
    if not acceptance.code or diagnostic.code != acceptance.code or _is_mistake(diagnostic):
        return False
    if acceptance.element is None:
        return True
    accepted = acceptance.element.path
    return diagnostic.element == accepted or diagnostic.element.startswith(f"{accepted}.")


def _is_mistake(diagnostic: Diagnostic) -> bool:
    """What could not be understood is no risk that anyone can take."""
    return diagnostic.code.startswith("LNG") and diagnostic.severity is Severity.ERROR


def _what(acceptance: Acceptance) -> str:
    on = f" on `{acceptance.element.path}`" if acceptance.element else ""
    return f"{acceptance.code}{on}"
