"""Failover takes longer than the downtime that the required availability allows in a year.

Reported when: the failovers of a store in a year take longer than the target allows. With the `mtbf`
of a replica, the requirement is violated, which is an error. Without it, a single failover that takes
too long is a warning, and
the verdict that the requirement is violated stands beneath.

Not reported when: no failover time is declared, no availability is required, the flow can do
without the component or has a fallback, or any replica answers its reads.

How to fix: shorten the failover, for example by an automatic one.

Why: a store takes no writes until a new leader is found, and no redundancy makes up for that time.
99.99% allows 53 minutes a year, so a single manual failover of an hour exceeds it.

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

from designlint.api import Facts, Finding, Label, edit, model, properties, rule
from designlint.api.analyses import Status, Verdict, flow_graphs, hard_dependencies, verdicts
from designlint.api.text import Dimension, Quantity, show, show_rounded, step

# Of 365 days, as availability is reckoned; in seconds.
_YEAR = 365 * 24 * 3600.0


@rule("RES012", grade="risk", also=("minor",), since="0.1")
def slow_failover(facts: Facts) -> Iterator[Finding]:
    """One finding for each component whose failovers take too long."""
    components = facts.design.components
    for path, (allowed, verdict) in _strictest(facts).items():
        yield from _finding(components[path], allowed, verdict)


def _strictest(facts: Facts) -> dict[str, tuple[float, Verdict]]:
    """For each component whose failovers take too long: the least downtime a year, in seconds, that
    an availability allows, and the verdict on it."""
    found: dict[str, tuple[float, Verdict]] = {}
    for verdict in facts[verdicts].about("availability"):
        if not isinstance(verdict.claim.target, Quantity):
            continue
        allowed = (1.0 - verdict.claim.target.value) * _YEAR
        for component in _led(facts, verdict.claim.about):
            known = found.get(component.path)
            if _downtime(component) > allowed and (known is None or allowed < known[0]):
                found[component.path] = (allowed, verdict)
    return found


def _led(facts: Facts, subject: str) -> list[model.Component]:
    """The components whose leader a subject cannot do without."""
    components = facts.design.components
    if subject in components:
        return [components[subject]] if _is_led(components[subject]) else []
    if subject not in facts.design.flows:
        return []
    nodes = facts[flow_graphs][subject].nodes
    if not any(_is_led(components[node]) for node in nodes if node in components):
        return []
    needed = facts[hard_dependencies][subject]
    alone = [components[group[0]] for group in needed.groups if len(group) == 1]
    return [one for one in alone if _is_led(one) and needed.waits_for_leader(one.path)]


def _is_led(component: model.Component) -> bool:
    return component.value(properties.store.TOPOLOGY) == "leader_follower"


def _failovers(component: model.Component) -> float:
    """How many failovers there are in a year: by the MTBF of a replica, else one."""
    mtbf = component.value(properties.component.MTBF)
    return _YEAR / mtbf.value if mtbf is not None else 1.0


def _downtime(component: model.Component) -> float:
    """How long the failovers of a year take, in seconds; 0 where that is not declared."""
    failover = component.value(properties.component.FAILOVER)
    if failover is None or failover.time is None:
        return 0.0
    return _failovers(component) * failover.time.value


def _counted(times: float) -> str:
    """`1 failover`, `2.5 failovers`."""
    number = f"{times:.3g}"
    return f"{number} failover{'' if number == '1' else 's'}"


def _finding(component: model.Component, allowed: float, verdict: Verdict) -> Iterator[Finding]:
    failover = component[properties.component.FAILOVER]
    if failover is None or failover.value.time is None:
        return
    mtbf, times = component[properties.component.MTBF], _failovers(component)
    owner, takes = verdict.owner.path, show(failover.value.time)
    is_broken = verdict.status is Status.VIOLATED
    total, most = (show_rounded(time, Dimension.TIME) for time in (_downtime(component), allowed))
    lines = [step(f"{times:.3g} x {takes} without a leader = {total} a year", failover)]
    message = f"a single failover of `{component.path}` takes {takes}"
    if mtbf is not None:
        every = show(mtbf.value)
        text = f"a replica fails every {every} on average (MTBF): {_counted(times)} a year"
        lines.insert(0, step(text, mtbf))
        take = "takes" if f"{times:.3g}" == "1" else "take"
        message = f"{_counted(times)} of `{component.path}` {take} {total} a year"
    yield Finding(
        f"{message}; `{owner}` allows {most} of downtime a year",
        Label(failover.span or component.span, f"{takes} for each failover"),
        component.path,
        secondary=(Label(verdict.claim.span, f"allows {most} of downtime a year"),),
        witness=tuple(lines),
        help=(edit("failover auto 30s"),),
        causes=(f"failover of `{component.path}`", f"downtime that `{owner}` allows"),
        # How often it fails is unknown without an MTBF, so what it breaks is a warning.
        grade="minor" if mtbf is None and is_broken else None,
        breaks=(owner,) if mtbf is not None or is_broken else (),
    )
