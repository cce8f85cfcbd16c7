"""Clients keep the address of a failed entry for longer than the outage may last.

Reported when: the `ttl` of what resolves the name of an entry is above a required `rto` of the flow, or above what a
required availability allows in 30 days, and the entry runs in several zones or regions or has a second one:
DNS is how clients get to what is left. Without such a requirement, a `ttl` above `longest` is minor.

Not reported when: the entry is in one place (SPF002, SPF004), or a provider runs it behind one address
for all places (`managed global`).

How to fix: a `ttl` of a minute or less, or one address for all places (anycast, a global load balancer).

Why: a resolver answers from its cache until the `ttl` is over, and some keep an answer for longer. The
new address is there in seconds, and users come to it when the `ttl` has passed.

Source: Amazon Route 53 Developer Guide, on the TTL of records with health checks; B. Beyer and others, Site
Reliability Engineering (2016), chapter 19, on load balancing using DNS.

Bad:

```design
provider cloud { region north; region south }
actor visitor
component names : dns { managed global; ttl 1d }
component lb : load_balancer { replicas 4 in north, south }
flow order { visitor -> names; visitor -> lb }
nonfunctional NFR1 "Ordering works." { require availability of order >= 99.9% }
```

Good:

```design
provider cloud { region north; region south }
actor visitor
component names : dns { managed global; ttl 30s }
component lb : load_balancer { replicas 4 in north, south }
flow order { visitor -> names; visitor -> lb }
nonfunctional NFR1 "Ordering works." { require availability of order >= 99.9% }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from designlint.api import (
    Facts,
    Finding,
    Label,
    Role,
    Step,
    edit,
    model,
    option,
    properties,
    rule,
)
from designlint.api.analyses import Verdict, recovery_paths, verdicts
from designlint.api.text import Dimension, Quantity, listed, show, show_rounded, step

_MONTH = 30 * 24 * 3600.0
"""Of which error budgets are usually spent; in seconds."""


@dataclass(frozen=True)
class Options:
    """What can be configured."""

    longest: float = option(
        3600.0,
        "The `ttl` in seconds up to which nothing is reported without a requirement.",
        at_least=0,
    )


class _Allowed(NamedTuple):
    """How long an outage may last by a requirement, in seconds, and whether it is about one outage."""

    verdict: Verdict
    most: float
    is_of_one: bool


@rule("RES042", grade="risk", also=("minor",), since="0.1", options=Options)
def slow_dns_failover(facts: Facts, options: Options) -> Iterator[Finding]:
    """One finding for each name that clients keep for too long."""
    for component in facts.design.components.values():
        ttl = component[properties.store.TTL]
        if ttl is None or not component.plays(Role.NAME_SERVICE):
            continue
        flows = {
            path: entries
            for path in facts.design.flows_by_element.get(component.path, ())
            if (entries := facts[recovery_paths].addresses(path))
        }
        allowed = [one for path in flows for one in _allowed(facts, path)]
        strictest = min(allowed, key=lambda one: (one.most, not one.is_of_one), default=None)
        if strictest is not None and ttl.value.value > strictest.most:
            yield _above(component, ttl, strictest, flows)
        elif strictest is None and flows and ttl.value.value > options.longest:
            yield _long(component, ttl, flows)


def _allowed(facts: Facts, flow: str) -> Iterator[_Allowed]:
    for verdict in facts[verdicts].on(flow, "rto", "availability"):
        target = verdict.claim.target
        if not isinstance(target, Quantity):
            continue
        if verdict.claim.measures("rto"):
            yield _Allowed(verdict, target.value, True)
        else:
            yield _Allowed(verdict, (1.0 - target.value) * _MONTH, False)


def _above(
    name: model.Component,
    ttl: model.Known[Quantity],
    allowed: _Allowed,
    flows: dict[str, tuple[str, ...]],
) -> Finding:
    owner, shown = allowed.verdict.owner.path, show(ttl.value)
    most = show_rounded(allowed.most, Dimension.TIME)
    limit = f"`{owner}` allows {most}" + ("" if allowed.is_of_one else " of downtime in 30 days")
    return _finding(name, ttl, flows)._replace(
        message=f"clients keep a failed address of `{name.path}` for {shown}; {limit}",
        secondary=(Label(allowed.verdict.claim.span, f"allows {most}"),),
        breaks=(owner,) if allowed.is_of_one else (),
    )


def _long(
    name: model.Component, ttl: model.Known[Quantity], flows: dict[str, tuple[str, ...]]
) -> Finding:
    return _finding(name, ttl, flows)._replace(grade="minor")


def _finding(
    name: model.Component, ttl: model.Known[Quantity], flows: dict[str, tuple[str, ...]]
) -> Finding:
    entries = list(dict.fromkeys(path for paths in flows.values() for path in paths))
    shown = show(ttl.value)
    return Finding(
        f"clients keep a failed address of `{name.path}` for {shown}",
        Label(ttl.span or name.span, f"{shown} until clients ask again"),
        name.path,
        witness=(
            step(f"an answer of `{name.path}` is used for {shown}", ttl),
            Step(f"it leads {listed(list(flows))} to {listed(entries)}, in several places"),
        ),
        help=(edit("ttl 1min"),),
        flows=tuple(flows),
    )
