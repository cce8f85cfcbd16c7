"""How many replicas of a consumer the partitions of its streams keep busy."""

from __future__ import annotations

from designlint.analyses.load.part import Loads
from designlint.model import Component, Design, Known
from designlint.schema.messaging import PARTITIONS
from designlint.schema.roles import Role
from designlint.schema.values import Keyed


def shared_among(design: Design, path: str, found: Loads) -> int | None:
    """How many replicas of a component get calls at the most; None where nothing bounds that.

    In each flow, one replica reads a partition. So all that comes from streams which state their partitions
    comes to as many replicas as these have partitions.
    """
    sources: dict[tuple[str, str], int] = {}
    for part in found.parts.get(path, ()):
        broker = design.components.get(part.step.caller.path)
        known = partitions_read(broker)
        if broker is None or known is None:
            return None
        sources[part.flow, broker.path] = known.value.number
    return sum(sources.values()) if sources else None


def partitions_read(broker: Component | None) -> Known[Keyed] | None:
    """The partitions of a stream, each of which one replica of a consumer reads; None of any other component,
    and where they are not declared."""
    return broker[PARTITIONS] if broker is not None and broker.plays(Role.LOG) else None
