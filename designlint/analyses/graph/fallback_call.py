"""The call that stands in for another one (`or else`): what holds for it."""

from __future__ import annotations

from collections.abc import Mapping

from designlint.analyses.facts import Facts
from designlint.model import NOTHING, Properties, Step
from designlint.schema.relation import BULKHEAD, POOL, RATE_LIMIT

_LIMITS = (RATE_LIMIT, BULKHEAD, POOL)


def made_to(facts: Facts, step: Step, asked: str) -> Step:
    """A step as the call of the one that is asked: its callee, or its fallback.

    For the call of a fallback holds what its own relation states, and else what the step or its flow states; not
    what the relation to the callee states, nor what limits the step: what that refuses goes to the fallback.
    """
    if step.or_else is None or asked != step.or_else.path:
        return step
    known, caller = facts[relations], step.caller.path
    own = known.get((caller, asked), NOTHING)
    of_callee = known.get((caller, step.callee.path), NOTHING)
    stated = {
        key: value
        for key, value in step.properties.items()
        if of_callee.get(key) is not value and key not in _LIMITS
    }
    properties = Properties({**stated, **own})
    return step._replace(callee=step.or_else, or_else=None, properties=properties)


def relations(facts: Facts) -> Mapping[tuple[str, str], Properties]:
    """What the relation between two components states."""
    return {(one.caller.path, one.callee.path): one.properties for one in facts.design.relations}
