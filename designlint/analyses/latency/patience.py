"""How long a caller waits for a call: its timeout, its attempts, and a second call beside the first."""

from __future__ import annotations

import math

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Known, Step
from designlint.quantities.quantity import Quantity, show
from designlint.schema.relation import BACKOFF, HEDGE, RETRIES, TIMEOUT


class Patience(NamedTuple):
    """How long a caller waits for a call: one attempt (`timeout`), and all of them at the most.

    `longest` is sound; `assumed` holds if the waits between the attempts are as assumed in
    `assumption`. After `hedged` a second, equal call is sent.
    """

    timeout: Known[Quantity] | None = None
    attempts: int = 1
    longest: float = math.inf
    assumed: float = math.inf
    assumption: Line | None = None
    hedged: float = math.inf

    @property
    def once(self) -> float:
        """The longest that one attempt is waited for."""
        return math.inf if self.timeout is None else self.timeout.value.value


def patience_of(step: Step) -> Patience:
    """How long a step's caller waits. With a fallback, it waits for that after the last attempt, too."""
    patience = until_given_up(step)
    if step.or_else is None:
        return patience
    return patience._replace(longest=math.inf, assumed=math.inf, assumption=None)


def until_given_up(step: Step) -> Patience:
    """How long a step's caller waits until the last attempt has ended."""
    timeout, hedge = step.properties[TIMEOUT], step.properties[HEDGE]
    hedged = math.inf if hedge is None else hedge.value.value
    if timeout is None:
        return Patience(hedged=hedged)
    known = step.properties[RETRIES]
    attempts = 1 + (known.value if known is not None else 0)
    attempted = attempts * timeout.value.value
    backoff = step.properties[BACKOFF]
    if attempts == 1 or (backoff is not None and backoff.value == "none"):
        return Patience(timeout, attempts, attempted, attempted, hedged=hedged)
    pauses = (attempts - 1) * timeout.value.value
    names = f"{step.caller.path} -> {step.callee.path}"
    text = f"{names}: each backoff is no longer than the timeout of {show(timeout.value)}"
    line = Line(text, timeout.span)
    return Patience(timeout, attempts, math.inf, attempted + pauses, line, hedged)
