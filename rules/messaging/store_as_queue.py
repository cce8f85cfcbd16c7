"""A worker polls the store that users wait for, which is the queue of its work, too.

Reported when: flows of users write data to a store, and a worker begins a flow in which it reads the same data
from there and writes or deletes it, as where it takes the next item and marks it as taken; and users wait for
that store.

Not reported when: the flow passes the data on to a queue or stream, as an outbox does; a scheduler or a person
begins it, or a service of which the callers are not shown; or no flow of users waits for the store.

How to fix: hand the work over by a queue with a bound, and keep in the store what users look at.

Why: what waits has no bound, and nothing sheds it. Each poll scans what waits, so a backlog makes the polls
slower, and these make the requests of users slower that come to the same store: the backlog grows.

Source: CircleCI, DB performance issue, incident report for 2015-07-07; M. Hadlow, The Database As Queue
Anti-Pattern (2012).

Bad:

```design
actor developer
data build
component web : service
component taker : worker
component store : database { holds build }
flow push { rate 20 req/s; developer -> web -> store writes build }
flow take { rate 60 req/s; taker -> store reads build, writes build }
```

Good:

```design
actor developer
data build
component web : service
component jobs : queue { bound 10k; on_full shed }
component taker : worker
component store : database { holds build }
flow push { rate 20 req/s; developer -> web -> store writes build; web ~> jobs }
flow take { jobs ~> taker -> store reads build, writes build }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, Step, advice, model, rule
from designlint.api.analyses import flow_graphs
from designlint.api.text import listed


@rule("MSG012", grade="minor", since="0.2")
def store_as_queue(facts: Facts) -> Iterator[Finding]:
    """One finding for each store and data item that waits in it."""
    seen: set[tuple[str, str]] = set()
    for path, graph in facts[flow_graphs].items():
        for data, poll in () if graph.flow.recovers else _polls(facts, path):
            store = poll.callee.path
            if (store, data) in seen:
                continue
            seen.add((store, data))
            handed = _calls_of_users(facts, store, data)
            waiting = [flow for flow, call in _calls_of_users(facts, store, None) if call.waits]
            if handed and waiting:
                yield _finding(path, data, poll, handed[0], list(dict.fromkeys(waiting)))


def _polls(facts: Facts, path: str) -> Iterator[tuple[str, model.Step]]:
    """The data that a flow takes from a store and changes there, at its begin and by itself."""
    graph, components = facts[flow_graphs][path], facts.design.components
    called = [components.get(call.callee.path) for call in graph.flow.steps]
    if any(one is not None and one.plays(Role.BROKER) for one in called):
        return
    for entry in graph.entries:
        component = components.get(entry)
        if component is None or component.plays(*_BEGINNERS) or component.is_external:
            continue
        calls = graph.by_caller.get(entry, ())
        for call in calls:
            store = components.get(call.callee.path)
            if store is None or not store.plays(Role.STORE) or store.plays(Role.COORDINATOR):
                continue
            changed = {
                named.path
                for other in calls
                if other.callee.path == store.path
                for named in (*other.writes, *other.deletes)
            }
            yield from ((named.path, call) for named in call.reads if named.path in changed)


_BEGINNERS = (
    Role.APPLICATION, Role.CLIENT, Role.BROKER, Role.SCHEDULER, Role.OBSERVER, Role.DEPLOYER, Role.STORE, Role.CACHE,
)  # fmt: skip
"""What begins flows of another kind: at set times, for callers, or with what it holds."""


def _calls_of_users(facts: Facts, store: str, data: str | None) -> list[tuple[str, model.Step]]:
    """The calls of a store in flows of users; with data, those that write it."""
    return [
        (path, call)
        for path, graph in facts[flow_graphs].items()
        if graph.is_user_facing
        for call in graph.flow.steps
        if call.callee.path == store
        and (data is None or any(named.path == data for named in call.writes))
    ]


def _finding(
    path: str, data: str, poll: model.Step, handed: tuple[str, model.Step], waiting: list[str]
) -> Finding:
    worker, store = poll.caller.path, poll.callee.path
    wait = "waits" if len(waiting) == 1 else "wait"
    return Finding(
        f"`{worker}` polls `{store}` for `{data}`: a backlog has no bound and slows {listed(waiting)}",
        Label(poll.span, "takes the next one"),
        store,
        secondary=(Label(handed[1].span, "hands work over"),),
        witness=(
            Step(f"{handed[0]}: {handed[1].caller.path} writes {data} to {store}", handed[1].span),
            Step(f"{path}: {worker} reads {data} from {store}, and changes it", poll.span),
            Step(f"{listed(waiting)} {wait} for {store}"),
        ),
        help=(advice(f"hand `{data}` over by a queue with a `bound`"),),
        flows=tuple(waiting),
    )
