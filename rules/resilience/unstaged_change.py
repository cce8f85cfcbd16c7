"""A change reaches every region or zone at once.

Redundancy guards against what fails by itself, not against a change that is wrong everywhere. Stages,
each watched for a while before the next begins, turn an outage of everything into one of a part.
Configuration is a change like code.

It is told about deploy and configuration components that others, in several regions (or else zones),
are `deployed_by` or `configured_by`, and that state no `rollout`, one stage only, or no `bake` time
between the stages. It is silent where all that a change reaches runs in one place, and where nobody
says what it reaches or where that runs.

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

from designlint.analyses.detectors.rollout import Push, global_pushes
from designlint.api import Facts, Finding, Label, Severity, edit, rule
from designlint.api.text import listed

_SAID = {
    "stages": "no stages are stated",
    "one": "it has one stage",
    "bake": "no stage is watched before the next",
}


@rule("RES008", severity=Severity.WARNING, since="0.1")
def unstaged_change(facts: Facts) -> Iterator[Finding]:
    """One finding for each component whose changes reach everything at once."""
    for push in facts[global_pushes]:
        yield _finding(push)


def _finding(push: Push) -> Finding:
    changer = push.changer
    span = push.rollout.span if push.rollout is not None else None
    stages = ", ".join(f'"{stage}"' for stage in push.rollout.value) if push.rollout else ""
    several = f'"one {push.level}", "all"'
    rollout = stages if push.why == "bake" else several
    return Finding(
        f"a change in `{changer.path}` reaches the {push.level}s {listed(push.places)} at once:"
        f" {_SAID[push.why]}",
        Label(span or changer.span),
        changer.path,
        witness=push.lines,
        help=(edit(f"rollout {rollout} {{ bake 30min; rollback auto }}"),),
    )
