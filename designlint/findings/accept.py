"""Risks taken knowingly: which findings an `accept` covers, and which accepts are out of order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Diagnostic, Severity, edit
from designlint.diagnostics.result import Suppressed
from designlint.findings.acceptance_codes import EXPIRED, REASONLESS, UNKNOWN, UNUSED
from designlint.language.suggest import nearest
from designlint.model import Acceptance, Design


class Applied(NamedTuple):
    """The findings that are still shown, and the accepted ones."""

    diagnostics: list[Diagnostic]
    accepted: list[Suppressed]


def apply_acceptances(
    design: Design,
    diagnostics: Sequence[Diagnostic],
    today: date,
    checked: Collection[str],
    known: Collection[str],
) -> Applied:
    """Leave out the findings that the design accepts, and report acceptances that are out of order.

    `checked` are the codes whose findings are all known: only of these an acceptance may be unused.
    `known` are the codes that exist; empty where not all of them can be known.
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
            kept.append(EXPIRED.at(acceptance.span, what=what, until=acceptance.until))
        elif known and acceptance.code not in known:
            kept.append(_unknown(acceptance, known))
        elif acceptance not in used and acceptance.code in checked:
            kept.append(UNUSED.at(acceptance.span, what=what))
        if acceptance.reason is None:
            help_ = (edit('because "..."'),)
            kept.append(REASONLESS.at(acceptance.span, help=help_, what=what))
    return Applied(kept, accepted)


def _unknown(acceptance: Acceptance, known: Collection[str]) -> Diagnostic:
    start = acceptance.span.start + acceptance.span.text.index(acceptance.code)
    at = acceptance.span._replace(start=start, end=start + len(acceptance.code))
    return UNKNOWN.at(at, near=nearest(acceptance.code, known), code=acceptance.code)


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
