"""How often each code was found, the most frequent first."""

from __future__ import annotations

import json
from collections.abc import Mapping

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Severity
from designlint.diagnostics.folding import every
from designlint.diagnostics.result import Result
from designlint.render.cells import clean
from designlint.render.described import Described


class Count(NamedTuple):
    """How often a code was found, and its highest severity."""

    code: str
    times: int
    severity: Severity


def counts(result: Result) -> list[Count]:
    """A count for each code, the highest first, then by code."""
    found: dict[str, list[Severity]] = {}
    for diagnostic in every(result.diagnostics):
        found.setdefault(diagnostic.code, []).append(diagnostic.severity)
    counted = [Count(code, len(these), max(these)) for code, these in found.items()]
    return sorted(counted, key=lambda one: (-one.times, one.code))


def render(result: Result, rules: Mapping[str, Described]) -> str:
    """A line for each code: count, code, highest severity and name; nothing without findings."""
    counted = counts(result)
    digits = max([len(str(one.times)) for one in counted], default=0)
    letters = max([len(clean(one.code)) for one in counted], default=0)
    return "".join(
        [
            f"{one.times:>{digits}}  {clean(one.code):<{letters}}  {one.severity!s:<9}  "
            f"{_name(one, rules)}".rstrip()
            + "\n"
            for one in counted
        ]
    )


def render_json(result: Result, rules: Mapping[str, Described]) -> str:
    """The same as a JSON list of objects."""
    listed = [
        {
            "code": one.code,
            "name": _name(one, rules) or None,
            "severity": str(one.severity),
            "count": one.times,
        }
        for one in counts(result)
    ]
    return json.dumps(listed, indent=2) + "\n"


def _name(one: Count, rules: Mapping[str, Described]) -> str:
    return rules[one.code].name if one.code in rules else ""
