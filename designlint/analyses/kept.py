"""Facts that outlast an edit: those of an earlier text that the edit cannot have changed."""

from __future__ import annotations

from dataclasses import fields

from designlint.analyses.budget import budget
from designlint.analyses.facts import Analysis, Facts, Within
from designlint.analyses.graph.coverage import coverage
from designlint.analyses.load.needed_messages import needed_messages
from designlint.model import Design

STATEMENTS = frozenset(("requirements", "decisions", "acceptances"))
"""What people state about the system, which is what it is without."""
OF_THE_SYSTEM = Within(
    "availability", "consistency", "cost", "failure", "latency", "load", "placement", "protection",
    "recovery", "resilience", "sharding", "storage", "success",
)  # fmt: skip
"""The analyses of the system itself: of statements they see as much as `SEEN` does."""
SEEN: tuple[Analysis[object], ...] = (budget, coverage, needed_messages)


def keep(facts: Facts, earlier: Facts) -> None:
    """Take the facts about the system from those of an `earlier` text, where that stated other requirements,
    decisions or acceptances and was else the same. Nothing is computed of `facts` yet."""
    origin = earlier.earlier or earlier
    if len(facts) or not _is_same_system(facts.design, origin.design):
        return
    if all(facts[analysis] == origin[analysis] for analysis in SEEN):
        facts.keep(origin, OF_THE_SYSTEM)


def _is_same_system(one: Design, other: Design) -> bool:
    others = [field.name for field in fields(one) if field.name not in STATEMENTS]
    return one.is_same(other, others)
