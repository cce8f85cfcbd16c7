"""Where a verdict stays open although the oracle has a number, each with the sentence that leaves it open.

An entry excuses only that no verdict is given, in the designs that it applies to, and in no others: what is
wrong is excused nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.oracle.designs import Design, Part, Step
from tests.oracle.visits import Request


class LeftOpen(NamedTuple):
    """A question of the reference that leaves a number open, and where it arises."""

    question: str
    arises: Callable[[Design], bool]


def _steps(design: Design) -> list[Step]:
    return [step for flow in design.flows for step in flow.steps()]


def _any_part(design: Design, holds: Callable[[Part], bool]) -> bool:
    return any(map(holds, design.parts.values()))


def _has_total_beside_a_domain(design: Design) -> bool:
    has_domain = any(place.level == "domain" for place in design.places.values())
    return has_domain and _any_part(design, lambda part: part.total and bool(part.places))


def _shares_a_spare(design: Design) -> bool:
    steps = _steps(design)
    spares = {step.or_else for step in steps if step.or_else}
    behind = {step.callee for step in steps if step.caller in spares}
    asked = [step.callee for step in steps] + [step.or_else for step in steps if step.or_else]
    return any(asked.count(name) > 1 for name in spares | behind)


def _has_limit(design: Design) -> bool:
    return any(step.limit for step in _steps(design)) or _any_part(design, lambda p: bool(p.limit))


def _limits_what_differs(design: Design) -> bool:
    differs = any(step.share < 100 or step.or_else or step.times > 1 for step in _steps(design))
    is_open = differs or not all(flow.peak_known for flow in design.flows)
    sheds = _any_part(design, lambda part: bool(part.limit and part.capacity))
    return _has_limit(design) and (is_open or sheds)


LEFT_OPEN = (
    LeftOpen("Do the failures of places come on top of an availability?", _has_total_beside_a_domain),
    LeftOpen("When does a fallback (`or else`) make a component redundant?", _shares_a_spare),
    LeftOpen("What does a rate limit do to availability?", _limits_what_differs),
)  # fmt: skip


def is_left_open(design: Design) -> bool:
    """Whether the reference leaves a number of a design open that the oracle has."""
    return any(entry.arises(design) for entry in LEFT_OPEN)


def has_caller_without_place(request: Request) -> bool:
    """Whether a call begins where it is not declared, whose round trips are left out so far."""
    return any(part.calls and not part.regions for part in request.parts)
