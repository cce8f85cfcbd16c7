"""A fallback fails with what it stands in for.

`or else` is redundancy: two ways, one of which is enough. When both ways need the same component, or
run in the same zone, rack or network, one failure takes both, and the second way guards against
nothing of that sort.

It is told about a component that both need, or a place below a region that both are gone with. It is
silent about what the caller itself fails with, about regions and providers, about places that SPF002
tells, and where nobody says where they run.

Source: C. Perrow, Normal Accidents (1984), on common-mode failures; NUREG/CR-4780, Procedures for
Treating Common Cause Failures in Safety and Reliability Studies (1988).

Bad:

```design
actor visitor
component links : service
component near : cache
component far : cache
component net : gateway
flow follow { visitor -> links; links -> near, or else far; near -> net; far -> net }
```

Good:

```design
actor visitor
component links : service
component near : cache
component far : cache
component net : gateway
component other : gateway
flow follow { visitor -> links; links -> near, or else far; near -> net; far -> other }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.blast_radius import FalseFallback, false_fallbacks
from designlint.api import Facts, Finding, Label, Severity, advice, rule
from designlint.api.analyses import shared_fates


@rule("SPF010", severity=Severity.WARNING, since="0.1")
def false_fallback(facts: Facts) -> Iterator[Finding]:
    """One finding for each pair of ways that share a cause of failure."""
    told = {fate.domain for fate in facts[shared_fates]}
    for false in facts[false_fallbacks]:
        if false.common not in told:
            yield _finding(facts, false)


def _finding(facts: Facts, false: FalseFallback) -> Finding:
    design, call = facts.design, false.call
    first, other = call.callee.path, call.or_else.path if call.or_else is not None else ""
    if false.is_place:
        place = design.places[false.common]
        both, span = f"fail with the {place.level} `{place.path}`", place.span
    else:
        both, span = f"need `{false.common}`", design.components[false.common].span
    return Finding(
        f"`{first}` and its fallback `{other}` both {both}",
        Label(call.or_else.span if call.or_else is not None else call.span, "no help then"),
        other,
        secondary=(Label(span, "fails once for both"),),
        witness=false.lines,
        help=(advice(f"a fallback that does without `{false.common}`"),),
    )
