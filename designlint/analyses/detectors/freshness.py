"""Reads that are older than the data's own `freshness` allows, or miss what was just written."""

from __future__ import annotations

from typing import NamedTuple

from designlint.analyses.consistency.hop import Hop
from designlint.analyses.consistency.lattice import implies
from designlint.analyses.consistency.reads import reads_of
from designlint.analyses.consistency.staleness import ages_of
from designlint.analyses.facts import Facts
from designlint.analyses.verdicts.verdicts import verdicts_on
from designlint.diagnostic import Step as Line
from designlint.model import Data, Known
from designlint.model import Step as Call
from designlint.quantity import Quantity
from designlint.schema.context import FRESHNESS
from designlint.schema.roles import Role


class Outdated(NamedTuple):
    """A datum whose reads can surely be older, by `age` seconds, than its `freshness` allows."""

    data: Data
    allowed: Known[Quantity]
    age: float
    hop: Hop
    lines: tuple[Line, ...]


class MissedWrite(NamedTuple):
    """A flow that writes a datum and then reads it where the write may not have arrived."""

    flow: str
    data: str
    write: Call
    hop: Hop


def outdated(facts: Facts) -> tuple[Outdated, ...]:
    """The data with a `freshness` that a read surely does not keep, unless a requirement on its
    staleness says so already, or one cache keeps its copies too long by itself."""
    found = []
    for data in facts.design.data.values():
        allowed = data[FRESHNESS]
        if allowed is None or (data.path, "staleness") in facts[verdicts_on]:
            continue
        hops = facts[reads_of][data.path]
        ages = ages_of(facts, data.path)
        low, at = max(((age.low, -n) for n, age in enumerate(ages)), default=(0.0, 0))
        if low > allowed.value.value:
            hop = hops[-at]
            alone = facts.design.components[hop.component].plays(Role.CACHE)
            if not (alone and hop.staleness > allowed.value.value):
                found.append(Outdated(data, allowed, low, hop, _lines(hop, hops)))
    return tuple(found)


def _lines(hop: Hop, hops: tuple[Hop, ...]) -> tuple[Line, ...]:
    """What the age of an answer is made of: its own, and that of the others in its flow."""
    others = [h for h in hops if h.flow == hop.flow and h.component != hop.component]
    lines = [line for other in others if other.staleness > 0.0 for line in other.why]
    return tuple(dict.fromkeys((*hop.why, *lines)))


def missed_writes(facts: Facts) -> tuple[MissedWrite, ...]:
    """The flows that read back what they have written, past it; only of data whose freshness is asked
    for, by its `freshness` or a requirement that does not rule it out already."""
    found: dict[tuple[str, str], MissedWrite] = {}
    for flow in facts.design.flows.values():
        for number, write in enumerate(flow.steps):
            written = {named.path for named in write.writes} if write.waits else set()
            callee = facts.design.components.get(write.callee.path)
            if callee is None or not callee.plays(Role.STORE):
                continue
            later = flow.steps[number + 1 :]
            for data in sorted(written):
                hop = _missing_hop(facts, flow.path, data, later)
                if hop is not None and _is_asked(facts, data):
                    key = (data, hop.component)
                    found.setdefault(key, MissedWrite(flow.path, data, write, hop))
    return tuple(found.values())


def _missing_hop(facts: Facts, flow: str, data: str, later: tuple[Call, ...]) -> Hop | None:
    for hop in facts[reads_of][data]:
        if hop.flow == flow and hop.step in later and hop.lacks("read_your_writes"):
            return hop
    return None


def _is_asked(facts: Facts, data: str) -> bool:
    """Whether somebody asks how recent reads of a datum are, and CON001 does not answer already."""
    own = facts[verdicts_on].get((data, "consistency"), ())
    if any(implies(str(verdict.claim.target), "read_your_writes") for verdict in own):
        return False
    aged = (data, "staleness") in facts[verdicts_on]
    return bool(own) or aged or facts.design.data[data][FRESHNESS] is not None
