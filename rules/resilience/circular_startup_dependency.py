"""Components need each other to start, so a cold start deadlocks.

Reported when: the `needs_at_boot` of components form a cycle. There is one finding for each set of
components that depend on each other. Also reported when a component needs another one at boot that it serves without, and
one zone, host or other place stops both.

Not reported when: a component needs another one only later, while serving (SPF001, ARC002).

How to fix: let one component of the cycle start with its last known values or with defaults.

Why: a cycle goes unnoticed as long as each restart finds the others running. After a power cut, or
after a bad version everywhere, no component can start first, and the outage lasts until people break
the cycle by hand. A service that goes on without its cache, but cannot start without it, is down for as
long as the cache once both have lost power.

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

from designlint.api import Facts, Finding, Label, Step, advice, properties, rule
from designlint.api.analyses import placements, recovery_paths
from designlint.api.text import listed, show, step


@rule("RES017", grade="risk", since="0.1", formerly=("resilience-boot-circle",))
def circular_startup_dependency(facts: Facts) -> Iterator[Finding]:
    """One finding for each set of components that need each other to start."""
    for cycle in facts[recovery_paths].startup_cycles:
        yield _finding(facts, cycle)
    for path, needed, place in facts[recovery_paths].startup_losses:
        yield _stopped_together(facts, path, needed, place)


def _finding(facts: Facts, cycle: tuple[str, ...]) -> Finding:
    first = cycle[0]
    lines = tuple(_lines(facts, (*cycle, first)))
    need = "needs itself" if len(cycle) == 1 else "need each other"
    return Finding(
        f"{listed(cycle)} {need} to start, so a cold start deadlocks",
        Label(lines[0].span or facts.design.components[first].span, "start-up dependency"),
        first,
        witness=lines,
        help=(advice(f"let `{first}` start with its last known values or with defaults"),),
    )


def _lines(facts: Facts, path: tuple[str, ...]) -> Iterator[Step]:
    for one, other in pairwise(path):
        component = facts.design.components[one]
        boot = component[properties.component.BOOT_TIME]
        takes = f" (boots in {show(boot.value)})" if boot is not None else ""
        needs = component[properties.component.NEEDS_AT_BOOT]
        yield step(f"`{one}`{takes} needs `{other}` at boot", needs)


def _stopped_together(facts: Facts, path: str, needed: str, place: str) -> Finding:
    component, level = facts.design.components[path], facts.design.places[place].level
    needs = component[properties.component.NEEDS_AT_BOOT]
    stated = [(one, facts[placements][one].stated) for one in (path, needed)]
    return Finding(
        f"`{path}` serves without `{needed}`, but needs it to start, and the {level} `{place}` stops both",
        Label((needs.span if needs is not None else None) or component.span, "start-up dependency"),
        path,
        witness=(
            step(f"`{path}` needs `{needed}` at boot", needs),
            *[step(f"`{one}` fails with the {level} `{place}`", known) for one, known in stated],
            Step(f"`{path}` is down until `{needed}` is back"),
        ),
        help=(advice(f"let `{path}` start without `{needed}`, as it serves without it"),),
    )
