"""Timeouts along a chain of calls: whether a caller waits as long as its callee may need."""

from __future__ import annotations

from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.latency.request import Patience, patience_of
from designlint.model import Design, Step


class Inner(NamedTuple):
    """A call of the callee that has a timeout: in all its attempts it may last so long."""

    step: Step
    patience: Patience
    longest: float


class Inversion(NamedTuple):
    """A call that is given up while the callee may still be waiting for what it calls itself.

    `inner` are the callee's calls that together may last `longest`.
    """

    flow: str
    step: Step
    patience: Patience
    inner: tuple[Inner, ...]
    longest: float


def timeout_inversions(facts: Facts) -> tuple[Inversion, ...]:
    """The gravest inversion of each pair of caller and callee.

    The callee's own budget is what its calls in the same flow may last with all their attempts: those
    that always happen, one after the other, and the longest of those that happen at times. Waits
    between attempts, which nobody states, are left out.
    """
    found: dict[tuple[str, str], Inversion] = {}
    for flow in facts.design.flows:
        for inversion in _of_flow(facts.design, flow):
            pair = (inversion.step.caller.path, inversion.step.callee.path)
            if pair not in found or found[pair].longest < inversion.longest:
                found[pair] = inversion
    return tuple(found.values())


def _of_flow(design: Design, flow: str) -> list[Inversion]:
    steps = [step for step in design.flows[flow].steps if step.waits]
    by_caller: dict[str, list[Step]] = {}
    for step in steps:
        by_caller.setdefault(step.caller.path, []).append(step)
    found = []
    budgets: dict[str, tuple[Inner, ...]] = {}
    for step in steps:
        patience = patience_of(step)
        callee = step.callee.path
        if patience.timeout is None or callee == step.caller.path:
            continue
        if callee not in budgets:
            budgets[callee] = _budget(by_caller.get(callee, []))
        inner = budgets[callee]
        longest = sum(one.longest for one in inner)
        if longest > patience.once * (1.0 + 1e-9):
            found.append(Inversion(flow, step, patience, inner, longest))
    return found


def _budget(steps: list[Step]) -> tuple[Inner, ...]:
    """The calls that may last longest together."""
    always: list[Inner] = []
    at_times: list[Inner] = []
    for step in steps:
        patience = patience_of(step)
        if patience.timeout is None:
            continue
        row = 1.0 if step.parallel else step.times
        inner = Inner(step, patience, row * patience.attempts * patience.once)
        is_sure = step.share == 1.0 and step.on_miss_of is None
        (always if is_sure else at_times).append(inner)
    longest = sorted(at_times, key=lambda inner: -inner.longest)[:1]
    return (*always, *longest)
