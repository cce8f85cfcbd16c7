"""The recovery path of a component fails together with the component.

Reported when: a tool that a flow uses to `recover` a component, or that observes, deploys or
`informs_about` the component, depends on the component, or fails with the same place. Dependencies are
`identity_from`, `configured_by`, `needs_at_boot`, what a `health_check deep` asks, the only
component that it `notifies` people through, and every call that the tool waits for and needs, in any flow. What
informs users also depends on what every flow passes in which they reach it. A region counts where the design has components that span
several; for monitoring, where it observes such a component. Where the only way to recover what others run on, or
what routes the traffic of all flows of users, is a call to it, the rule asks who gets in when it does not
answer.

Not reported when: the tool declares `runs_without`, or the call is its work: the end of a flow that
recovers something, a probe of what it observes, the rollout of what it deploys. Nor when it is not
declared where the tool runs.

How to fix: give the tool a second path, tested and independent of the component, and declare
`runs_without`; or run the tool in another zone or region.

Why: outages are long when recovery needs the failed component: an admin console that signs people in
with it, monitoring that finds its servers by the failed registry, a status page in the dark region.

Source: Meta, More details about the October 4 outage (2021); AWS, summary of the service event of
2020-11-25 in the Northern Virginia region; Roblox, Roblox Return to Service (2022).

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

from designlint.api import Facts, Finding, Help, Label, Step, advice, edit, model, properties, rule
from designlint.api.analyses import flow_graphs, placements, recovery_paths
from designlint.api.text import listed, step


class _Shared(NamedTuple):
    """Tools that fail with their targets: because of a chain of dependencies for each target, whose last
    link `last` has, or with the place `domain`."""

    tools: tuple[str, ...]
    role: str
    targets: tuple[str, ...]
    domain: str | None
    lines: tuple[Step, ...]
    last: tuple[str, ...]
    at: model.Span


@rule(
    "RES013",
    grade="risk",
    also=("fatal", "advice"),
    since="0.1",
    formerly=("resilience-recovery-shares-fate",),
)
def correlated_recovery_path(facts: Facts) -> Iterator[Finding]:
    """One finding for each tool and reason; tools of the same targets that fail with the same place
    are one; and one question about what is recovered through itself alone."""
    found: dict[tuple[str, str, str | None], _Shared] = {}
    for shared in _shared(facts):
        key = (shared.tools[0], shared.role, shared.domain)
        known, target = found.setdefault(key, shared), shared.targets[0]
        if target not in known.targets:
            targets, last = (*known.targets, target), (*known.last, *shared.last)
            found[key] = known._replace(targets=targets, last=last)
    for shared in _joined(found.values()):
        yield _finding(facts, shared)
    yield from _only_through_itself(facts, {one.targets[0] for one in found.values()})


def _shared(facts: Facts) -> Iterator[_Shared]:
    """Each tool that fails with its target, with the reason."""
    paths = facts[recovery_paths]
    known = {(other.tool, other.role, other.target) for other in paths.tools}
    for path, role, target, line, at in paths.tools:
        chain = paths.chain(path, target)
        if chain is None and role == "informs about":
            chain = paths.way_in(path, target)
        domain = None if chain is not None else _domain(facts, path, role, target)
        if chain is not None:
            # What a tool depends on another tool of the same path for is reported of that one.
            if not any((node, role, target) in known for node, _ in chain[1:]):
                lines = (line, *(link for _, link in chain))
                last = chain[-1][0] if chain else path
                yield _Shared((path,), role, (target,), None, lines, (last,), at)
        elif domain is not None:
            lines = (line, *_in_one_place(facts, path, target, domain))
            yield _Shared((path,), role, (target,), domain, lines, (path,), at)


def _domain(facts: Facts, tool: str, role: str, target: str) -> str | None:
    """The widest place with which both the target and the tool fail.

    A region may have monitoring of its own; not where that observes what spans several. And nobody misses
    the monitoring of what waits there for a recovery.
    """
    if role == "deploys":
        return None
    paths = facts[recovery_paths]
    place = paths.shared_place(tool, target)
    if place is None or role != "observes" or not facts.design.places[place].is_wide:
        return place
    if not any(_flows_of(facts, (target,))):
        return None
    observed = [one.target for one in paths.tools if (one.tool, one.role) == (tool, role)]
    return place if any(_spans(facts, path, place) for path in observed) else None


def _spans(facts: Facts, path: str, place: str) -> bool:
    """Whether a component runs both in a place and outside of it."""
    runs = [replica.domains for replica in facts[placements][path].replicas if replica.domains]
    return len({place in domains for domains in runs}) > 1


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
    return Finding(
        message,
        Label(shared.at),
        shared.tools[0],
        witness=lines,
        help=help_,
        flows=tuple(_flows_of(facts, shared.targets)),
        grade="fatal" if _is_fatal(facts, shared) else None,
        causes=tuple(_causes(shared)),
        because=tuple(_because(facts, shared)),
    )


def _causes(shared: _Shared) -> Iterator[str]:
    """A tool's dependency is one cause, whatever the tool does for its target; and so is a place."""
    if shared.domain is not None:
        yield f"recovery in `{shared.domain}`"
    else:
        yield from (f"dependency of `{shared.tools[0]}` on `{one}`" for one in shared.targets)


def _because(facts: Facts, shared: _Shared) -> Iterator[str]:
    """That every copy is in one place, where the tools are what keeps the backups of their targets."""
    components = facts.design.components
    backups = [components[path].value(properties.store.BACKUP) for path in shared.targets]
    kept_in = {one.to.path for one in backups if one is not None and one.to is not None}
    if shared.domain is not None and kept_in.issuperset(shared.tools):
        yield f"every copy in `{shared.domain}`"


def _is_fatal(facts: Facts, shared: _Shared) -> bool:
    """Whether nothing but the lost part brings it back, though the design goes on elsewhere or names the
    domain for what fails together."""
    if shared.role not in ("recovers", "deploys"):
        return False
    if shared.domain is None or facts.design.places[shared.domain].level == "domain":
        return True
    return facts[recovery_paths].goes_on_outside(shared.domain)


def _flows_of(facts: Facts, targets: tuple[str, ...]) -> Iterator[str]:
    """The flows that wait for a recovery: those that use what is recovered."""
    for path, graph in facts[flow_graphs].items():
        if not graph.flow.recovers and not set(targets).isdisjoint(graph.nodes):
            yield path


def _only_through_itself(facts: Facts, reported: set[str]) -> Iterator[Finding]:
    """What every flow that recovers it calls in the end, and nothing else leads to."""
    found = [one for one in facts[recovery_paths].ends if one.target not in reported]
    if found:
        targets = listed([one.target for one in found])
        one = len(found) == 1
        are, answer = ("is", "it does not answer") if one else ("are", "they do not answer")
        yield Finding(
            f"{targets} {are} recovered by a call alone: who gets in when {answer}?",
            Label(found[0].at),
            found[0].target,
            witness=tuple([one.line for one in found]),
            help=(advice(f"add a flow that recovers `{found[0].target}` without calling it"),),
            grade="advice",
        )


def _words(facts: Facts, shared: _Shared) -> tuple[str, tuple[Help, ...]]:
    targets, tool = listed(shared.targets), shared.tools[0]
    if shared.domain is not None:
        place, one = facts.design.places[shared.domain], len(shared.tools) == 1
        role = shared.role if one else shared.role.removesuffix("s")
        fail = "both fail" if one and len(shared.targets) == 1 else "all fail"
        return (
            f"{listed(shared.tools)} {role} {targets}, but {fail} with the {place.level} `{place.path}`",
            (advice(f"run {listed(shared.tools)} outside `{shared.domain}`"),),
        )
    if tool in shared.targets:
        return (
            f"`{tool}` is on its own recovery path",
            (advice(f"add a recovery path that does not lead through `{tool}`"),),
        )
    return (
        f"`{tool}` {shared.role} {targets}, but depends on"
        f" {targets if len(shared.targets) == 1 else 'them'}",
        tuple(_without(facts, shared)),
    )


def _without(facts: Facts, shared: _Shared) -> Iterator[Help]:
    """How each component with a last link goes on without what it depends on there."""
    links = tuple(zip(shared.last, shared.targets, strict=True))
    for last in dict.fromkeys(shared.last):
        targets = [target for one, target in links if one == last]
        component = facts.design.components.get(last)
        check = component.value(properties.component.HEALTH_CHECK) if component else None
        asked = {named.path for named in check.of} if check is not None else set()
        if not asked.isdisjoint(targets):
            yield edit("health_check shallow", place=f"`{last}`")
        named = [t for t in targets if t not in asked and _is_used_by(facts, last, t)]
        if named:
            yield edit(
                f"runs_without {', '.join(named)}",
                place=f"`{last}`",
                note=f"needs a tested alternative to {listed(named)}",
            )
        others = [t for t in targets if t not in asked and t not in named]
        if others:
            are = "is" if len(others) == 1 else "are"
            yield advice(
                f"let `{last}` go on while {listed(others)} {are} down, and test that it does"
            )


def _is_used_by(facts: Facts, path: str, target: str) -> bool:
    """Whether a component itself calls or names another: what it goes without can be declared there."""
    design = facts.design
    calls = [(r.caller.path, r.callee.path) for r in design.relations]
    calls += [(s.caller.path, s.callee.path) for f in design.flows.values() for s in f.steps]
    component = design.components.get(path)
    named = component.properties.references() if component is not None else ()
    return (path, target) in calls or target in named
