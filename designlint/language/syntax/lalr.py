"""A shift-reduce machine that runs parse tables, and can be rewound after an error.

lark makes the tables from the grammar, but importing lark takes three times as long as the
interpreter takes to start, and a run needs no more of it than this loop.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from designlint.language.syntax.nodes import Term
from designlint.records import NamedTuple

END = "$END"


class Rule(NamedTuple):
    """What a reduction does: how many values it takes, which symbol it makes, which of its values
    it keeps, and the action that it calls with them.

    A kept value that is `spliced` is a list whose items are kept. Without an action the result is
    the list itself, to be spliced into the next rule.
    """

    origin: str
    size: int
    kept: tuple[tuple[int, bool], ...]
    action: str


class Tables(NamedTuple):
    """An LALR(1) automaton. In a state, a symbol leads on to state n >= 0 (shift, or go to after a
    reduction), or reduces by rule -1 - n where n is negative."""

    states: tuple[dict[str, int], ...]
    rules: tuple[Rule, ...]
    start: int
    end: int


class Machine:
    """The stacks of one parse. `actions` has a method for each action of the rules."""

    def __init__(self, tables: Tables, actions: object) -> None:
        self._table = tables.states
        self._end = tables.end
        self._reductions = tuple([_reduction(rule, actions) for rule in tables.rules])
        self._states = [tables.start]
        self.values: list[Any] = []

    @property
    def accepted(self) -> dict[str, int]:
        """The symbols that may come next."""
        return self._table[self._states[-1]]

    @property
    def closes_block(self) -> bool:
        """Whether the newest value is the brace at the end of a block."""
        newest = self.values[-1] if self.values else None
        return type(newest) is Term and newest.type == "RBRACE"

    def pop(self) -> Any:
        """Take back the newest value."""
        self._states.pop()
        return self.values.pop()

    def feed(self, terms: Sequence[Term], at: int = 0) -> int:
        """Take terms from index `at` on: the index of the first that fits nowhere, or their number."""
        table, reductions, states = self._table, self._reductions, self._states
        values = self.values
        for index in range(at, len(terms)):
            term = terms[index]
            kind = term[0]
            while True:
                move = table[states[-1]].get(kind)
                if move is None:
                    return index
                if move >= 0:
                    states.append(move)
                    values.append(term)
                    break
                origin, size, reduced = reductions[-1 - move]
                parts = values[len(values) - size :]
                del values[len(values) - size :], states[len(states) - size :]
                values.append(reduced(parts))
                states.append(table[states[-1]][origin])
        return len(terms)

    def finish(self) -> bool:
        """Reduce to the end: whether nothing is missing. Then `values[-1]` is the result."""
        while self._states[-1] != self._end:
            move = self.accepted.get(END)
            if move is None or move >= 0:
                return False
            origin, size, reduced = self._reductions[-1 - move]
            parts = [self.pop() for _ in range(size)][::-1]
            self.values.append(reduced(parts))
            self._states.append(self.accepted[origin])
        return True


# The symbol that a reduction makes, how many values it takes, and what it makes of them.
_Reduction = tuple[str, int, Callable[[list[Any]], Any]]


def _reduction(rule: Rule, actions: object) -> _Reduction:
    keep = _keeping(rule)
    if not rule.action:
        return rule.origin, rule.size, keep
    action = getattr(actions, rule.action)
    return rule.origin, rule.size, lambda parts: action(keep(parts))


@cache
def _keeping(rule: Rule) -> Callable[[list[Any]], list[Any]]:
    """What leaves of a rule's values those that it keeps. Nearly all reductions are one of the first
    two: of a sequence's first item, and of one more."""
    kept = rule.kept
    if kept == tuple([(index, False) for index in range(rule.size)]):
        return _all
    if kept == ((0, True), (1, False)):
        return _grown
    return lambda parts: _some(parts, kept)


def _all(parts: list[Any]) -> list[Any]:
    return parts


def _grown(parts: list[Any]) -> list[Any]:
    # A list that only grows is taken over, not copied: else long files take quadratic time.
    result: list[Any] = parts[0]
    result.append(parts[1])
    return result


def _some(parts: list[Any], kept: tuple[tuple[int, bool], ...]) -> list[Any]:
    result: list[Any] = []
    for index, spliced in kept:
        if not spliced:
            result.append(parts[index])
        elif result:
            result += parts[index]
        else:
            result = parts[index]
    return result
