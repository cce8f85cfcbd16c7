"""Findings in files that several designs share: each is one finding, which names its designs."""

from __future__ import annotations

from collections.abc import Sequence

from designlint.diagnostics.differences import DesignChange, Trend


def once(designs: Sequence[DesignChange]) -> tuple[DesignChange, ...]:
    """The designs with each finding in the first of them that has it."""
    seen: dict[tuple[Trend, str], list[str]] = {}
    for design in designs:
        for one in design.findings:
            seen.setdefault((one.trend, one.fingerprint), []).append(design.name)
    return tuple([_first(design, seen) for design in designs])


def _first(design: DesignChange, seen: dict[tuple[Trend, str], list[str]]) -> DesignChange:
    kept = []
    for one in design.findings:
        names = list(dict.fromkeys(seen[one.trend, one.fingerprint]))
        if names[0] == design.name:
            designs = tuple(names) if names[1:] else ()
            kept.append(one._replace(finding=one.finding._replace(designs=designs)))
    return design._replace(findings=tuple(kept))
