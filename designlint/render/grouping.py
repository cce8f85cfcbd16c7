"""Findings in groups: by who answers for them, by the requirement that they break, by rule or by file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Diagnostic, Severity
from designlint.render.cells import clean
from designlint.render.summary import severity_count

_ABOUT_REQUIREMENTS = ("VER", "REQ")
"""The families of rules whose findings are about requirements and expectations themselves."""


class Group(NamedTuple):
    """Findings that have something in common, which is its name; without a name, those that lack it."""

    name: str
    diagnostics: tuple[Diagnostic, ...]
    lacking: str

    @property
    def title(self) -> str:
        """``team-shop: 1 error, 2 warnings``."""
        severities = [one.severity for one in self.diagnostics]
        counts = [
            severity_count(severities.count(severity), severity)
            for severity in sorted(Severity, reverse=True)
            if severity in severities
        ]
        return f"{clean(self.name) or self.lacking}: {', '.join(counts)}"


def _owner(diagnostic: Diagnostic) -> Iterable[str]:
    return (diagnostic.owner,)


def _requirements(diagnostic: Diagnostic) -> Iterable[str]:
    names: dict[str, None] = {}
    for one in (diagnostic, *diagnostic.consequences):
        if one.code.startswith(_ABOUT_REQUIREMENTS):
            names[one.element] = None
        names.update(dict.fromkeys([broken.requirement for broken in one.breaks]))
    return names or ("",)


def _rule(diagnostic: Diagnostic) -> Iterable[str]:
    return (f"{diagnostic.code} {diagnostic.rule}".strip(),)


def _file(diagnostic: Diagnostic) -> Iterable[str]:
    return (diagnostic.primary.span.source.name,)


_NAMES: Mapping[str, tuple[Callable[[Diagnostic], Iterable[str]], str]] = {
    "owner": (_owner, "no owner"),
    "requirement": (_requirements, "breaks no requirement"),
    "rule": (_rule, "no code"),
    "file": (_file, "no file"),
}
WAYS = tuple(_NAMES)
"""By what findings can be grouped."""


def groups(diagnostics: Sequence[Diagnostic], by: str) -> list[Group]:
    """Diagnostics in groups `by` one of `WAYS`, those with the gravest findings first, then those with
    most, and last the group that lacks a name. A finding that breaks several requirements is in the group
    of each."""
    names_of, lacking = _NAMES[by]
    found: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        for name in names_of(diagnostic):
            found.setdefault(name, []).append(diagnostic)
    made = [Group(name, tuple(these), lacking) for name, these in found.items()]
    return sorted(made, key=_rank)


def _rank(group: Group) -> tuple[bool, int, int, str]:
    gravest = max(one.severity for one in group.diagnostics)
    return (not group.name, -gravest, -len(group.diagnostics), group.name)
