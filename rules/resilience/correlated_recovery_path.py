"""The recovery path of a component fails together with the component.

Reported when: a tool that a flow uses to `recover` a component, or that observes or deploys the
component, depends on the component or fails with the same zone or host. Dependencies are
`identity_from`, `configured_by` and `needs_at_boot`; for identity, configuration and discovery
services also their calls, and the queues that block them when full.

Not reported when: the tool declares `runs_without`; the component is only the end of the flow that
recovers it; the shared place is a region or wider; or it is not declared where the tool runs.

How to fix: give the tool a second path, tested and independent of the component, and declare
`runs_without`; or run the tool in another zone.

Why: outages are long when recovery needs the failed component: an admin console that signs people in
with it, monitoring in the dark zone, a pipeline that reads its settings from the lost store.

Source: Meta, More details about the October 4 outage (2021); AWS, summary of the service event of
2020-11-25 in the Northern Virginia region.

Bad:

```design
actor operator
component sso : identity { replicas 2 }
component console : service { replicas 2; identity_from sso }
flow repair recovers sso { operator -> console -> sso }
```

Good:

```design
actor operator
component sso : identity { replicas 2 }
component console : service { replicas 2; identity_from sso; runs_without sso }
flow repair recovers sso { operator -> console -> sso }
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from designlint.api import Facts, Finding, Help, Label, Step, advice, edit, model, rule
from designlint.api.analyses import placements, recovery_paths, single_points_of_failure
from designlint.api.text import listed, step


class _Shared(NamedTuple):
    """Tools that fail with their targets: because of a chain of dependencies, whose last link `last`
    has, or with the place `domain`."""

    tools: tuple[str, ...]
    role: str
    targets: tuple[str, ...]
    domain: str | None
    lines: tuple[Step, ...]
    last: str
    at: model.Span


@rule("RES013", grade="risk", since="0.1", formerly=("resilience-recovery-shares-fate",))
def correlated_recovery_path(facts: Facts) -> Iterator[Finding]:
    """One finding for each tool and reason; tools of the same targets that fail with the same place
    are one."""
    found: dict[tuple[str, str, str | None], _Shared] = {}
    for shared in _shared(facts):
        key = (shared.tools[0], shared.role, shared.domain)
        known, target = found.setdefault(key, shared), shared.targets[0]
        if target not in known.targets:
            found[key] = known._replace(targets=(*known.targets, target))
    for shared in _joined(found.values()):
        yield _finding(facts, shared)


def _shared(facts: Facts) -> Iterator[_Shared]:
    """Each tool that fails with its target, with the reason."""
    paths = facts[recovery_paths]
    known = {(other.tool, other.role, other.target) for other in paths.tools}
    for path, role, target, line, at in paths.tools:
        chain = paths.chain(path, target)
        domain = None if chain is not None or role == "deploys" else _domain(facts, path, target)
        if chain is not None:
            # What a tool depends on another tool of the same path for is reported of that one.
            if not any((node, role, target) in known for node, _ in chain[1:]):
                lines = (line, *(link for _, link in chain))
                last = chain[-1][0] if chain else path
                yield _Shared((path,), role, (target,), None, lines, last, at)
        elif domain is not None:
            lines = (line, *_in_one_place(facts, path, target, domain))
            yield _Shared((path,), role, (target,), domain, lines, path, at)


def _domain(facts: Facts, tool: str, target: str) -> str | None:
    """The widest place below a region with which both the target and the tool fail."""
    fails_with = facts[single_points_of_failure].domain_cuts[target]
    return next((d for d in facts[placements][tool].shared_domains if d in fails_with), None)


def _in_one_place(facts: Facts, tool: str, target: str, domain: str) -> Iterator[Step]:
    where = f"the {facts.design.places[domain].level} `{domain}`"
    for path, what in ((target, "fails with"), (tool, "runs only in")):
        yield step(f"`{path}` {what} {where}", facts[placements][path].stated)


def _joined(shared: Iterable[_Shared]) -> Iterable[_Shared]:
    """Those that differ in the tool alone, and fail with one place, as one."""
    found: dict[tuple[object, ...], _Shared] = {}
    for one in shared:
        apart = one.tools if one.domain is None else ()
        key = (one.role, one.targets, one.domain, apart)
        known = found.get(key)
        if known is not None:
            lines = tuple(dict.fromkeys((*known.lines, *one.lines)))
            found[key] = known._replace(tools=(*known.tools, *one.tools), lines=lines)
        else:
            found[key] = one
    return found.values()


def _finding(facts: Facts, shared: _Shared) -> Finding:
    message, help_ = _words(facts, shared)
    others = shared.targets[1:]
    lines = (
        (*shared.lines, Step(f"the same holds for {listed(others)}")) if others else shared.lines
    )
    return Finding(message, Label(shared.at), shared.tools[0], witness=lines, help=(help_,))


def _words(facts: Facts, shared: _Shared) -> tuple[str, Help]:
    targets, tool = listed(shared.targets), shared.tools[0]
    if shared.domain is not None:
        place, one = facts.design.places[shared.domain], len(shared.tools) == 1
        role = shared.role if one else shared.role.removesuffix("s")
        fail = "both fail" if one and len(shared.targets) == 1 else "all fail"
        return (
            f"{listed(shared.tools)} {role} {targets}, but {fail} with the {place.level} `{place.path}`",
            advice(f"run {listed(shared.tools)} outside `{shared.domain}`"),
        )
    if tool in shared.targets:
        return (
            f"`{tool}` is on its own recovery path",
            advice(f"add a recovery path that does not lead through `{tool}`"),
        )
    return (
        f"`{tool}` {shared.role} {targets}, but depends on"
        f" {targets if len(shared.targets) == 1 else 'them'}",
        edit(
            f"runs_without {shared.targets[0]}",
            place=f"`{shared.last}`",
            note=f"needs a tested alternative to `{shared.targets[0]}`",
        ),
    )
