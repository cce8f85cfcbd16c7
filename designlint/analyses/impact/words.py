"""The words for what becomes of a design: shared by the terminal, the drill and the review document."""

from __future__ import annotations

from designlint.analyses.impact.drill import Outcome, Trial
from designlint.analyses.impact.impact import FlowChange, Turned
from designlint.base.wording import listed

MOST_REASONS = 2
"""So many reasons are shown of a flow; the others are counted."""


def why(change: FlowChange) -> str:
    """The reasons for the state of a flow in one line."""
    first = change.after.reasons[:MOST_REASONS]
    left = len(change.after.reasons) - len(first)
    return "; ".join([*first, *([f"and {left} more"] if left else [])])


def trial_text(trial: Trial) -> str:
    """What happens in a trial: ``loss of zone `dc.a` ``, ``10x load``, ``scenario `zone_dark` ``."""
    if trial.sort == "load":
        return f"{trial.what} load"
    if trial.sort == "scenario":
        return f"scenario `{trial.what}`"
    sort = "" if trial.sort == "component" else f"{trial.sort} "
    return f"loss of {sort}`{trial.what}`"


def outcome_text(outcome: Outcome) -> str:
    """What a trial does to flows, by their state: ``stopped: `a` and `b`; slower: `c` ``."""
    states = sorted({one.after.state for one in outcome.flows}, reverse=True)
    return "; ".join(f"{state}: {listed(outcome.in_state(state))}" for state in states)


def turned_text(turned: Turned) -> str:
    """A claim that turned: ``NFR1 met -> violated``."""
    return f"{turned.after.owner.path} {turned.before.word} -> {turned.after.word}"
