"""Failover takes longer than the required availability allows in a year.

While a new leader is found, the store takes no writes. Where that alone takes more of a year than the
target leaves, no redundancy makes up for it: 99.99% leaves 53 minutes, so a failover by hand that
takes an hour has used them up the first time.

How often a leader fails is stated by the replica's `mtbf`; then the requirement is refuted, and it is
an error. Without it, it is a warning where a single failover a year is already too long. It is silent
where no time is stated for the failover, where no availability is required, and about components that
the flow can do without or has a stand-in for.

Source: B. Beyer and others, Site Reliability Engineering (2016), chapter 3 and appendix A, on what an
availability allows in a year.

Bad:

```design
actor author
component store : database { topology leader_follower { followers 2 }; failover manual 2h }
flow create { author -> store }
nonfunctional NFR1 "Up." { require availability of create >= 99.99% }
```

Good:

```design
actor author
component store : database { topology leader_follower { followers 2 }; failover auto 30s }
flow create { author -> store }
nonfunctional NFR1 "Up." { require availability of create >= 99.99% }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Severity, edit, model, properties, rule
from designlint.api.analyses import Verdict, flow_graphs, hard_dependencies, verdicts_about
from designlint.api.text import YEAR, Dimension, Quantity, show, show_value, step


@rule("RES012", severity=Severity.ERROR, unrequired=Severity.WARNING, since="0.1")
def slow_failover(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that is away for too long while it fails over."""
    components = facts.design.components
    for path, (allowed, verdict) in _strictest(facts).items():
        yield from _finding(components[path], allowed, verdict)


def _strictest(facts: Facts) -> dict[str, tuple[float, Verdict]]:
    """For each component whose failovers take too long: the least time away in a year, in seconds,
    that an availability allows, and the verdict on it."""
    found: dict[str, tuple[float, Verdict]] = {}
    for verdict in verdicts_about(facts, "availability"):
        if not isinstance(verdict.claim.target, Quantity):
            continue
        allowed = (1.0 - verdict.claim.target.value) * YEAR
        for component in _led(facts, verdict.claim.about):
            known = found.get(component.path)
            if _away(component) > allowed and (known is None or allowed < known[0]):
                found[component.path] = (allowed, verdict)
    return found


def _led(facts: Facts, subject: str) -> list[model.Component]:
    """The components with a leader that a subject cannot do without."""
    components = facts.design.components
    if subject in components:
        return [components[subject]] if _is_led(components[subject]) else []
    if subject not in facts.design.flows:
        return []
    nodes = facts[flow_graphs][subject].nodes
    if not any(_is_led(components[node]) for node in nodes if node in components):
        return []
    alone = [components[group[0]] for group in hard_dependencies(facts, subject) if len(group) == 1]
    return [component for component in alone if _is_led(component)]


def _is_led(component: model.Component) -> bool:
    return component.value(properties.store.TOPOLOGY) == "leader_follower"


def _failovers(component: model.Component) -> float:
    """How many failovers there are in a year: by the MTBF of a replica, else one."""
    mtbf = component.value(properties.component.MTBF)
    return YEAR / mtbf.value if mtbf is not None and mtbf.value else 1.0


def _away(component: model.Component) -> float:
    """How long the failovers of a year take, in seconds; 0 where that is not declared."""
    failover = component.value(properties.component.FAILOVER)
    if failover is None or failover.time is None:
        return 0.0
    return _failovers(component) * failover.time.value


def _finding(component: model.Component, allowed: float, verdict: Verdict) -> Iterator[Finding]:
    failover = component[properties.component.FAILOVER]
    if failover is None or failover.value.time is None:
        return
    mtbf, times = component[properties.component.MTBF], _failovers(component)
    owner, takes = verdict.owner.path, show(failover.value.time)
    total, most = (show_value(time, Dimension.TIME) for time in (_away(component), allowed))
    often = "one failover" if mtbf is None else f"{times:.3g} failovers"
    lines = [step(f"{times:.3g} x {takes} without a leader = {total} a year", failover)]
    if mtbf is not None:
        text = f"a replica fails every {show(mtbf.value)} on average: {times:.3g} a year"
        lines.insert(0, step(text, mtbf))
    yield Finding(
        f"{often} of `{component.path}` a year {'take' if mtbf else 'takes'} {total}, "
        f"more than the {most} that `{owner}` allows",
        Label(failover.span or component.span, f"{takes} each time"),
        component.path,
        secondary=(Label(verdict.claim.span, f"leaves {most} a year"),),
        witness=tuple(lines),
        help=(edit("failover auto 30s"),),
        breaks=(owner,) if mtbf is not None else (),
    )
