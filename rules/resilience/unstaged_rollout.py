"""A change reaches every region or zone at once.

Reported when: components in several regions (or else zones) are `deployed_by` or `configured_by` a
component whose `rollout` has one stage, one stage besides those for tests (`staging`, `qa`), or a `bake`
of 0s. Where the `rollout`, or the `bake` time of its stages, is not declared, the rule only asks for it.

Not reported when: the changed components run in one place, or it is not declared where they run.

How to fix: declare a `rollout` with several stages and a `bake` time.

Why: redundancy protects against independent failures, not against a change that is wrong everywhere.
Stages that are watched turn a total outage into a partial one. Configuration is a change like code.

Source: B. Beyer and others, Site Reliability Engineering (2016), chapter 8, and The Site Reliability
Workbook (2018), chapter 16, on canarying; Automating safe, hands-off deployments, Amazon Builders'
Library.

Bad:

```design
provider cloud { region north; region south }
component flags : config { rollout "all" }
component links : service { replicas 4 in cloud.north, cloud.south; configured_by flags }
```

Good:

```design
provider cloud { region north; region south }
component flags : config { rollout "1%", "one region", "all" { bake 30min } }
component links : service { replicas 4 in cloud.north, cloud.south; configured_by flags }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import (
    Facts,
    Finding,
    Label,
    Role,
    Step,
    edit,
    model,
    properties,
    rule,
)
from designlint.api.analyses import placements
from designlint.api.text import listed, step

_REFERENCES = (
    (properties.component.CONFIGURED_BY, "is configured by"),
    (properties.component.DEPLOYED_BY, "is deployed by"),
)


_FOR_TESTS = frozenset(
    ("alpha", "ci", "dev", "development", "integration", "lab", "preprod", "preproduction", "qa", "sandbox",
     "stage", "staging", "test", "testing", "uat")
)  # fmt: skip
"""Usual names of stages that no user is served by."""


@rule(
    "RES008", grade="risk", also=("advice",), since="0.1", formerly=("resilience-unstaged-change",)
)
def unstaged_rollout(facts: Facts) -> Iterator[Finding]:
    """One finding for each component whose changes reach several regions, or else zones, at once."""
    for changer in facts.design.components.values():
        if not changer.plays(Role.DEPLOYER, Role.CONFIGURATION):
            continue
        reached = [c for c in facts.design.components.values() if _reference(changer, c)]
        for level in ("region", "zone"):
            places = _places(facts, reached, level)
            if len(places) > 1:
                yield from _findings(changer, reached, level, places)
                break


def _findings(
    changer: model.Component, reached: list[model.Component], level: str, places: list[str]
) -> Iterator[Finding]:
    rollout = changer[properties.edge.ROLLOUT]
    stages = rollout.value if rollout is not None else ()
    bake = rollout.details[properties.edge.BAKE] if rollout is not None else None
    serving = [stage for stage in stages if stage.lower() not in _FOR_TESTS]
    reach = f"the {level}s {listed(places)}"
    better: tuple[str, ...] = (f"one {level}", "all")
    if rollout is None:
        why, asks = f"{reach}: no `rollout` declared", True
    elif len(serving) < 2:
        which = "one stage" if len(stages) < 2 else "one stage that serves users"
        why, asks = f"{reach} at once: `rollout` has {which}", False
    elif bake is None:
        why, better, asks = f"{reach} in stages: no `bake` time declared", stages, True
    elif bake.value.value <= 0.0:
        why, better, asks = f"{reach} at once: no `bake` time between stages", stages, False
    else:
        return
    yield _finding(changer, reached, why, better)._replace(grade="advice" if asks else None)


def _reference(changer: model.Component, component: model.Component) -> Step | None:
    """How a component gets the changes; None where it does not."""
    for key, words in _REFERENCES:
        known = component[key]
        if known is not None and any(ref.path == changer.path for ref in known.value):
            return step(f"`{component.path}` {words} `{changer.path}`", known)
    return None


def _places(facts: Facts, reached: list[model.Component], level: str) -> list[str]:
    """The places of a level in which the components run."""
    replicas = [r for c in reached for r in facts[placements][c.path].replicas]
    domains = dict.fromkeys(domain for replica in replicas for domain in replica.domains)
    return [domain for domain in domains if facts.design.places[domain].level == level]


def _finding(
    changer: model.Component, reached: list[model.Component], why: str, better: tuple[str, ...]
) -> Finding:
    rollout = changer[properties.edge.ROLLOUT]
    stages = ", ".join(f'"{stage}"' for stage in better)
    return Finding(
        f"`{changer.path}` changes {why}",
        Label((rollout.span if rollout is not None else None) or changer.span),
        changer.path,
        witness=tuple([line for c in reached if (line := _reference(changer, c)) is not None]),
        help=(edit(f"rollout {stages} {{ bake 30min; rollback auto }}"),),
    )
