"""Operations: who answers for each component, and how it is observed, deployed and recovered."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.document import Operated
from designlint.review.values import facts_of
from designlint.schema.component import (
    AUTOSCALE,
    CONFIGURED_BY,
    DEPLOYED_BY,
    FAILOVER,
    HEALTH_CHECK,
    IDENTITY_FROM,
    MAINTENANCE,
    OBSERVED_BY,
)
from designlint.schema.store import BACKUP

_RUNNING = frozenset(
    key.name
    for key in (
        OBSERVED_BY, DEPLOYED_BY, CONFIGURED_BY, IDENTITY_FROM, HEALTH_CHECK, FAILOVER, AUTOSCALE,
        BACKUP, MAINTENANCE,
    )
)  # fmt: skip


def operations(facts: Facts) -> tuple[Operated, ...]:
    """The components of which something is declared, in the order of the design."""
    return tuple(_operated(facts))


def _operated(facts: Facts) -> Iterator[Operated]:
    for component in facts.design.components.values():
        if component.is_external:
            continue
        found = [fact for fact in facts_of(component) if fact.name in _RUNNING]
        team = facts.design.team_of(component)
        if found or team:
            yield Operated(component.path, team, tuple(found))
