"""How long a caller waits for a call: its timeout, its attempts, and a second call beside the first."""

from __future__ import annotations

import math

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Known, Step
from designlint.quantities.quantity import Quantity
from designlint.quantities.showing import show
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
    def pause(self) -> float:
        """The longest wait between two attempts, as it is assumed; none where there is one attempt, or no
        wait between several."""
        if self.assumption is None or not math.isfinite(self.assumed):
            return 0.0
        return (self.assumed - self.attempts * self.once) / (self.attempts - 1)

    @property
    def once(self) -> float:
        """The longest that one attempt is waited for."""
        return math.inf if self.timeout is None else self.timeout.value.value


class Before(NamedTuple):
    """How long the attempts took that were given up before a call: at the most (`longest`), or if the
    `assumption` is right (`assumed`)."""

    longest: float
    assumed: float
    line: Line
    assumption: Line | None = None


def before_fallback(step: Step) -> Before:
    """How long a step's caller has waited when it asks the fallback."""
    given_up = until_given_up(step)
    tries = f"{given_up.attempts} x " if given_up.attempts > 1 else ""
    shown = "" if given_up.timeout is None else show(given_up.timeout.value)
    fallback = "" if step.or_else is None else step.or_else.path
    text = f"{step.caller.path} -> {step.callee.path}: given up after {tries}{shown}, then `{fallback}` is asked"
    line = Line(text, None if given_up.timeout is None else given_up.timeout.span)
    return Before(given_up.longest, given_up.assumed, line, given_up.assumption)


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
