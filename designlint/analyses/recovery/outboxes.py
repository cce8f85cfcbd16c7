"""Messages that a caller writes with its own data first and forwards later (`outbox`): until then, what its store
loses is lost."""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.failure.surviving import SOME
from designlint.analyses.measure import Interval, step
from designlint.analyses.recovery.loss_windows import Window, windows
from designlint.base.records import NamedTuple
from designlint.model import Flow, Known, Step
from designlint.schema.relation import OUTBOX
from designlint.schema.roles import Role


class Outbox(NamedTuple):
    """The outbox of a caller, and the stores that it may be in: those that the caller writes before it answers."""

    caller: str
    known: Known[bool]
    stores: tuple[str, ...]


def outboxes(facts: Facts, data: str) -> tuple[Outbox, ...]:
    """The outboxes in which a data item waits to be forwarded, one for each flow and caller."""
    if data not in facts.design.data:
        return ()
    found: dict[tuple[str, str], Outbox] = {}
    for flow, sent in facts.design.steps_naming(data):
        known = flow.stated(sent, OUTBOX)
        if data in sent.written and known is not None and known.value:
            stores = tuple(dict.fromkeys(_written_before(facts, flow, sent.caller.path)))
            found[flow.path, sent.caller.path] = Outbox(sent.caller.path, known, stores)
    return tuple(found.values())


def _written_before(facts: Facts, flow: Flow, caller: str) -> Iterator[str]:
    """The stores that a caller writes in a flow and waits for; itself, if it is one."""
    if _is_store(facts, caller):
        yield caller
        return
    for call in flow.steps:
        if call.caller.path == caller and _is_kept(call) and _is_store(facts, call.callee.path):
            yield call.callee.path


def _is_kept(call: Step) -> bool:
    return call.waits and bool(call.writes)


def _is_store(facts: Facts, path: str) -> bool:
    component = facts.design.components.get(path)
    return component is not None and component.plays(Role.STORE)


def in_outboxes(facts: Facts, data: str) -> Iterator[tuple[Window, ...]]:
    """What is lost of a data item in the outboxes that it is forwarded from, by the store that each is in, the
    worst failure first: at the most what the store loses, at the least what was about to be forwarded."""
    for one in outboxes(facts, data):
        for store in one.stores:
            yield tuple([_forwarded_later(one, store, w) for w in facts[windows][store]])
        if not one.stores:
            kept = step(f"`{one.caller}` keeps its outbox where no failure takes it", one.known)
            yield (Window(one.caller, None, Interval(0.0, math.inf), assumed_away=(kept,)),)


def _forwarded_later(outbox: Outbox, store: str, of_store: Window) -> Window:
    lost = Interval(min(SOME, of_store.lost.low), of_store.lost.high)
    why = step(f"the outbox of `{outbox.caller}` is in `{store}`", outbox.known)
    return of_store._replace(lost=lost, lines=(why, *of_store.lines))
