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


def _limits_others(design: Design) -> bool:
    limited = {name for name, part in design.parts.items() if part.limit is not None}
    return any(step.limit is not None or step.caller in limited for step in _steps(design))


def _reads_followers(design: Design) -> bool:
    stores = [part.store for part in design.parts.values() if part.store]
    roles = {step.role for step in _steps(design)} | {store.reads_from for store in stores}
    return "follower" in roles


def _shares_a_spare(design: Design) -> bool:
    steps = _steps(design)
    spares = {step.or_else for step in steps if step.or_else}
    behind = {step.callee for step in steps if step.caller in spares}
    asked = [step.callee for step in steps] + [step.or_else for step in steps if step.or_else]
    return any(asked.count(name) > 1 for name in spares | behind)


def _weighs_a_share(design: Design) -> bool:
    return any(step.share < 100 or step.on_miss_of for step in _steps(design))


def _needs_several_let_through(design: Design) -> bool:
    return any(
        step.times > 1 and (step.limit or design.parts[step.callee].limit)
        for step in _steps(design)
    )


def _is_vague(design: Design, part: Part) -> bool:
    levels = [design.places[name].level for name in part.places]
    return part.kind != "external" and "zone" not in levels


def _may_lose_several(design: Design) -> bool:
    return sum(_is_vague(design, part) for part in design.parts.values()) > 1


MET, VIOLATED = frozenset({"met"}), frozenset({"violated"})
ANY = frozenset({"met", "violated", "open"})

UNSETTLED = (
    Unsettled("how many replicas an autoscaler runs", ANY, _any_part(lambda p: bool(p.autoscale))),
    Unsettled("a total in a place", VIOLATED | {"open"}, _any_part(lambda p: p.total and bool(p.places))),
    Unsettled("what passes a limit", VIOLATED | {"open"}, _limits_others),
    Unsettled("followers that are all down", MET, _reads_followers),
    Unsettled("the load of a spare", MET | {"open"}, _shares_a_spare),
    Unsettled("the room of a store with a leader", MET, _any_part(lambda p: p.leads and bool(p.capacity))),
    Unsettled("a read of a store whose writes wait", frozenset({"open"}), _any_part(lambda p: p.leads and bool(p.store and p.store.sync))),
    Unsettled("a write to every copy", MET | {"open"}, _any_part(lambda p: bool(p.store and p.store.word == "leaderless" and p.capacity))),
    Unsettled("which replica keeps a key", ANY, _any_part(lambda p: p.shards is not None)),
    Unsettled("several calls of a run behind a limit", MET, _needs_several_let_through),
    Unsettled("one of several lost that may be", ANY, _may_lose_several),
    Unsettled("shares of partial service", VIOLATED, _weighs_a_share),
)  # fmt: skip


def excused(design: Design) -> set[str]:
    """The verdicts whose differences are known in a design."""
    return {word for entry in UNSETTLED if entry.arises(design) for word in entry.excuses}


def has_caller_without_place(request: Request) -> bool:
    """Whether a call begins where it is not declared, whose round trips are left out so far."""
    return any(part.calls and not part.regions for part in request.parts)
