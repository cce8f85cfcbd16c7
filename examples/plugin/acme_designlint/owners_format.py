"""An output format: how many findings each team has, gravest first."""

from __future__ import annotations

from collections import Counter

from designlint.api import Format, Report


def render(report: Report) -> str:
    """A line for each team: its name and how many findings it has."""
    teams = Counter(found.owner or "nobody" for found in report.diagnostics)
    return "".join([f"{team}: {count}\n" for team, count in teams.most_common()])


OWNERS = Format("owners", "how many findings each team has", render)
