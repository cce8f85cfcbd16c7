"""The exact probability that the top of a fault tree fails, by eliminating what a gate closes.

Events that one gate alone uses are independent of all the rest, so the gate averages over them at
once: k-of-n by convolution, equal children by repeated squaring. What is shared (a zone, a region,
a component that two others need) becomes a variable of a decision diagram, whose leaves are the
probabilities *given* the shared events: the reduced ordered BDD with its private parts already
summed, P(n) = p P(high) + (1-p) P(low). A variable is summed as soon as the last gate that knows of
it is done. So a module in the sense of Y. Dutuit and A. Rauzy, "A linear-time algorithm to find
modules of fault trees", IEEE Trans. Reliability 45 (1996), is one number; in the terms of R.
Dechter, "Bucket elimination", Artificial Intelligence 113 (1999), each gate eliminates what it
closes.

All numbers are probabilities of *failure* and are only added and multiplied: twelve nines of
availability keep their digits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce

from designlint.base.records import NamedTuple
from designlint.solvers.diagram import Diagram, Diagrams
from designlint.solvers.faulttree import Event, Gate, Key, Node
from designlint.solvers.flatten import FlatTree
from designlint.solvers.laws import Law, Laws


class _Part(NamedTuple):
    """How likely a gate fails, given the variables that are used outside of it too."""

    probability: Diagram
    open: dict[int, int]
    """Those variables, and how many of their uses are inside."""


class _Factor(NamedTuple):
    """Some inputs of a gate, combined; `scope` has all variables of the diagram."""

    diagram: Diagram
    scope: frozenset[int]


class Elimination:
    """One tree on its way to a number. Variables are known by their level in the diagrams."""

    def __init__(
        self, tree: FlatTree, probabilities: Mapping[Key, float], order: Sequence[Key], budget: int
    ) -> None:
        self.tree = tree
        self.probabilities = probabilities
        self.diagrams = Diagrams(budget)
        self.laws = Laws(self.diagrams)
        self.variables = _variables(tree, order)
        self.level = {node: level for level, node in enumerate(self.variables)}
        self.uses = [tree.uses[node] for node in self.variables]
        self.alone = [
            _Factor(self.diagrams.variable(level), frozenset((level,)))
            for level in range(len(self.variables))
        ]
        self.parts: dict[Node, _Part] = {}
        self._alike: dict[tuple[Law, tuple[float, ...], tuple[_Factor, ...]], Diagram] = {}

    def solve(self) -> float:
        """The probability of the top, which is the last gate."""
        for gate in self.tree.gates:
            self.parts[gate] = self._part(gate)
        return self.diagrams.number(self.parts[self.tree.gates[-1]].probability)

    def _part(self, gate: Gate) -> _Part:
        """The probability that a gate fails, its inputs being done; closes the variables it can."""
        law = self.laws.of(gate.k, len(gate.children))
        numbers: list[float] = []
        factors: list[_Factor] = []
        inside: dict[int, int] = {}
        for node in self.tree.inputs[gate]:
            level = self.level.get(node)
            if level is not None:
                factors.append(self.alone[level])
                inside[level] = inside.get(level, 0) + 1
            elif isinstance(node, Event):
                numbers.append(self.probabilities[node.key])
            else:
                probability, open_ = self.parts.pop(node)
                if not open_:
                    numbers.append(self.diagrams.number(probability))
                    continue
                factors.append(_Factor(probability, frozenset(open_)))
                for level, uses in open_.items():
                    inside[level] = inside.get(level, 0) + uses
        closing = self._close(inside)
        if closing:
            return _Part(self._probability(law, numbers, factors, closing), inside)
        # Replicas of one kind fail alike, and so do components that are built alike.
        key = (law, tuple(numbers), tuple(factors))
        if key not in self._alike:
            self._alike[key] = self._probability(law, numbers, factors, closing)
        return _Part(self._alike[key], inside)

    def _probability(
        self, law: Law, numbers: list[float], factors: list[_Factor], closing: list[int]
    ) -> Diagram:
        """How likely a gate fails, by its inputs of known probability and the others."""
        whole = self.diagrams.leaf(law.fold(numbers))
        if factors:
            lifted = [_Factor(law.lift(diagram), scope) for diagram, scope in factors]
            joined = self._eliminate(law, lifted, closing) if closing else self._join(law, lifted)
            whole = law.combine(joined.diagram, whole)
        return law.read(whole)

    def _close(self, inside: dict[int, int]) -> list[int]:
        """Take from `inside` the variables all of whose uses are, in an order fit to sum them.

        A gate comes before the variables that its probability depends on, whose uses in it count only
        now; then the events, those of few factors first: they join the least.
        """
        ready = [level for level, uses in inside.items() if uses == self.uses[level]]
        closed = [level for level in ready if isinstance(self.variables[level], Gate)]
        basic = [level for level in ready if not isinstance(self.variables[level], Gate)]
        for level in closed:  # grows while it is walked
            for inner, uses in self.parts[self.variables[level]].open.items():
                inside[inner] = inside.get(inner, 0) + uses
                if inside[inner] == self.uses[inner]:
                    is_gate = isinstance(self.variables[inner], Gate)
                    (closed if is_gate else basic).append(inner)
        closed += sorted(basic, key=self.uses.__getitem__)
        for level in closed:
            del inside[level]
        return closed

    def _eliminate(self, law: Law, factors: Iterable[_Factor], closing: list[int]) -> _Factor:
        """The factors joined and averaged over the variables that close."""
        pool = dict(enumerate(factors))
        users: dict[int, set[int]] = {level: set() for level in closing}
        fresh = len(pool)
        for place, factor in pool.items():
            for level in factor.scope & users.keys():
                users[level].add(place)
        for level in closing:
            if level not in users:
                continue
            bucket = users[level]
            joined = self._join(law, [pool.pop(place) for place in sorted(bucket)])
            alone = self._alone(level, joined.scope, users)
            summed = self._average(joined, alone)
            for other in alone:
                del users[other]
            for other in summed.scope & users.keys():
                users[other] -= bucket
                users[other].add(fresh)
            pool[fresh] = summed
            fresh += 1
        return self._join(law, pool.values())

    def _alone(self, level: int, scope: Iterable[int], users: dict[int, set[int]]) -> list[int]:
        """The variables that can be summed together with `level`: events of the same factors."""
        if isinstance(self.variables[level], Gate):
            return [level]
        bucket = users[level]
        return [other for other in scope if other in users and users[other] <= bucket]

    def _average(self, factor: _Factor, levels: Sequence[int]) -> _Factor:
        """The expected value of a factor over some variables, given those that are left."""
        probabilities: dict[int, Diagram] = {}
        scope = factor.scope.difference(levels)
        for level in levels:
            node = self.variables[level]
            if isinstance(node, Event):
                probabilities[level] = self.diagrams.leaf(self.probabilities[node.key])
            else:
                probabilities[level], inner = self.parts.pop(node)
                scope = scope.union(inner)
        return _Factor(self.diagrams.expect(factor.diagram, probabilities), scope)

    def _join(self, law: Law, factors: Iterable[_Factor]) -> _Factor:
        """The factors as one: equal ones at once, then those of one scope, then all.

        The scopes that start lowest in the diagrams come first, so that each one joined stands on
        top of what is there: the other way round every step would walk down through it.
        """
        by_scope: dict[frozenset[int], Diagram] = {}
        for (diagram, scope), times in Counter(factors).items():
            joined = law.power(diagram, times) if times > 1 else diagram
            known = by_scope.get(scope)
            by_scope[scope] = joined if known is None else law.combine(known, joined)
        lowest_first = sorted(by_scope, key=lambda scope: min(scope, default=-1), reverse=True)
        whole = reduce(law.combine, [by_scope[scope] for scope in lowest_first])
        return _Factor(whole, frozenset().union(*by_scope))


def _variables(tree: FlatTree, order: Sequence[Key]) -> list[Node]:
    """The shared nodes in the order of their levels: events in the given order, then by uses, then gates.

    A gate is summed before the events that its probability depends on, so it is best below them.
    """
    rank = {key: place for place, key in enumerate(order)}

    def place(node: Node) -> tuple[bool, int, int]:
        key = node.key if isinstance(node, Event) else None
        return (isinstance(node, Gate), rank.get(key, len(rank)), -tree.uses[node])

    return sorted(tree.shared, key=place)
