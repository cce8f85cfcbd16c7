"""What a reader sees first: things with findings, and the gravest verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from designlint.document import Claim, Document, Finding

GRAVITY = ("met", "met on assumptions", "met (likely)", "", "undecided", "violated (likely)",
           "violated on assumptions", "violated")  # fmt: skip
"""From the best verdict to the gravest; what is not judged is in between."""
SEVERITIES = ("error", "warning", "undecided", "info")
SIGNS = {
    "met": "✓",
    "met on assumptions": "✓*",
    "met (likely)": "✓~",
    "violated": "✗",
    "violated on assumptions": "✗*",
    "violated (likely)": "✗~",
    "undecided": "?",
}


class HasFindings(Protocol):
    """Something that findings are about."""

    @property
    def findings(self) -> tuple[str, ...]:
        """Their keys."""


class HasVerdict(Protocol):
    """Something with a verdict."""

    @property
    def verdict(self) -> str:
        """The verdict in words."""


Found = TypeVar("Found", bound=HasFindings)
Judged = TypeVar("Judged", bound=HasVerdict)


def found_first(things: Iterable[Found]) -> list[Found]:
    """The same, those with findings first."""
    return sorted(things, key=lambda one: not one.findings)


def gravest_first(things: Iterable[Judged]) -> list[Judged]:
    """The same, the gravest verdicts first."""
    return sorted(things, key=lambda one: -GRAVITY.index(one.verdict))


def worst(claims: Sequence[Claim]) -> Claim | None:
    """The claim with the gravest verdict."""
    return max(claims, key=lambda one: GRAVITY.index(one.verdict), default=None)


class FindingsByKey:
    """The findings of one document, by their keys: each thing in it asks for its own."""

    def __init__(self, document: Document) -> None:
        self._all = document.findings
        self._places = {one.key: place for place, one in enumerate(self._all)}

    def found(self, keys: Iterable[str], _: Document) -> list[Finding]:
        """Those with some keys, in the order of the document."""
        places = {self._places[key] for key in keys if key in self._places}
        return [self._all[place] for place in sorted(places)]

    def gravest(self, keys: Iterable[str], document: Document) -> str:
        """The gravest severity of some of them."""
        found = {one.severity for one in self.found(keys, document)}
        return next((severity for severity in SEVERITIES if severity in found), "info")
