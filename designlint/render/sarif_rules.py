"""A rule as SARIF describes it, with all that GitHub code scanning wants to know of one."""

from __future__ import annotations

from typing import Any

from designlint.diagnostics.diagnostic import Severity
from designlint.render.described import Described
from designlint.render.levels import SARIF

DESCRIPTION_LIMIT = 1024
PROBLEM = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.UNDECIDED: "recommendation",
    Severity.INFO: "recommendation",
}
# An error is a proved contradiction, a warning a known pattern with its witness.
_PRECISION = {
    Severity.ERROR: "very-high",
    Severity.WARNING: "high",
    Severity.UNDECIDED: "very-high",
    Severity.INFO: "medium",
}


def rule_of(code: str, described: Described | None, severity: Severity) -> dict[str, Any]:
    """The `reportingDescriptor` of a code whose highest finding has a severity."""
    if described is None:
        described = Described(code, code, severity, code, code, code, code)
    return {
        "id": code,
        "name": described.name,
        "shortDescription": {"text": _cut(described.summary)},
        "fullDescription": {"text": _cut(described.description)},
        "help": {"text": described.text, "markdown": described.markdown},
        "defaultConfiguration": {"level": SARIF[described.severity]},
        "properties": {
            "tags": ["system-design", described.family],
            "precision": _PRECISION[severity],
            "problem.severity": PROBLEM[severity],
        },
    }


def _cut(text: str) -> str:
    """Text within the limit, ending at a word where it is cut."""
    if len(text) <= DESCRIPTION_LIMIT:
        return text
    return text[: DESCRIPTION_LIMIT - 1].rpartition(" ")[0] + "…"
