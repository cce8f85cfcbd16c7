"""A third party lets in fewer calls than are made.

Reported when: the calls to an external system at peak, or at the load that the design must grow to (`growth`),
exceed the rate that it allows in all (`rate_limit`). What only growth exceeds is minor.

Not reported when: the limit is one for each of several clients (`per`), the rates are not declared, or the
third party states a `capacity` (SCA001) or a `limit` (SCA015) instead.

How to fix: agree on a higher quota before the load is there, call less often (a cache, one call for several
items), or hand the work to a queue that is emptied at the allowed rate.

Why: what exceeds a quota is refused, whatever the team's own capacity is, and a quota is raised by people, in
days or weeks.

Source: AWS Well-Architected, Reliability Pillar, REL01, on service quotas and constraints; M. Nygard, Release
It!, 2nd ed. (2018), chapter 4, on integration points.

Bad:

```design
actor visitor
component shop : service
external bank { rate_limit 50 req/s }
flow pay { rate 80 req/s peak; visitor -> shop -> bank }
```

Good:

```design
actor visitor
component shop : service
external bank { rate_limit 200 req/s }
flow pay { rate 80 req/s peak; visitor -> shop -> bank }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from designlint.api import Facts, Finding, Label, Step, advice, model, properties, rule
from designlint.api.analyses import loads
from designlint.api.text import Dimension, show, show_rounded, step


@rule("OPS001", grade="risk", also=("minor",), since="0.1")
def exceeded_quota(facts: Facts) -> Iterator[Finding]:
    """One finding for each third party whose quota is too small."""
    growth = facts.design.growth_factor
    for component in facts.design.components.values():
        limit = _limit(component) if component.is_external else None
        if limit is None:
            continue
        calls = _calls(facts, component.path)
        made, most = sum(calls.values()), limit.value.rate.value
        if made * growth > most:
            yield _finding(facts, component, limit, calls)


def _limit(component: model.Component) -> model.Known[Any] | None:
    """The rate that it lets in of all clients together: its own, or that of its only interface."""
    for element in (component, *(component.apis if len(component.apis) == 1 else ())):
        known = element[properties.relation.RATE_LIMIT]
        if known is not None and known.value.per is None:
            return known if known.value.rate.dimension is Dimension.RATE else None
    return None


def _calls(facts: Facts, path: str) -> dict[str, float]:
    """The calls to a component a second that are certainly made at peak, by flow; before any is refused."""
    found: dict[str, float] = {}
    for part in facts[loads].parts.get(path, ()):
        if part.step.callee.path == path:
            made = facts[loads].calls[part.step.span].low
            found[part.flow] = found.get(part.flow, 0.0) + made
    return found


def _finding(
    facts: Facts, component: model.Component, limit: model.Known[Any], calls: dict[str, float]
) -> Finding:
    made, growth = sum(calls.values()), facts.design.growth_factor
    allowed, is_now = show(limit.value.rate), made > limit.value.rate.value
    when = "at peak" if is_now else f"at {growth:g} times today's load"
    shown = show_rounded(made if is_now else made * growth, Dimension.RATE)
    grown = (
        () if is_now else (Step(f"{show_rounded(made, Dimension.RATE)} x {growth:g} = {shown}"),)
    )
    return Finding(
        f"`{component.path}` allows {allowed}, but gets {shown} {when}",
        Label(limit.span or component.span, f"at most {allowed}"),
        component.path,
        secondary=tuple([Label(facts.design.flows[flow].span) for flow in calls]),
        witness=(
            *(Step(f"`{f}`: {show_rounded(rate, Dimension.RATE)}") for f, rate in calls.items()),
            *grown,
            step(f"`{component.path}` refuses what exceeds {allowed}", limit),
        ),
        help=(advice(f"agree on a higher quota of `{component.path}`, or call less often"),),
        flows=tuple(calls),
        grade=None if is_now else "minor",
        causes=(f"quota of `{component.path}`",),
    )
