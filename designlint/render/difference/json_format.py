"""A comparison as JSON, and the schema of that.

A change that could break a reader raises `VERSION`; a new key does not.
"""

from __future__ import annotations

import json
from typing import Any

from designlint import __version__
from designlint.diagnostics.differences import (
    ClaimChange,
    DesignChange,
    Difference,
    FindingChange,
    Judged,
)
from designlint.render.difference.json_types import (
    ChangedFinding,
    Comparison,
    Design,
    Element,
    Number,
    Outcome,
    Verdict,
)
from designlint.render.json_format import findings
from designlint.render.json_schema import plain, schema_of

VERSION = 1


def render(found: Difference) -> str:
    """A comparison as JSON; the same for the same input."""
    document = Comparison(
        VERSION,
        __version__,
        found.before,
        found.after,
        found.unchanged,
        tuple(found.regressions()),
        tuple([_design(one) for one in found.designs]),
    )
    return json.dumps(plain(document), indent=1) + "\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `render`."""
    return schema_of(Comparison, "Comparison of two states by designlint")


def _design(design: DesignChange) -> Design:
    return Design(
        design.before or None,
        design.after or None,
        design.title,
        tuple([_verdict(one) for one in design.claims]),
        tuple(
            [
                Number(n.sort, n.subject, n.before or None, n.after or None, n.trend.value)
                for n in design.numbers
            ]
        ),
        tuple(
            [
                Element(one.sort, one.before or None, one.after or None, one.title)
                for one in design.elements
            ]
        ),
        tuple([_finding(one) for one in design.findings]),
        findings(design.errors),
        design.errors_before,
    )


def _verdict(change: ClaimChange) -> Verdict:
    return Verdict(
        change.owner, _outcome(change.before), _outcome(change.after), change.trend.value
    )


def _outcome(judged: Judged | None) -> Outcome | None:
    return None if judged is None else Outcome(*judged)


def _finding(change: FindingChange) -> ChangedFinding:
    made = findings([change.finding])[0]._replace(fingerprint=change.fingerprint)
    before = change.severity_before
    return ChangedFinding(
        change.trend.value, None if before is None else str(before), change.is_accepted, made
    )
