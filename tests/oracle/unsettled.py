"""Where the product and the oracle differ so far, each with the smallest design in `test_unsettled`.

An entry is taken out once the reference or the product settles it; until then it excuses differences
of one direction in the designs that it applies to, and in no others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.oracle.designs import Design, Part, Step
from tests.oracle.visits import Request


class Unsettled(NamedTuple):
    """A question, the verdicts that it excuses (`met`, `violated`, `open`), and where it arises."""

    name: str
    excuses: frozenset[str]
    arises: Callable[[Design], bool]


def _steps(design: Design) -> list[Step]:
    return [step for flow in design.flows for step in flow.steps()]


def _any_part(holds: Callable[[Part], bool]) -> Callable[[Design], bool]:
    return lambda design: any(map(holds, design.parts.values()))


def _shares_a_spare(design: Design) -> bool:
    steps = _steps(design)
    spares = {step.or_else for step in steps if step.or_else}
    behind = {step.callee for step in steps if step.caller in spares}
    asked = [step.callee for step in steps] + [step.or_else for step in steps if step.or_else]
    return any(asked.count(name) > 1 for name in spares | behind)


def _reads_followers(design: Design) -> bool:
    stores = [part.store for part in design.parts.values() if part.store]
    roles = {step.role for step in _steps(design)} | {store.reads_from for store in stores}
    return "follower" in roles


def _may_lose_who_has_a_spare(design: Design) -> bool:
    return any(step.or_else for step in _steps(design)) and any(w.lost for w in design.worlds)


def _narrows_twice(design: Design) -> bool:
    limits = [step.limit for step in _steps(design) if step.limit]
    limits += [part.limit for part in design.parts.values() if part.limit]
    return bool(limits) and (len(limits) > 1 or any(step.share < 100 for step in _steps(design)))


def _has_several_shares(design: Design) -> bool:
    return any(sum(step.share < 100 for step in flow.steps()) > 1 for flow in design.flows)


MET, OPEN = frozenset({"met"}), frozenset({"open"})

UNSETTLED = (
    Unsettled("a total in a place", OPEN, _any_part(lambda p: p.total and bool(p.places))),
    Unsettled("reads of lost followers", frozenset({"violated"}), _reads_followers),
    Unsettled("the load of a spare", OPEN, _shares_a_spare),
    Unsettled("the room of what is lost", MET, _may_lose_who_has_a_spare),
    Unsettled("a share or a limit behind a limit", OPEN, _narrows_twice),
    Unsettled("several calls with shares", OPEN, _has_several_shares),
    Unsettled("the room of a store with a leader", MET, _any_part(lambda p: p.leads and bool(p.capacity))),
    Unsettled("a read of a store whose writes wait", OPEN, _any_part(lambda p: p.leads and bool(p.store and p.store.sync))),
    Unsettled("a write to every copy", MET | OPEN, _any_part(lambda p: bool(p.store and p.store.word == "leaderless" and p.capacity))),
)  # fmt: skip


def excused(design: Design) -> set[str]:
    """The verdicts whose differences are known in a design."""
    return {word for entry in UNSETTLED if entry.arises(design) for word in entry.excuses}


def has_caller_without_place(request: Request) -> bool:
    """Whether a call begins where it is not declared, whose round trips are left out so far."""
    return any(part.calls and not part.regions for part in request.parts)
