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

from designlint.analyses.detectors.boot import BootCircle, boot_circles
from designlint.api import Facts, Finding, Label, Severity, advice, rule


@rule("RES017", severity=Severity.WARNING, since="0.1")
def boot_circle(facts: Facts) -> Iterator[Finding]:
    """One finding for each set of components that cannot start without each other."""
    for circle in facts[boot_circles]:
        yield _finding(circle)


def _finding(circle: BootCircle) -> Finding:
    first = circle.components[0]
    path = " -> ".join((*circle.components, first))
    if len(circle.components) == 1:
        message = f"`{first}` needs itself to start"
    else:
        message = f"after a full stop nothing can start first: {path}"
    return Finding(
        message,
        Label(circle.at, "needed to start"),
        first,
        witness=circle.lines,
        help=(advice(f"let `{first}` start with the last values that it had, or with defaults"),),
    )
