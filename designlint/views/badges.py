"""What `check` reports, as badges of a picture: the worst severity and the codes, on the elements that
findings name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Diagnostic, Severity
from designlint.drawing import Mark, worst_of

MOST_CODES = 3
"""So many findings are named in one node; the others are counted."""
MARK_OF_SEVERITY: dict[Severity, Mark] = {
    Severity.ERROR: "bad",
    Severity.WARNING: "warn",
    Severity.UNDECIDED: "unknown",
    Severity.INFO: "noted",
}
_NAMED = re.compile(r"`([^`]+)`")


class Badge(NamedTuple):
    """What is reported of one element: the findings, the gravest first."""

    findings: tuple[Diagnostic, ...]

    @property
    def mark(self) -> Mark:
        """The mark of the gravest finding."""
        return worst_of(*(MARK_OF_SEVERITY[one.severity] for one in self.findings))

    @property
    def words(self) -> tuple[str, ...]:
        """``error RES009: correlated health check``, and how many more there are."""
        shown = [_words(one) for one in self.findings[:MOST_CODES]]
        left = len(self.findings) - len(shown)
        return (*shown, f"and {left} more") if left else tuple(shown)

    @property
    def tip(self) -> str:
        """The messages."""
        return "; ".join(one.message for one in self.findings)


def _words(finding: Diagnostic) -> str:
    """The severity, the code, and the name of the rule without that of its family."""
    _, _, name = finding.rule.partition("-")
    words = (name or finding.rule).replace("-", " ")
    return f"{finding.severity} {finding.code}{f': {words}' if words else ''}"


def flattened(findings: Iterable[Diagnostic], families: Iterable[str]) -> tuple[Diagnostic, ...]:
    """The findings of some families, with those that follow from them, the gravest first."""
    wanted = tuple(families)
    found = [one for one in _all(findings) if one.code.startswith(wanted)]
    return tuple(sorted(found, key=lambda one: (-one.severity, one.code)))


def _all(findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    for one in findings:
        yield one
        yield from _all(one.consequences)


def badges(findings: Iterable[Diagnostic]) -> dict[str, Badge]:
    """The badge of each element that findings are about."""
    found: dict[str, list[Diagnostic]] = {}
    for one in findings:
        if one.element:
            found.setdefault(one.element, []).append(one)
    return {path: Badge(tuple(owned)) for path, owned in found.items()}


def named_in(finding: Diagnostic) -> frozenset[str]:
    """What the message of a finding names."""
    return frozenset(_NAMED.findall(finding.message))
