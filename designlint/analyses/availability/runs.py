"""Which share of a flow's runs comes to each of its components."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.load.rates import miss_share
from designlint.model import Step


def shares_of_runs(facts: Facts) -> Lazily[str, dict[str, float]]:
    """For each flow: the largest share of its runs that may come to each component, 0 to 1, by the
    shares of its steps and the hit ratios of its caches. Whatever is not declared counts as all."""
    return Lazily(facts.design.flows, lambda flow: _shares(facts, flow))


def _shares(facts: Facts, flow: str) -> dict[str, float]:
    steps = facts.design.flows[flow].steps
    missed = [miss_share(facts.design, step).high for step in steps]
    leaving, coming = _by_ends(steps)
    entries = dict.fromkeys(facts[flow_graphs][flow].entries, 1.0)
    at_node = {**dict.fromkeys(coming, 0.0), **entries}
    at_step = [0.0] * len(steps)
    moved: Iterable[int] = range(len(steps))
    for _ in range(len(steps) + 1):  # as often as the longest path has steps
        changed = tuple(_changed(steps, missed, at_node, at_step, sorted(moved)))
        if not changed:
            break
        called = dict.fromkeys(path for number in changed for path in _asked(steps[number]))
        come = {
            path: _sum(entries.get(path, 0.0), [at_step[number] for number in coming[path]])
            for path in called
        }
        moved = {n for path in come if come[path] != at_node[path] for n in leaving.get(path, ())}
        at_node.update(come)
    return at_node


def _sum(found: float, shares: Iterable[float]) -> float:
    """Shares of the runs together, which are no more than all of them."""
    for share in shares:
        found = min(1.0, found + share)
    return found


def _by_ends(steps: Sequence[Step]) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """The numbers of the steps that leave each node by themselves, and of those that come to it."""
    leaving: dict[str, list[int]] = {}
    coming: dict[str, list[int]] = {}
    for number, step in enumerate(steps):
        if not step.follows:
            leaving.setdefault(step.caller.path, []).append(number)
        for path in _asked(step):
            coming.setdefault(path, []).append(number)
    return leaving, coming


def _asked(step: Step) -> Iterator[str]:
    yield step.callee.path
    if step.or_else is not None:
        yield step.or_else.path


def _changed(
    steps: Sequence[Step],
    missed: Sequence[float],
    at_node: Mapping[str, float],
    at_step: list[float],
    moved: Iterable[int],
) -> Iterator[int]:
    """Find the shares of the steps again that have `moved`, in their order, and of those that follow on one that is
    changed by it: these are given."""
    done = -1
    for first in moved:
        for number in range(first, len(steps) if first > done else first):
            step, done = steps[number], number
            runs = at_step[number - 1] if step.follows else at_node.get(step.caller.path, 0.0)
            share = runs * missed[number] * min(1.0, step.share * step.times)
            if share == at_step[number]:
                break
            at_step[number] = share
            yield number
            if number + 1 == len(steps) or not steps[number + 1].follows:
                break
