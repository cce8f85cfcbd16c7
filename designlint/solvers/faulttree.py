"""Fault trees: monotone formulas over independent basic events, true where the thing *fails*.

Every gate is "at least k of these children fail": OR is k = 1, AND is k = n. Nodes never change and
may be shared freely, so that a tree is really a directed acyclic graph; all passes are iterative
and visit a shared node once. Terms follow the *Fault Tree Handbook*, NUREG-0492.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, TypeAlias

from designlint.base.records import NamedTuple

Key: TypeAlias = Hashable
"""What names a basic event; equal keys are the same event."""


class Event(NamedTuple):
    """A basic event; two events of one key are equal."""

    key: Key


class Gate:
    """Fails when at least `k` of its children fail; equal only to itself, and never changed.

    Make gates with `any_of`, `all_of` and `at_least`, which simplify: then 1 <= k <= n, n >= 2, no
    child is a constant, and only gates with 1 < k < n may hold a child more than once.
    """

    # Gates are made by the ten thousands, which takes a frozen dataclass three times as long.
    __slots__ = ("children", "k")

    def __init__(self, k: int, children: tuple[Node, ...]) -> None:
        self.k: Final = k
        self.children: Final = children

    def __repr__(self) -> str:
        return f"<Gate: {self.k} of {len(self.children)}>"


Node: TypeAlias = Event | Gate

NEVER: Final = Gate(1, ())
"""The formula that no event makes true."""

ALWAYS: Final = Gate(0, ())
"""The formula that is true whatever happens."""

FLATTENED: Final = 8
"""A child gate is flattened into a parent of its kind only up to so many children: a chain of n gates, each
the child of the next, would else be copied n times over."""


def any_of(children: Iterable[Node]) -> Node:
    """Fails when any child fails (OR); `NEVER` when there is none."""
    kept: dict[Node, None] = {}
    for child in children:
        if child is ALWAYS:
            return ALWAYS
        if type(child) is Gate and child.k == 1 and len(child.children) <= FLATTENED:
            kept.update(dict.fromkeys(child.children))
        else:
            kept[child] = None
    return _gate(1, tuple(kept), empty=NEVER)


def all_of(children: Iterable[Node]) -> Node:
    """Fails when all children fail (AND); `ALWAYS` when there is none."""
    kept: dict[Node, None] = {}
    for child in children:
        if child is NEVER:
            return NEVER
        if type(child) is Gate and child.k == len(child.children) <= FLATTENED:
            kept.update(dict.fromkeys(child.children))
        else:
            kept[child] = None
    return _gate(len(kept), tuple(kept), empty=ALWAYS)


def at_least(k: int, children: Iterable[Node]) -> Node:
    """Fails when `k` or more children fail; a child given twice counts twice.

    `ALWAYS` when k <= 0, `NEVER` when k exceeds the number of children.
    """
    given = tuple(children)
    k -= given.count(ALWAYS)
    kept = tuple(child for child in given if child is not ALWAYS and child is not NEVER)
    if k <= 0:
        return ALWAYS
    if k > len(kept):
        return NEVER
    if k == 1:
        return any_of(kept)
    if k == len(kept):
        return all_of(kept)
    return Gate(k, kept)


def _gate(k: int, children: tuple[Node, ...], *, empty: Gate) -> Node:
    if not children:
        return empty
    return children[0] if len(children) == 1 else Gate(k, children)


def postorder(top: Node) -> Sequence[Node]:
    """Every node of the formula once, children before parents, in depth-first order."""
    done: dict[Node, None] = {}
    stack = [top]
    while stack:
        node = stack[-1]
        if type(node) is Gate and node not in done:
            pending = [child for child in node.children if child not in done]
            if pending:
                pending.reverse()
                stack += pending
                continue
        done[node] = None
        stack.pop()
    return tuple(done)


def holds(top: Node, is_failed: Callable[[Key], bool]) -> bool:
    """Whether the formula is true where exactly the events of these keys have happened."""
    found: dict[Node, bool] = {}
    for node in postorder(top):
        if isinstance(node, Event):
            found[node] = is_failed(node.key)
        else:
            found[node] = sum(found[child] for child in node.children) >= node.k
    return found[top]


def events(top: Node) -> tuple[Key, ...]:
    """The keys of all basic events of the formula, once each, in depth-first order."""
    return tuple(node.key for node in postorder(top) if isinstance(node, Event))


def singles(top: Node, memo: dict[Node, frozenset[Key]] | None = None) -> frozenset[Key]:
    """The single points of failure: the keys that alone make the top fail.

    These are the minimal cut sets of order one; empty for `ALWAYS`, which needs no event. A key is
    single for a gate when it is single for at least k of the children. One bottom-up pass; give
    the same `memo` to calls on formulas that share nodes, and the shared ones are done once.
    """
    found = {} if memo is None else memo
    inputs: dict[Node, tuple[Node, ...]] = {}
    stack = [top]
    while stack:
        node = stack[-1]
        if node in found:
            stack.pop()
        elif isinstance(node, Event):
            found[node] = frozenset((node.key,))
        elif node not in inputs:
            inputs[node] = tuple(_through_ors(node, found))
            stack += [child for child in inputs[node] if type(child) is Gate and child not in found]
        else:
            found[node] = _common(inputs[node], node.k, found)
    return found[top]


def _through_ors(gate: Gate, found: dict[Node, frozenset[Key]]) -> Iterator[Node]:
    """The children of a gate; below an OR, those of the ORs right under it in their place.

    So a chain of ORs costs its length: writing down the growing set at each link would cost the
    square of it.
    """
    if gate.k != 1:
        yield from gate.children
        return
    seen: set[Node] = set()
    stack: list[Node] = [gate]
    while stack:
        node = stack.pop()
        if type(node) is Gate and node.k == 1 and node not in found:
            fresh = [child for child in node.children if child not in seen]
            seen.update(fresh)
            stack += fresh
        else:
            yield node


def _common(nodes: Sequence[Node], k: int, found: Mapping[Node, frozenset[Key]]) -> frozenset[Key]:
    """The keys that are single for at least `k` of the nodes, given those of the gates."""
    # An event is the tuple of its key, which is the only one that is single for it.
    families = [node if isinstance(node, Event) else found[node] for node in nodes]
    if k == 1:
        return frozenset().union(*families)
    if k == len(families) > 0:
        return frozenset(families[0]).intersection(*families[1:])
    held = Counter(chain.from_iterable(families))
    return frozenset([key for key, count in held.items() if count >= k])
