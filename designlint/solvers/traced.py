"""Numbers that remember how they were computed, so that all derivatives come from one run.

Reverse-mode automatic differentiation; see A. Griewank and A. Walther, "Evaluating Derivatives"
(2008), chapter 3. Only the arithmetic that probabilities need is there: sums, products and `1 - x`.
"""

from __future__ import annotations

from typing import TypeAlias

from designlint.solvers.diagram import OverBudgetError

_Entry: TypeAlias = tuple[int, float, int, float]
Tape: TypeAlias = list[_Entry]
"""For each number its two operands' places on the tape, each with the derivative by it."""


LONGEST = 400_000
"""With more numbers a tape takes too much memory, some hundred bytes for each: `OverBudgetError`."""


class Traced(float):
    """A float that writes each sum and product it takes part in on a tape; equal only to itself."""

    __slots__ = ("place", "tape")

    tape: Tape
    place: int

    __hash__ = object.__hash__
    __eq__ = object.__eq__
    __ne__ = object.__ne__

    def __add__(self, other: float) -> Traced:
        total = float(self) + float(other)
        if isinstance(other, Traced):
            return _record(self.tape, total, (self.place, 1.0, other.place, 1.0))
        return _record(self.tape, total, (self.place, 1.0, 0, 0.0))

    __radd__ = __add__

    def __mul__(self, other: float) -> Traced:
        mine, others = float(self), float(other)
        if isinstance(other, Traced):
            return _record(self.tape, mine * others, (self.place, others, other.place, mine))
        return _record(self.tape, mine * others, (self.place, others, 0, 0.0))

    __rmul__ = __mul__

    def __rsub__(self, other: float) -> Traced:
        return _record(self.tape, other - float(self), (self.place, -1.0, 0, 0.0))


def trace(value: float, tape: Tape) -> Traced:
    """A number to differentiate by; `place` is the index of its derivative."""
    return _record(tape, value, (0, 0.0, 0, 0.0))


def gradient(result: float, tape: Tape) -> list[float]:
    """The derivative of `result` by every number on the tape, by place; zeros for a constant."""
    slopes = [0.0] * len(tape)
    if isinstance(result, Traced):
        slopes[result.place] = 1.0
    for place in range(len(tape) - 1, -1, -1):
        slope = slopes[place]
        if slope:
            one, by_one, other, by_other = tape[place]
            slopes[one] += slope * by_one
            slopes[other] += slope * by_other
    return slopes


def _record(tape: Tape, value: float, made_of: _Entry) -> Traced:
    if len(tape) >= LONGEST:
        raise OverBudgetError
    number = Traced(value)
    number.tape = tape
    number.place = len(tape)
    tape.append(made_of)
    return number
