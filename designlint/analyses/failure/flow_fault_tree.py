"""How the fault tree of one flow is built, from those of its components, along its hard dependencies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.failure.events import BasicEvent
from designlint.analyses.failure.failure import Failures
from designlint.analyses.failure.fallbacks import fallback_of
from designlint.analyses.failure.flow_needs import flow_needs
from designlint.analyses.failure.made import runs_that_make
from designlint.analyses.failure.uptime import effective_availability, has_total_availability
from designlint.analyses.graph.graph import asked_by, flow_graphs
from designlint.base.cached import cached_property
from designlint.model import Assumed, Step
from designlint.solvers.faulttree import ALWAYS, NEVER, Event, Key, Node, events, singles

# A component and what it is used for, see `Failures.component`.
_Use = tuple[str, str]


class FlowFaultTree:
    """The fault tree of one flow in one reading, along its calls; calls in a cycle fail together."""

    def __init__(
        self,
        facts: Facts,
        flow: str,
        failures: Failures,
        beside: FlowFaultTree | None = None,
        *,
        by_run: bool = True,
    ) -> None:
        self._facts = facts
        self._flow = flow
        self._failures = failures
        self._beside = beside
        self._parts: dict[_Use, Node] = {}
        self._asked: dict[_Use, Node] = {}
        self._fails: dict[str, Node] = {}
        self._solved: set[str] = set()
        self._alone: dict[Node, frozenset[Key]] = {}
        self._graph = facts[flow_graphs][flow]
        self._needs = facts[flow_needs](flow, failures.is_pessimistic)
        self._in_doubt = self._needs.in_doubt
        steps = [step for found in self._needs.of.values() for step in found]
        self._made = runs_that_make(facts, flow, steps, failures.is_pessimistic) if by_run else {}

    @cached_property
    def top(self) -> Node:
        """When the flow fails."""
        return self._top(self._graph.entries)

    def solve(self) -> None:
        """Find when the flow and each of its calls fails."""
        _ = self.top

    def of_call(self, asked: str, step: Step) -> tuple[Node, Node]:
        """When who is asked fails by itself, and by what it calls."""
        self.solve()
        use = self._failures.use_of(step)
        return self._failures.component(asked, use), self._fails.get(asked, NEVER)

    @property
    def needed(self) -> dict[str, list[Step]]:
        """What the flow needs: each component with the calls that it fails with, and with what it needs
        beside."""
        return self._needs.reached

    def is_the_same(self, other: Failures) -> bool:
        """Whether the tree is the same in another reading, in which `other` are the components'."""
        if self._in_doubt:
            return False
        self.solve()
        return all(other.component(path, use) is part for (path, use), part in self._parts.items())

    def _top(self, entries: tuple[str, ...]) -> Node:
        for block in self._needs.blocks:
            self._solve(block)
            self._solved.update(block)
        begins = [self._part(entry, "any") for entry in entries]
        return self._failures.any([*begins, *(self._fails[entry] for entry in entries)])

    def _part(self, path: str, use: str) -> Node:
        """When a component itself fails for a use."""
        part = self._parts[path, use] = self._failures.component(path, use)
        return part

    def _solve(self, block: tuple[str, ...]) -> None:
        """What the calls of each node of a block fail by: the least solution, so that nothing fails
        only because `needs` says so."""
        for node in block:
            self._fails[node] = NEVER
        if self._needs.is_plain(block) and not self._has_shares(block):
            self._fails.update(dict.fromkeys(block, self._together(block)))
            return
        rounds = self._needs.rounds_of(block)
        if rounds < len(block):
            self._in_doubt = True
            if self._failures.is_pessimistic:
                self._fails.update(dict.fromkeys(block, self._at_most(block)))
        for _ in range(rounds):
            solved = {node: self._by_calls(node) for node in block}
            self._fails.update(solved)

    def _has_shares(self, block: tuple[str, ...]) -> bool:
        steps = (step for node in block for step in self._needs.of.get(node, ()))
        return any(step.span in self._made for step in steps)

    def _together(self, block: tuple[str, ...]) -> Node:
        """When the nodes of a block fail by their calls, which reach each other: all with any of them."""
        together = self._failures.any([self._by_calls(node) for node in block])
        if len(block) == 1:
            return together
        inner = [
            self._part(step.callee.path, self._failures.use_of(step))
            for node in block
            for step in self._needs.of.get(node, ())
        ]
        return self._failures.any([together, *inner])

    def _at_most(self, block: tuple[str, ...]) -> Node:
        """When the nodes of a block fail at the most: with anything that their calls follow from."""
        steps = [step for node in block for step in self._needs.of.get(node, ())]
        return self._failures.any([node for step in steps for node in self._inputs(step)])

    def _inputs(self, step: Step) -> Iterator[Node]:
        """All that the failure of a call follows from."""
        use, asked = self._failures.use_of(step), asked_by(step)
        for path in asked:
            yield self._ask(path, use)
        if len(asked) > 1 and self._beside is not None:
            self._beside.solve()
            yield from map(Event, self._beside.shared(step))
            for path in asked:
                yield from self._beside.places_of_wholes(path, use)

    def _by_calls(self, node: str) -> Node:
        return self._failures.any([self._call(step) for step in self._needs.of.get(node, ())])

    def _call(self, step: Step) -> Node:
        made = self._made.get(step.span)
        fails = self._either(step)
        return fails if made is None else self._failures.all([made, fails])

    def _either(self, step: Step) -> Node:
        """When a call fails, with its fallback."""
        use = self._failures.use_of(step)
        first = self._ask(step.callee.path, use)
        if step.or_else is None or not self._counts(step):
            return first
        second = self._ask(step.or_else.path, use)
        if self._beside is None or first is ALWAYS or second is ALWAYS:
            # One that is lost is no spare, and has nothing in common with the other.
            return self._failures.all([first, second])
        self._beside.solve()
        shared = self._beside.shared(step)
        asked = (step.callee.path, step.or_else.path)
        for path, node in zip(asked, (first, second), strict=True):
            if any(_may_be_all_of(self._facts, place, path) for place in shared):
                return node
        both = self._failures.all(self._sides(first, second, asked, use))
        return self._failures.any([both, *map(Event, shared)])

    def _sides(self, first: Node, second: Node, asked: tuple[str, str], use: str) -> list[Node]:
        """A call and its fallback. Where either is a service as a whole whose place is not declared, the
        other may fail with that place, too; both together are never down longer than one of them."""
        if self._beside is None:
            return [first, second]
        places = [node for path in asked for node in self._beside.places_of_wholes(path, use)]
        spare = self._facts.design.components.get(asked[1])
        if spare is not None and has_total_availability(spare):
            return [self._failures.any([first, *places]), second]
        return [first, self._failures.any([second, *places])]

    def places_of_wholes(self, path: str, use: str) -> list[Node]:
        """The places, not declared, of the services as a whole that a callee needs: a spare may be there,
        too."""
        components = self._facts.design.components
        if not self._has_wholes:
            return []
        return [
            Event(event)
            for event in _of_kind("place", events(self._ask(path, use)))
            if has_total_availability(components[event.path])
        ]

    @cached_property
    def _has_wholes(self) -> bool:
        """Whether the flow needs a service as a whole."""
        components = self._facts.design.components
        needed = (components.get(node) for node in self._needs.of)
        return any(one is not None and has_total_availability(one) for one in needed)

    def shared(self, step: Step) -> list[BasicEvent]:
        """The failures of places that alone take a call and its fallback down."""
        return sorted(_of_kind("domain", singles(self._call(step), self._alone)))

    def _counts(self, step: Step) -> bool:
        """Whether the fallback of a step is a spare: only as far as it carries the load."""
        found = fallback_of(self._facts, self._flow, step)
        if found is None or self._failures.partly:
            return True
        if found.is_enough is None:
            self._in_doubt = True
            return not self._failures.is_pessimistic
        return found.is_enough

    def _ask(self, callee: str, use: str) -> Node:
        """When a callee fails for a use, with all that it needs; the same for all its callers."""
        key = (callee, use)
        known = self._asked.get(key)
        if known is not None:
            return known
        node = self._failures.any([self._part(callee, use), self._fails.get(callee, NEVER)])
        if callee in self._solved:
            self._asked[key] = node
        return node


def _may_be_all_of(facts: Facts, event: BasicEvent, path: str) -> bool:
    """Whether the failures of a place may be all those that the availability of a service as a whole
    counts, so that what shares the place with it adds nothing."""
    component = facts.design.components.get(path)
    if component is None or not has_total_availability(component):
        return False
    of_place = effective_availability(facts.design.places[event.path])
    whole = effective_availability(component)
    if whole is None or of_place is None or isinstance(of_place.origin, Assumed):
        return True
    return of_place.value.amount.value <= whole.value.amount.value


def _of_kind(kind: str, keys: Iterable[Key]) -> list[BasicEvent]:
    events_of = (event for event in keys if isinstance(event, BasicEvent))
    return [event for event in events_of if event.kind == kind]
