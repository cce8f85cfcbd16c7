"""Risks taken knowingly, with what they cover and until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from designlint.analyses.facts import Facts
from designlint.diagnostics.result import Suppressed
from designlint.document import Risk
from designlint.findings.accept import covers
from designlint.model import Acceptance


def risks(facts: Facts, accepted: Sequence[Suppressed], today: date) -> tuple[Risk, ...]:
    """Each acceptance, in the order of the design."""
    return tuple([_risk(one, accepted, today) for one in facts.design.acceptances if one.code])


def _risk(acceptance: Acceptance, accepted: Sequence[Suppressed], today: date) -> Risk:
    covered = [one.diagnostic for one in accepted if covers(acceptance, one.diagnostic)]
    until = acceptance.until
    ended = until is not None and until < today
    return Risk(
        acceptance.code,
        acceptance.element.path if acceptance.element is not None else "",
        acceptance.reason or "",
        "" if until is None else until.isoformat(),
        acceptance.owner or "",
        "expired" if ended else "open" if covered else "unused",
        () if ended else tuple([diagnostic.message for diagnostic in covered]),
    )
