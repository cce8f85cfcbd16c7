"""Components need each other to start, so after a full stop none of them can.

While most of it is up, a circle goes unnoticed: each restart finds the others running. After a power
cut, or when a bad version is everywhere, nothing can be first, and people take the circle apart by
hand while everybody waits.

It is told once for each set of components that stand in a circle of `needs_at_boot`. It is silent
about what is needed only later, while serving (SPF001, ARC002).

Source: GitHub, January 28th Incident Report (2016), on processes that could not start without Redis.

Bad:

```design
component settings : config { replicas 3; needs_at_boot sso }
component sso : identity { replicas 3; needs_at_boot settings }
```

Good:

```design
component settings : config { replicas 3 }
component sso : identity { replicas 3; needs_at_boot settings }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from designlint.api import Facts, Finding, Label, Severity, Step, advice, properties, rule
from designlint.api.analyses import cycles
from designlint.api.text import show, step


@rule("RES017", severity=Severity.WARNING, since="0.1", formerly=("resilience-boot-circle",))
def circular_startup_dependency(facts: Facts) -> Iterator[Finding]:
    """One finding for each set of components that cannot start without each other."""
    components = facts.design.components
    needs = {
        path: [ref.path for ref in component.value(properties.component.NEEDS_AT_BOOT) or ()]
        for path, component in components.items()
    }
    for cycle in cycles(needs):
        yield _finding(facts, cycle)


def _finding(facts: Facts, cycle: tuple[str, ...]) -> Finding:
    first = cycle[0]
    path = (*cycle, first)
    lines = tuple(_lines(facts, path))
    if len(cycle) == 1:
        message = f"`{first}` needs itself to start"
    else:
        message = f"after a full stop nothing can start first: {' -> '.join(path)}"
    return Finding(
        message,
        Label(lines[0].span or facts.design.components[first].span, "needed to start"),
        first,
        witness=lines,
        help=(advice(f"let `{first}` start with the last values that it had, or with defaults"),),
    )


def _lines(facts: Facts, path: tuple[str, ...]) -> Iterator[Step]:
    for one, other in pairwise(path):
        component = facts.design.components[one]
        boot = component.value(properties.component.BOOT_TIME)
        takes = f" (it starts in {show(boot)})" if boot is not None else ""
        needs = component[properties.component.NEEDS_AT_BOOT]
        yield step(f"{one}{takes} needs {other} at boot", needs)
