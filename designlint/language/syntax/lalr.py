"""A shift-reduce machine that runs parse tables, and can be rewound after an error.

lark makes the tables from the grammar, but importing lark takes three times as long as the
interpreter takes to start, and a run needs no more of it than this loop.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from designlint.base.records import NamedTuple
from designlint.language.syntax.nodes import Term

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


# The symbol that a reduction makes, how many values it takes, and what it makes of them; None where the
# second value is the next item of the first.
_Reduction = tuple[str, int, Callable[[list[Any]], Any] | None]

# Where each symbol leads from a state: to the row of another state, or to a reduction, which is a tuple.
_Row = dict[str, Any]


class Automaton:
    """Parse tables whose states hold each other, for any number of parses. `actions` has a method for each
    action of the rules."""

    def __init__(self, tables: Tables, actions: object) -> None:
        reductions = [_reduction(rule, actions) for rule in tables.rules]
        rows: list[_Row] = [{} for _ in tables.states]
        for row, state in zip(rows, tables.states, strict=True):
            for symbol, move in state.items():
                row[symbol] = rows[move] if move >= 0 else reductions[-1 - move]
        self.start, self.end = rows[tables.start], rows[tables.end]


class Machine:
    """The stacks of one parse."""

    def __init__(self, automaton: Automaton) -> None:
        self._end = automaton.end
        self._states = [automaton.start]
        self.values: list[Any] = []

    @property
    def accepted(self) -> _Row:
        """The symbols that may come next."""
        return self._states[-1]

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
        states, values = self._states, self.values
        state = states[-1]
        for index in range(at, len(terms)):
            term = terms[index]
            while type(move := state.get(term[0])) is tuple:
                origin, size, made = move
                if made is None:  # most reductions: of a sequence, and one item more
                    values[-size].append(values[1 - size])
                    del values[1 - size :], states[-size:]
                else:
                    first = len(values) - size
                    parts = values[first:]
                    del values[first:], states[len(states) - size :]
                    values.append(made(parts))
                state = states[-1][origin]
                states.append(state)
            if move is None:
                return index
            state = move
            states.append(state)
            values.append(term)
        return len(terms)

    def finish(self) -> bool:
        """Reduce to the end: whether nothing is missing. Then `values[-1]` is the result."""
        while self._states[-1] is not self._end:
            move = self.accepted.get(END)
            if type(move) is not tuple:
                return False
            origin, size, made = move
            parts = [self.pop() for _ in range(size)][::-1]
            self.values.append((made or _grown)(parts))
            self._states.append(self.accepted[origin])
        return True


def _reduction(rule: Rule, actions: object) -> _Reduction:
    keep = _keeping(rule)
    if not rule.action:
        return rule.origin, rule.size, None if keep is _grown else keep
    action = getattr(actions, rule.action)
    if keep is _all:
        return rule.origin, rule.size, action
    return rule.origin, rule.size, lambda parts: action(keep(parts))


@cache
def _keeping(rule: Rule) -> Callable[[list[Any]], list[Any]]:
    """What leaves of a rule's values those that it keeps. Nearly all reductions are one of these: of a
    sequence's first item, of one more, and of a whole sequence."""
    kept = rule.kept
    if kept == tuple([(index, False) for index in range(rule.size)]):
        return _all
    if kept == ((0, True), (1, False)):
        return _grown
    if kept == ((0, True),):
        return _first
    return lambda parts: _some(parts, kept)


def _first(parts: list[Any]) -> list[Any]:
    result: list[Any] = parts[0]
    return result


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
