"""Where a component's work comes from: callers that wait, or a queue that can hold it back."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.load.load import loads
from designlint.schema.roles import Role


def broker_of(facts: Facts, path: str) -> str | None:
    """The queue or stream that a component takes its work from, of several the one that gives most;
    None where anything else calls it, for then not all of its work can wait."""
    components = facts.design.components
    given: dict[str, float] = {}
    for part in facts[loads].parts.get(path, ()):
        caller = part.step.caller.path
        if caller not in components or not components[caller].plays(Role.BROKER):
            return None
        given[caller] = given.get(caller, 0.0) + part.rate.low
    return max(given, key=given.__getitem__) if given else None
