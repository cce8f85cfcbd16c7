"""How the four severities are called where there are others.

Undecided is a note and no warning: nothing is known to be wrong, so a check that fails on warnings
does not fail for want of a fact. Where a format has room, the exact severity stands beside it.
"""

from __future__ import annotations

from designlint.diagnostics.diagnostic import Severity

SARIF = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.UNDECIDED: "note",
    Severity.INFO: "note",
}
GITHUB = {**SARIF, Severity.UNDECIDED: "notice", Severity.INFO: "notice"}
GITLAB = {
    Severity.ERROR: "critical",
    Severity.WARNING: "major",
    Severity.UNDECIDED: "minor",
    Severity.INFO: "info",
}
RDJSON = {
    Severity.ERROR: "ERROR",
    Severity.WARNING: "WARNING",
    Severity.UNDECIDED: "INFO",
    Severity.INFO: "INFO",
}
