"""Secrets are kept where many can read them.

Reported when: data that `contains secret` is held by, or written to, a component for configuration or
monitoring, a search index or a CDN.

Not reported when: a secrets manager, an identity component, a database, a cache or a queue keeps the
data.

How to fix: keep the secret in a secrets manager, and hand out a reference or a short-lived credential.

Why: configuration, build logs, traces and indexes are made to be read by every engineer and many tools,
are copied widely, and are kept for long. A secret in one of them is known to all of them, and nobody can
tell who has used it.

Source: OWASP Secrets Management Cheat Sheet; OWASP Top 10 (2021), A05 Security Misconfiguration; The
Twelve-Factor App, III. Config.

Bad:

```design
data key { contains secret }
component flags : config { replicas 2; holds key }
```

Good:

```design
data key { contains secret }
component vault : secrets { replicas 2; holds key }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, edit, properties, rule
from designlint.api.analyses import residencies

_READABLE = (Role.CONFIGURATION, Role.OBSERVER, Role.EDGE)


@rule("SEC007", grade="risk", since="0.2")
def misplaced_secret(facts: Facts) -> Iterator[Finding]:
    """One finding for each secret and each component that many can read."""
    for path, data in facts.design.data.items():
        contains = data.value(properties.context.CONTAINS)
        if contains is None or "secret" not in contains:
            continue
        for location in facts[residencies][path].locations:
            home = facts.design.components[location.component]
            is_index = home.plays(Role.STORE) and home.plays(Role.DERIVED)
            if home.is_external or not (is_index or home.plays(*_READABLE)):
                continue
            yield Finding(
                f"`{home.path}` keeps the secret `{path}`, but is made to be read by many",
                Label(location.at, "kept here"),
                home.path,
                secondary=(Label(data.span_of(properties.context.CONTAINS), "secret"),),
                witness=location.route,
                help=(edit(f"component vault : secrets {{ holds {data.name} }}"),),
                causes=(f"secrets in `{home.path}`",),
            )
