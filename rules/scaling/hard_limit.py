"""A hard limit is passed at peak, at the planned growth, or before the horizon.

Limits do not slow things down, they stop them: a quota refuses calls, a fleet runs out of threads
when one peer more joins, an id that no longer fits stops every insert. Each is known long before.

It looks at `limit`: of rates, against the load at peak and at `growth` (of partitions, times their
number); of numbers that grow with a datum (`grows_with order`), against its count until the
`horizon`; of numbers that grow with a component, against the replicas that it can have. It is silent
where what a limit grows with is not declared, where counts, rates or replicas are not stated, about
limits of single items, and about connections, which have their own rule (SCA011).

Source: M. Nygard, Release It!, 2nd ed. (2018), chapter 4, on unbounded growth and resource limits; AWS
Well-Architected, Reliability Pillar, REL01, on service quotas and constraints.

Bad:

```design
design shop { horizon 2y }
data order { size 1kB; count 1_900M; growth 1M/day }
component store : database { holds order; limit ids 2147M grows_with order }
```

Good:

```design
design shop { horizon 2y }
data order { size 1kB; count 1_900M; growth 1M/day }
component store : database { holds order; limit ids 9_000_000bn grows_with order }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.limits import ReachedLimit, reached_limits
from designlint.api import Facts, Finding, Label, Severity, advice, rule
from designlint.api.text import show


@rule("SCA015", severity=Severity.WARNING, since="0.1")
def hard_limit(facts: Facts) -> Iterator[Finding]:
    """One finding for each limit that is passed."""
    for reached in facts[reached_limits]:
        yield _finding(reached)


def _finding(reached: ReachedLimit) -> Finding:
    component, limit, use, when, lines = reached
    name = limit.value.name.replace("_", " ")
    value = show(limit.value.value)
    return Finding(
        f"`{component.path}` passes its limit of {value} ({name}) {when}: {use}",
        Label(limit.span or component.span, f"ends at {value}"),
        component.path,
        secondary=tuple([Label(line.span) for line in lines[1:3] if line.span is not None]),
        witness=lines,
        help=(
            advice(
                f"raise the limit of {name}, or split `{component.path}` so that each part stays below"
            ),
        ),
    )
