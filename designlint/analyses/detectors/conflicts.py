"""Writes that do not see each other: which stores take them, and what becomes of them."""

from __future__ import annotations

from typing import NamedTuple

from designlint.analyses.consistency.quorum_reads import quorums
from designlint.analyses.facts import Facts
from designlint.analyses.graph.effects import effects, stated_for, weighty, written
from designlint.analyses.measure import step
from designlint.diagnostic import Step as Line
from designlint.model import Component, Known
from designlint.model import Step as Call
from designlint.schema.context import IMMUTABLE
from designlint.schema.relation import SAGA
from designlint.schema.store import CONFLICTS, SHARDS, TOPOLOGY, TRANSACTIONS
from designlint.solvers.quorum import writes_meet

_TAKE_CONFLICTS = ("multi_leader", "leaderless")


class Conflict(NamedTuple):
    """A store of several writers, and the data in it whose concurrent writes go wrong.

    `rule` is what becomes of them, None where nobody says; `call` is the first that writes.
    """

    store: Component
    data: tuple[str, ...]
    rule: Known[str] | None
    call: Call
    steps: tuple[Line, ...]


class SplitWrite(NamedTuple):
    """One step that writes several data to a store whose shards share no transaction."""

    flow: str
    call: Call
    store: Component
    transactions: Known[str]


def conflicts(facts: Facts) -> tuple[Conflict, ...]:
    """The stores whose replicas take writes apart, with no rule for two that meet, or one that drops
    an acknowledged write of critical data. Of a leaderless store without a known rule, critical data
    too: most of them keep the later write."""
    wrote: dict[str, dict[str, Call]] = {}
    for made in facts[effects].values():
        for effect in made:
            for path in written(effect.step):
                wrote.setdefault(effect.target.path, {}).setdefault(path, effect.step)
    found = (_conflict(facts, path, data) for path, data in wrote.items())
    return tuple([conflict for conflict in found if conflict is not None])


def _conflict(facts: Facts, path: str, wrote: dict[str, Call]) -> Conflict | None:
    store = facts.design.components[path]
    topology = store[TOPOLOGY]
    if topology is None or topology.value not in _TAKE_CONFLICTS:
        return None
    rule = store[CONFLICTS]
    data = tuple([d for d in wrote if facts.design.data[d].value(IMMUTABLE) is not True])
    unsaid = rule is None and topology.value == "leaderless"
    if unsaid or (rule is not None and rule.value == "last_writer_wins"):
        data = weighty(facts.design, data)
    elif rule is not None and rule.value != "none":
        return None
    if not data:
        return None
    return Conflict(store, data, rule, wrote[data[0]], _steps(store, data[0], rule))


def _steps(store: Component, data: str, rule: Known[str] | None) -> tuple[Line, ...]:
    shape = store.value(TOPOLOGY)
    apart = "leader" if shape == "multi_leader" else "coordinator"
    lines = [step(f"`{store.path}` is {shape}", store[TOPOLOGY])]
    known = quorums(store)
    if known is not None and not writes_meet(known[0], known[2]):
        copies, _, write = known
        lines.append(Line(f"write {write} of {copies} copies: two writes need not share one"))
    lines += [
        Line(f"1. one {apart} takes a write of a `{data}`, another one a second write of it"),
        Line("2. both are acknowledged; neither has seen the other"),
    ]
    if rule is not None and rule.value == "last_writer_wins":
        lines.append(step("3. the later timestamp stays: the other write is gone, though acknowledged",
                          rule))  # fmt: skip
    else:
        lines.append(Line("3. nothing says which of the two stays"))
    return tuple(lines)


def split_writes(facts: Facts) -> tuple[SplitWrite, ...]:
    """The steps that write several data at once to a store whose transactions end at a shard."""
    found: dict[str, SplitWrite] = {}
    for flow, made in facts[effects].items():
        for effect in made:
            store, shards = effect.target, effect.target[SHARDS]
            transactions = store[TRANSACTIONS]
            if shards is None or shards.value.number < 2 or transactions is None:
                continue
            several = len(set(written(effect.step))) > 1
            saga = stated_for(facts.design.flows[flow], effect.step, SAGA)
            if saga is not None and saga.value:
                continue
            if several and transactions.value != "cross_shard":
                split = SplitWrite(flow, effect.step, store, transactions)
                found.setdefault(store.path, split)
    return tuple(found.values())
