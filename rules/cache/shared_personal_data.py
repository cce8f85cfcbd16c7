"""A shared cache keeps protected data.

Reported when: a CDN, or a cache with `placement edge`, holds data that declares what it
`contains`: personal, health or payment data, or secrets.

Not reported when: the cache stands behind the services, has `placement client`, or the data
declares no such contents.

How to fix: cache the data in the client, or keep it out of the shared cache.

Why: a CDN answers everyone who requests a URL. One wrong key or header shows the data to the
wrong person, for as long as the copy lives.

Source: RFC 9111, HTTP Caching, section 3.5, storing responses to authenticated requests, and
section 5.2.2.7, the private directive.

Bad:

```design
actor member
data profile { contains personal }
component edge : cdn { holds profile; ttl 60s; hit 60% }
component people : service { holds profile }
flow see { rate 900 req/s peak; member -> edge reads profile; edge -> people, on miss of edge }
```

Good:

```design
actor member
data profile { contains personal }
data picture
component edge : cdn { holds picture; ttl 60s; hit 60% }
component people : service { holds profile, picture }
flow see { rate 900 req/s peak; member -> edge reads picture; edge -> people, on miss of edge }
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
    advice,
    edit,
    properties,
    rule,
)
from designlint.api.model import Component, Data, Known


@rule("CAC007", grade="risk", since="0.1")
def shared_personal_data(facts: Facts) -> Iterator[Finding]:
    """One finding for each protected data item in a shared cache."""
    for cache in facts.design.components.values():
        if _is_shared(cache):
            held = dict.fromkeys(ref.path for ref in cache.value(properties.store.HOLDS) or ())
            for data in [facts.design.data[path] for path in held]:
                contains = data[properties.context.CONTAINS]
                if contains is not None:
                    yield _finding(cache, data, contains)


def _is_shared(cache: Component) -> bool:
    """Whether it is a CDN, or another cache at the edge, which shares its copies among users."""
    where = cache.value(properties.store.CACHE_PLACEMENT)
    is_at_edge = cache.plays(Role.EDGE) or where == "edge"
    return cache.plays(Role.CACHE) and is_at_edge and where != "client"


def _finding(cache: Component, data: Data, contains: Known[tuple[str, ...]]) -> Finding:
    words = " and ".join(contains.value)
    return Finding(
        f"`{cache.path}` is a shared cache but keeps `{data.path}`, which contains {words} data",
        Label(cache.span_of(properties.store.HOLDS), "shared by all users"),
        cache.path,
        secondary=(Label(contains.span, words),) if contains.span else (),
        witness=(
            Step(f"1. `{cache.path}` keeps the copy of `{data.path}` that one user requested"),
            Step("2. another user requests the same URL and gets the copy without authorisation"),
        ),
        help=(
            edit("placement client", note="in each user's browser or app"),
            advice(f"remove `{data.path}` from `holds` of `{cache.path}`"),
        ),
    )
