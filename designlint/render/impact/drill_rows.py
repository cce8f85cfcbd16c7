"""A drill as rows of text, worst first, and what of it the formats share."""

from __future__ import annotations

from designlint.base.records import NamedTuple
from designlint.base.wording import counted, listed
from designlint.render.impact.rows import STATES, ClaimRow, FlowRow

MOST_NAMES = 4


class TrialRow(NamedTuple):
    """Something that was tried: `sort` is the level of a place, component, external, load or scenario, `text`
    says it in words. `flows` are those that get worse, `claims` those whose verdict gets worse; so many claims
    are `not_judged`, because a drill judges only so many."""

    sort: str
    what: str
    text: str
    flows: tuple[FlowRow, ...]
    claims: tuple[ClaimRow, ...]
    not_judged: int

    @property
    def is_harmless(self) -> bool:
        """Whether nothing gets worse, as far as that was judged."""
        return not self.flows and not self.claims

    @property
    def worst(self) -> str:
        """The worst state that a flow comes into; `works` where none gets worse."""
        states = {row.state for row in self.flows}
        return next((state for state in STATES if state in states), "works")


class DrillRows(NamedTuple):
    """What was tried on a design, worst first, and what was not, in words."""

    design: str
    trials: tuple[TrialRow, ...]
    not_tried: tuple[str, ...]

    @property
    def harmful(self) -> list[TrialRow]:
        """The trials in which something gets worse."""
        return [one for one in self.trials if not one.is_harmless]

    @property
    def harmless(self) -> list[TrialRow]:
        """The trials in which nothing does, as far as that was judged."""
        return [one for one in self.trials if one.is_harmless]


def flows_text(row: TrialRow) -> str:
    """``stopped: `a`, `b`; degraded: `c` ``: the flows of a trial by their state."""
    by_state = {state: [r.flow for r in row.flows if r.state == state] for state in STATES}
    parts = [f"{state}: {listed(names, MOST_NAMES)}" for state, names in by_state.items() if names]
    return "; ".join(parts) or "no flow gets worse"


def claims_text(row: TrialRow) -> str:
    """``verdict worse: `NFR1` and `NFR2` ``; empty where none is."""
    names = list(dict.fromkeys([claim.owner for claim in row.claims]))
    return f"verdict worse: {listed(names, MOST_NAMES)}" if names else ""


def summary(found: DrillRows) -> str:
    """How much was tried, and how much of it stops a flow."""
    stopping = sum(row.worst == "stopped" for row in found.trials)
    turning = sum(bool(row.claims) for row in found.trials)
    text = f"{counted(len(found.trials), 'trial')}: {stopping} stop a flow, {turning} turn a requirement"
    return f"{text}, {len(found.harmless)} without known harm"


def left_out(found: DrillRows) -> list[str]:
    """What was not tried or not judged, and how to ask for it."""
    lines = []
    if found.not_tried:
        names = ", ".join(found.not_tried[:MOST_NAMES])
        more = len(found.not_tried) - MOST_NAMES
        rest = f" and {more} more" if more > 0 else ""
        lines.append(
            f"not tried, since so many worlds cost too much: {names}{rest}; ask `designlint whatif`"
        )
    partly = sum(bool(row.not_judged) for row in found.trials)
    if partly:
        lines.append(
            f"the requirements are not all judged in {counted(partly, 'trial')}; ask `designlint whatif`"
        )
    return lines
