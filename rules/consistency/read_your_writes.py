"""A flow reads back its own write from a replica or cache that may not have it.

Reported when: a flow writes data to a store and later reads it without read-your-writes
consistency. The design has to ask for recent reads of the data: by its `freshness`, or by a
requirement on its staleness or consistency. It need not where the writer itself reads back from the
same store, or a component that the same run calls after the write, and the read is `from follower` or `from any`, or the store declares `reads_from` so, or it is
leaderless and states how many copies confirm a write and answer a read; or one of them reads back from a
store that is `fed_by` the store or stream that it wrote to, such as a copy by change data capture.

Not reported when: a requirement demands read-your-writes consistency or more (CON001 reports it), what the
read gets is unknown, or another component reads that is called before the write, beside it or without
waiting.

How to fix: read from the leader, or pin the session to a replica that has the write.

Why: the write goes to the leader, but the read goes to a follower, a cache or another copy. Tests
rarely show the gap. Under load the replica lag grows, and users see their own change undone.

Source: D. Terry and others, Session Guarantees for Weakly Consistent Replicated Data (1994).

Bad:

```design
actor author
data link { freshness 10s }
component store : database { holds link; topology leader_follower { followers 2; lag 5s } }
flow create {
  rate 60 req/s
  author -> store writes link
  author -> store reads link, from follower
}
```

Good:

```design
actor author
data link { freshness 10s }
component store : database { holds link; topology leader_follower { followers 2; lag 5s } }
flow create {
  rate 60 req/s
  author -> store writes link
  author -> store reads link, from leader
}
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from designlint.api import Facts, Finding, Label, Role, properties, rule
from designlint.api.analyses import ConsistencyModel, Hop, reads_of, verdicts
from designlint.api.model import Component, Flow, Span, Step


@rule("CON008", grade="risk", since="0.1", formerly=("consistency-own-write-missed",))
def read_your_writes(facts: Facts) -> Iterator[Finding]:
    """One finding for each data item and each component where a flow can miss its own write."""
    seen = set()
    for flow in facts.design.flows.values():
        places = {step.span: number for number, step in enumerate(flow.steps)}
        hops: dict[str, list[Hop]] = {}
        for number, write in enumerate(flow.steps):
            for data in _stored(facts, write):
                if data not in hops:
                    hops[data] = _hops_without_it(facts, data, places)
                # The first read after the write.
                after = (hop for hop in hops[data] if places[hop.step.span] > number)
                hop = next(after, None)
                if hop is None or (data, hop.component) in seen or _is_required(facts, data):
                    continue
                is_asked = _is_asked(facts, data) and _is_kept(facts, write)
                if not is_asked and not _reads_back(facts, flow, write, hop):
                    continue
                seen.add((data, hop.component))
                yield _finding(facts, data, write, hop)


def _stored(facts: Facts, write: Step) -> list[str]:
    """The data that a step leaves in a store, queue or stream."""
    callee = facts.design.components.get(write.callee.path)
    if callee is None or not callee.plays(Role.STORE, Role.BROKER) or not write.waits:
        return []
    return sorted(set(write.written))


def _is_kept(facts: Facts, write: Step) -> bool:
    """Whether a write goes to a store, and not to a queue or stream that others take it from."""
    return facts.design.components[write.callee.path].plays(Role.STORE)


def _hops_without_it(facts: Facts, data: str, places: Mapping[Span, int]) -> list[Hop]:
    """The reads in a flow that may miss a write, by the places of the flow's steps."""
    found = facts[reads_of][data].between_failovers
    return [hop for hop in found if hop.step.span in places and hop.lacks("read_your_writes")]


def _is_required(facts: Facts, data: str) -> bool:
    """Whether a requirement demands it, so that CON001 reports it."""
    own = facts[verdicts].on(data, "consistency")
    models = [ConsistencyModel(str(verdict.claim.target)) for verdict in own]
    return any(model.implies("read_your_writes") for model in models)


def _is_asked(facts: Facts, data: str) -> bool:
    """Whether the design asks for recent reads of the data."""
    is_claimed = any(facts[verdicts].on(data, metric) for metric in ("consistency", "staleness"))
    return is_claimed or facts.design.data[data][properties.context.FRESHNESS] is not None


def _reads_back(facts: Facts, flow: Flow, write: Step, hop: Hop) -> bool:
    """Whether the writer itself, or what is called after it, reads from the same store, and from a copy by
    choice of the design, or from a store that is fed by the one that was written to."""
    if hop.step.caller.path != write.caller.path and not _is_later(flow, write, hop.step):
        return False
    if _is_fed(facts, hop.component, write):
        return True
    store = facts.design.components[write.callee.path]
    routed = store[properties.store.READS_FROM]
    by_default = routed.value if routed is not None and routed.span is not None else None
    by_role = (hop.step.role or by_default) in ("follower", "any")
    return hop.step.callee.path == write.callee.path and (by_role or _reads_few(store))


def _is_later(flow: Flow, write: Step, read: Step) -> bool:
    """Whether one run makes a read when a write of another component is done: the first caller that the two
    have in common waits for the one before it makes the other."""
    before, after = _line(flow, write), _line(flow, read)
    same = sum(1 for one, other in zip(before, after, strict=False) if one == other)
    before, after = before[same:], after[same:]
    if not (before and after and all(flow.steps[n].waits for n in (*before, *after))):
        return False
    ends = before[0], after[0]
    callers = {flow.steps[n].caller.path for n in ends}
    return len(callers) == 1 and ends[0] < ends[1] and not flow.steps[ends[1]].parallel


def _line(flow: Flow, call: Step) -> list[int]:
    """The numbers of the steps that lead to a call, the call itself last."""
    line = [flow.steps.index(call)]
    while True:
        caller = flow.steps[line[0]].caller.path
        calls = [n for n in range(line[0]) if flow.steps[n].callee.path == caller]
        if not calls:
            return line
        line.insert(0, calls[-1])


def _is_fed(facts: Facts, copy: str, write: Step) -> bool:
    """Whether a store gets its data from the one of a write, directly or through others."""
    components, seen, waiting = facts.design.components, {copy}, [copy]
    while waiting:
        component = components.get(waiting.pop())
        feeds = component.properties.all(properties.store.FED_BY) if component is not None else ()
        sources = {feed.value.source.path for feed in feeds} - seen
        if write.callee.path in sources:
            return True
        seen |= sources
        waiting += sources
    return False


def _reads_few(store: Component) -> bool:
    """Whether a store states that so few copies confirm a write and answer a read that they may be
    different ones."""
    topology = store[properties.store.TOPOLOGY]
    if topology is None or topology.value != "leaderless":
        return False
    stated = [topology.details.get(key) for key in (properties.store.READ, properties.store.WRITE)]
    return all(known is not None and known.span is not None for known in stated)


def _finding(facts: Facts, data: str, write: Step, hop: Hop) -> Finding:
    return Finding(
        f"`{hop.flow}` reads back `{data}` from `{hop.component}` without read-your-writes consistency",
        Label(hop.step.span),
        hop.flow,
        secondary=(Label(write.span, "written here"),),
        witness=hop.lines,
        help=facts[reads_of][data].help_for(hop, "read_your_writes"),
    )
