"""Which calls are declared to go to the nearest replica: as the call says, its caller, or the DNS that its
caller asks first."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.base.source import Span
from designlint.model import Design, Known, Step
from designlint.schema.component import ROUTES_BY
from designlint.schema.roles import Role
from designlint.schema.values import Routing

# The ways to route that keep a call as near as it can be.
_LOCAL = ("latency", "region")


def is_local(design: Design, step: Step) -> bool:
    """Whether a call goes to the nearest replica: as the call says, or who makes it."""
    known = step.properties[ROUTES_BY]
    if known is None and step.caller.path in design.components:
        known = design.components[step.caller.path][ROUTES_BY]
    return _is_near(known)


def sent_near(design: Design) -> Iterator[Span]:
    """The steps for which their caller, in the same flow, asks a name service first that answers with what
    is near."""
    for flow in design.flows.values():
        asked = set[str]()
        for step in flow.steps:
            callee = design.components.get(step.callee.path)
            if callee is not None and callee.plays(Role.NAME_SERVICE):
                if is_local(design, step) or _is_near(callee[ROUTES_BY]):
                    asked.add(step.caller.path)
            elif step.caller.path in asked:
                yield step.span


def _is_near(known: Known[Routing] | None) -> bool:
    return known is not None and known.value.by in _LOCAL
