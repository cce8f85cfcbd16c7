"""What is spread over several zones cannot do without something that stands in one.

Redundancy reaches as far as its narrowest need. A service in three zones that starts with settings
from one, or lets nobody in without a sign-on that stands in one, is as available as that one zone,
though no call of a flow shows it.

It is told about `needs_at_boot`, `identity_from` and `configured_by`, step by step, once for each
thing that is needed. It is silent about what the component goes on without (`runs_without`), about
regions and wider, where nobody says where things run, and about what a flow is said to stop with
anyway (SPF001, SPF002).

Source: Cloudflare, Post Mortem on Cloudflare Control Plane and Analytics Outage (2023); GitHub,
January 28th Incident Report (2016).

Bad:

```design
provider cloud { region north { zone a; zone b } }
component web : service { replicas 4 in north.a, north.b; needs_at_boot settings }
component settings : config { replicas 3 in north.a }
```

Good:

```design
provider cloud { region north { zone a; zone b } }
component web : service { replicas 4 in north.a, north.b; needs_at_boot settings }
component settings : config { replicas 3 in north.a, north.b }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.narrow_needs import NarrowNeed, narrow_needs
from designlint.api import Facts, Finding, Label, Severity, Step, edit, rule
from designlint.api.analyses import placements, sibling_places
from designlint.api.text import listed


@rule("SPF006", severity=Severity.WARNING, since="0.1")
def narrow_need(facts: Facts) -> Iterator[Finding]:
    """One finding for each thing in one place that what is spread cannot do without."""
    for need in facts[narrow_needs]:
        yield _finding(facts, need)


def _finding(facts: Facts, need: NarrowNeed) -> Finding:
    place = facts.design.places[need.domain]
    stated = facts[placements][need.needed].stated
    siblings = sibling_places(facts.design, need.domain)
    where = ", ".join((need.domain, *siblings[:2])) if siblings else f"a second {place.level}"
    needs = "needs" if len(need.components) == 1 else "need"
    text = f"{need.needed} is gone with the {place.level} {need.domain}"
    return Finding(
        f"{listed(need.components)} {needs} `{need.needed}`, which stands only in the {place.level} "
        f"`{need.domain}`",
        Label(need.at),
        need.needed,
        secondary=(Label(facts.design.components[need.needed].span),),
        witness=(*need.lines, Step(text, stated.span if stated is not None else None)),
        help=(edit(f"replicas {max(2, len(siblings) + 1)} in {where}", place=f"`{need.needed}`"),),
    )
