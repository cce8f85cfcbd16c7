"""Findings by consequence: errors of the language, what breaks requirements, then the rest by severity."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Diagnostic, Severity
from designlint.render.breaches import broken_names


class Rank(IntEnum):
    """How much follows from a finding; the gravest comes first."""

    UNREADABLE = 0
    BREAKING_ERROR = 1
    ERROR = 2
    BREAKING_WARNING = 3
    WARNING = 4
    UNDECIDED = 5
    INFO = 6


_UNREADABLE = ("LNG", "INT")
_VERDICTS = ("VER",)
_PLAIN = {
    Severity.ERROR: Rank.ERROR,
    Severity.WARNING: Rank.WARNING,
    Severity.UNDECIDED: Rank.UNDECIDED,
    Severity.INFO: Rank.INFO,
}


class Alike(NamedTuple):
    """Findings of one rule and rank: the first in full, the others as its repeats."""

    rank: Rank
    first: Diagnostic
    repeats: tuple[Diagnostic, ...] = ()


def rank_of(diagnostic: Diagnostic) -> Rank:
    """How much follows from a finding."""
    severity = diagnostic.severity
    if severity is Severity.ERROR and diagnostic.code.startswith(_UNREADABLE):
        return Rank.UNREADABLE
    is_breaking = bool(broken_names(diagnostic)) or diagnostic.code.startswith(_VERDICTS)
    if is_breaking and severity is Severity.ERROR:
        return Rank.BREAKING_ERROR
    if is_breaking and severity is Severity.WARNING:
        return Rank.BREAKING_WARNING
    return _PLAIN[severity]


def worst_first(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Findings by rank, of one rank those first that break most requirements; else in their order."""
    return sorted(diagnostics, key=lambda one: (rank_of(one), -len(broken_names(one))))


def alike(diagnostics: Sequence[Diagnostic]) -> list[Alike]:
    """Findings with those of the same rule and rank behind the first of them."""
    found: dict[tuple[Rank, str], list[Diagnostic]] = {}
    for one in worst_first(diagnostics):
        found.setdefault((rank_of(one), one.code), []).append(one)
    return [Alike(rank, group[0], tuple(group[1:])) for (rank, _), group in found.items()]
