"""FILL IN what is wrong with the design, in one sentence.

Reported when: FILL IN what the design declares, and what it lacks.

Not reported when: FILL IN what looks alike and is right, or which facts are not declared.

How to fix: FILL IN what to write or to change.

Why: FILL IN what fails, when, and for whom.

Source: FILL IN author, title (year), chapter; or a public postmortem with its date.

Bad:

```design
actor visitor
component links : service { replicas 2 }
flow follow { rate 10 req/s; visitor -> links }
```

Good:

```design
actor visitor
component links : service { replicas 2 }
flow follow { rate 10 req/s; visitor -> links }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Severity, edit, rule


@rule("RES036", severity=Severity.WARNING, since="0.2")
def timeout_below_latency(facts: Facts) -> Iterator[Finding]:
    """One finding for each FILL IN."""
    for path, component in facts.design.components.items():
        if component.title == "FILL IN the condition":
            yield Finding(
                f"`{path}` FILL IN what is wrong, in a few words",
                Label(component.span),
                path,
                help=(edit("FILL IN a statement to paste"),),
            )
