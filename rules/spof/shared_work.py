"""The loss of one zone stops the work of others, because one queue or fleet holds the work of all.

Reported when: a queue hands the messages of one flow to a consumer in one zone (region, host) and those
of another flow to a consumer in another, and messages that nobody takes stay in it; when a fleet waits in
flows that are meant for their zones for peers in each, without a timeout, circuit breaker or bulkhead;
and when a queue with `tenancy shared` feeds a consumer with a part for each cell or tenant.

The finding is fatal where the flows are meant to fail apart: each is meant for its zone (see SPF002), or
the consumer has cells.

Not reported when: the queue drops what waits for long (`bound` with a time), a provider runs it without a
bound or an order, it is a log that each consumer reads at its own position, or it fails with the zone
itself.

How to fix: divide the queue or the fleet in the same way, one for each zone, or bound how long messages
and calls for a zone that is gone may wait.

Why: what waits for the zone that is gone fills what all share, and then stops the others.

Source: AWS, Summary of the Amazon EC2, Amazon EBS, and Amazon RDS Service Event in the EU West Region
(2011); C. MacCarthaigh and others, Workload isolation using shuffle-sharding, Amazon Builders' Library.

Bad:

```design
region r { zone a; zone b }
actor customer
functional FR1 "A job runs in the zone that the customer names."
component jobs : queue { replicas 2 in r.a, r.b }
component runner_a : worker { replicas 4 in r.a }
component runner_b : worker { replicas 4 in r.b }
flow run_a serves FR1 { customer -> jobs ~> runner_a }
flow run_b serves FR1 { customer -> jobs ~> runner_b }
```

Good:

```design
region r { zone a; zone b }
actor customer
functional FR1 "A job runs in the zone that the customer names."
component jobs_a : queue { replicas 2 in r.a }
component jobs_b : queue { replicas 2 in r.b }
component runner_a : worker { replicas 4 in r.a }
component runner_b : worker { replicas 4 in r.b }
flow run_a serves FR1 { customer -> jobs_a ~> runner_a }
flow run_b serves FR1 { customer -> jobs_b ~> runner_b }
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from designlint.api import Facts, Finding, Label, Role, Step, advice, model, properties, rule
from designlint.api.analyses import hard_dependencies, verdicts
from designlint.api.text import flows_stop, listed, stated_label


@rule("SPF007", grade="risk", also=("fatal",), since="0.2")
def shared_work(facts: Facts) -> Iterator[Finding]:
    """One finding for each queue or fleet that holds the work of several zones, cells or tenants."""
    for shared in facts[hard_dependencies].shared_work:
        calls = [(one.flow, one.place, one.step) for one in (shared.first, *shared.others)]
        yield _of_places(facts, shared.component, calls, is_apart=shared.is_apart)
    for queue, consumers in facts[hard_dependencies].shared_queues.items():
        yield _of_cells(facts, facts.design.components[queue], consumers)


def _of_places(
    facts: Facts, path: str, calls: list[tuple[str, str, model.Step]], *, is_apart: bool
) -> Finding:
    """`calls` have the flow, the place and the step of each; the first is that of the place that fails."""
    components = facts.design.components
    (first, lost, waiting), *others = calls
    place, callee = facts.design.places[lost], waiting.callee.path
    stopped = list(dict.fromkeys(flow for flow, _, _ in others))
    why = f"calls to `{callee}` then hold the workers of `{path}`"
    if components[path].plays(Role.BROKER):
        why = f"messages for `{callee}` then fill `{path}`"
    places = listed(list(dict.fromkeys(where for _, where, _ in calls)))
    return Finding(
        f"{flows_stop(stopped)} when {place.level} `{lost}` fails, because {why}",
        Label(components[path].span, f"shared by {place.level}s {places}"),
        path,
        secondary=tuple(
            [
                Label(components[step.callee.path].span, f"in {place.level} `{where}`")
                for _, where, step in calls
            ]
        ),
        witness=tuple(
            [
                Step(f"{flow}: `{path}` hands its work to `{step.callee.path}`", step.span)
                for flow, _, step in calls
            ]
        ),
        help=(advice(f"divide `{path}` by {place.level}, or bound how long its work may wait"),),
        breaks=tuple(_failing(facts, lost, stopped)),
        flows=(first, *stopped),
        grade="fatal" if is_apart else None,
    )


def _failing(facts: Facts, lost: str, flows: list[str]) -> Iterator[str]:
    """The scenarios that lose the place and expect the others to go on, in vain."""
    for verdict in facts[verdicts].expectations:
        scenario, claim = verdict.owner, verdict.claim
        loses = isinstance(scenario, model.Scenario) and lost in [n.path for n in scenario.lost]
        if loses and claim.measures("availability") and claim.about in flows and verdict.is_refuted:
            yield scenario.path


def _of_cells(
    facts: Facts, queue: model.Component, consumers: Mapping[str, tuple[str, ...]]
) -> Finding:
    components, tenancy = facts.design.components, properties.component.TENANCY
    divided = [components[path] for path in consumers]
    has_cells = any(one.value(tenancy) == "per_cell" for one in divided)
    parts = "cells" if has_cells else "tenants"
    return Finding(
        f"`{queue.path}` is shared, so the messages of one of the {parts} of"
        f" {listed(list(consumers))} fill it for all",
        Label(queue.span),
        queue.path,
        secondary=(
            *stated_label(queue[tenancy], "shared"),
            *(Label(one.span, f"has {parts}") for one in divided),
        ),
        help=(advice(f"give each of the {parts} a queue, or a bound of its own"),),
        flows=tuple(dict.fromkeys(flow for flows in consumers.values() for flow in flows)),
        grade="fatal" if has_cells else None,
    )
