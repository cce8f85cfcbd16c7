"""What may keep a data item although nothing says so: where a design leaves open what a component holds.

A cache may keep what is read behind its misses, a copy what its source has, a queue what comes to a store
through it; and a store of which nothing says what it holds, what its callers have when they call it.
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.graph.filled import filled_caches
from designlint.analyses.graph.graph import asked_by
from designlint.analyses.graph.unsaid import unsaid_messages
from designlint.analyses.measure import Missing
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Component, Design, Step
from designlint.schema.roles import Role
from designlint.schema.store import FED_BY, HOLDS
from designlint.solvers.graph import reachable

_KEEPERS = (Role.STORE, Role.CACHE, Role.BROKER)


class Perhaps(NamedTuple):
    """A component that may keep a data item, why it may, where that is stated, and what would decide it.

    `is_copy` where a feed brings it what another component has.
    """

    component: str
    why: Line
    at: Span
    missing: Missing
    is_copy: bool = False


def perhaps_kept(facts: Facts) -> Lazily[str, tuple[Perhaps, ...]]:
    """What may keep each data item, each component once."""
    design = facts.design
    silent = frozenset(path for path in design.components if _is_silent(design, path))
    fed = _fed(design, silent)

    def find(data: str) -> tuple[Perhaps, ...]:
        found: dict[str, Perhaps] = {}
        for one in (
            *_in_caches(facts, data),
            *_in_copies(facts, data, fed),
            *_in_brokers(facts, data),
            *_where_called(design, data, silent),
            *_taken_outside(facts, data),
        ):
            found.setdefault(one.component, one)
        return tuple(found.values())

    return Lazily(design.data, find)


def names_data(step: Step) -> bool:
    """Whether a step says which data it is about."""
    return bool(step.reads or step.writes)


def _is_silent(design: Design, path: str) -> bool:
    """Whether nothing says what a component holds that keeps data."""
    component = design.components[path]
    if not component.plays(*_KEEPERS) or component[HOLDS] is not None:
        return False
    steps = (step for _, step in design.steps_naming(path))
    return not any(names_data(step) and path in asked_by(step) for step in steps)


def _in_caches(facts: Facts, data: str) -> Iterator[Perhaps]:
    for one in facts[filled_caches][data]:
        if not one.is_sure:
            why = Line(f"{one.flow}: `{data}` is read on a miss of `{one.cache}`", one.at.span)
            yield Perhaps(one.cache, why, one.at.span, one.missing)


def _fed(design: Design, silent: frozenset[str]) -> dict[str, list[str]]:
    """What each component feeds of that which does not say what it holds."""
    found: dict[str, list[str]] = {}
    for path in silent:
        for feed in design.components[path].properties.all(FED_BY):
            found.setdefault(feed.value.source.path, []).append(path)
    return found


def _in_copies(facts: Facts, data: str, fed: dict[str, list[str]]) -> Iterator[Perhaps]:
    """What is fed by a component that has the item, or may have it from such a one."""
    homes = facts[data_uses][data].homes if fed else ()
    for path in sorted(set(reachable(fed, homes)) - set(homes)):
        yield _copy(facts.design.components[path], data)


def _copy(component: Component, data: str) -> Perhaps:
    feed = component.properties.all(FED_BY)[0]
    why = Line(
        f"`{component.path}` is fed by `{feed.value.source.path}`: what it holds is not declared",
        feed.span,
    )
    return Perhaps(
        component.path, why, feed.span or component.span, _kept(component.path, data), True
    )


def _in_brokers(facts: Facts, data: str) -> Iterator[Perhaps]:
    for one in facts[unsaid_messages][data]:
        at = facts.design.components[one.broker].span
        why = Line(f"`{data}` may come to `{one.store}` through `{one.broker}`", at)
        yield Perhaps(one.broker, why, at, one.missing)


def _where_called(design: Design, data: str, silent: frozenset[str]) -> Iterator[Perhaps]:
    """What those call that have the item in a flow, without naming data."""
    having: dict[str, set[str]] = {}
    for flow, step in design.steps_naming(data):
        having.setdefault(flow.path, set()).add(step.caller.path)
        if data in step.written:
            having[flow.path].update(asked_by(step))
    for flow_path, who in having.items():
        for step in design.flows[flow_path].steps:
            if step.caller.path in who and not names_data(step):
                for path in asked_by(step):
                    if path in silent:
                        arrow = "->" if step.waits else "~>"
                        text = f"{flow_path}: {step.caller.path} {arrow} {path} names no data"
                        yield Perhaps(path, Line(text, step.span), step.span, _kept(path, data))


def _taken_outside(facts: Facts, data: str) -> Iterator[Perhaps]:
    """Third parties that take messages from what has the item, by a step that names no data."""
    components = facts.design.components
    brokers = [
        p
        for p in facts[data_uses][data].homes
        if p in components and components[p].plays(Role.BROKER)
    ]
    for broker in brokers:
        for flow, step in facts.design.steps_naming(broker):
            taker = components.get(step.callee.path)
            is_open = step.caller.path == broker and not names_data(step)
            if is_open and taker is not None and taker.is_external:
                call = f"{broker} ~> {taker.path}"
                missing = Missing("", f"data on `{call}`", f"{call} reads {data}")
                why = Line(f"{flow.path}: {call} names no data", step.span)
                yield Perhaps(taker.path, why, step.span, missing)


def _kept(component: str, data: str) -> Missing:
    return Missing(component, "data kept", f"holds {data}  # or what it keeps instead")
