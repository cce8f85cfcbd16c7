"""Personal data is deleted in one place, and stays in another.

Reported when: a flow `deletes` personal or health data somewhere, and another component keeps the data:
a store, a stream or a system of others that no flow deletes it from.

Not reported when: what deletes the data also feeds the other component (`fed_by`); the component
forgets by itself within a month (`retention`, `ttl`); it is a cache whose copies are invalidated; a
queue; or a backup, whose copies expire.

How to fix: delete the data in every component that keeps it, or send the deletion to all of them, for
example through a stream. Let streams and indexes forget within a month.

Why: a person may demand erasure everywhere, and those who got the data have to be informed. The forgotten
copy in a search index, a warehouse or at a partner shows up in the next search or the next leak.

Source: Regulation (EU) 2016/679 (GDPR), articles 17 and 19; article 12(3), on one month.

Bad:

```design
actor member
data profile { contains personal; retention 5y }
component app : service
component store : database { holds profile }
component index : search { holds profile }
flow join { member -> app; app -> store writes profile; app -> index writes profile }
flow leave { member -> app; app -> store deletes profile }
```

Good:

```design
actor member
data profile { contains personal; retention 5y }
component app : service
component store : database { holds profile }
component index : search { holds profile }
flow join { member -> app; app -> store writes profile; app -> index writes profile }
flow leave { member -> app; app -> store deletes profile; app -> index deletes profile }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, Step, edit, properties, rule
from designlint.api.analyses import residencies
from designlint.api.model import Component, Data
from designlint.api.model import Step as Call
from designlint.api.text import listed

_MONTH = 31 * 86_400.0


@rule("DAT009", grade="risk", since="0.2")
def incomplete_erasure(facts: Facts) -> Iterator[Finding]:
    """One finding for each item of personal data that a deletion does not reach everywhere."""
    calls: dict[str, list[Call]] = {}
    for flow in facts.design.flows.values():
        for call in flow.steps:
            for named in call.deletes:
                calls.setdefault(named.path, []).append(call)
    for path, deletions in calls.items():
        data = facts.design.data[path]
        if not data.is_personal:
            continue
        reached = _reached(facts, {call.callee.path for call in deletions})
        left = [home for home in _keepers(facts, path) if home.path not in reached]
        left = [home for home in left if not _forgets(home, data)]
        if left:
            yield _finding(facts, data, deletions[0], left)


def _reached(facts: Facts, deleted: set[str]) -> set[str]:
    """The components that data is deleted from, and those that they feed."""
    feeds = [
        (component.path, feed.value.source.path)
        for component in facts.design.components.values()
        for feed in component.properties.all(properties.store.FED_BY)
    ]
    reached = set(deleted)
    while more := {fed for fed, source in feeds if source in reached} - reached:
        reached |= more
    return reached


def _keepers(facts: Facts, data: str) -> list[Component]:
    """The components that keep the data, backups aside."""
    components = facts.design.components
    backups = {
        backup.to.path
        for component in components.values()
        if (backup := component.value(properties.store.BACKUP)) is not None and backup.to
    }
    locations = facts[residencies][data].locations
    homes = [components[copy.component] for copy in locations]
    return [home for home in homes if home.path not in backups]


def _forgets(home: Component, data: Data) -> bool:
    """Whether it drops the data by itself within a month, or as soon as it changes."""
    retention, own = home.value(properties.store.RETENTION), data.value(properties.store.RETENTION)
    ttl = home.value(properties.store.TTL)
    times = [known.value for known in (retention, own, ttl) if known is not None]
    if any(time <= _MONTH for time in times):
        return True
    if home.plays(Role.CACHE):
        return (home.value(properties.store.INVALIDATION) or "none") not in ("none", "ttl")
    return home.plays(Role.BROKER) and not home.plays(Role.LOG)


def _finding(facts: Facts, data: Data, call: Call, left: list[Component]) -> Finding:
    names = listed([home.path for home in left])
    first = left[0]
    copies = {copy.component: copy for copy in facts[residencies][data.path].locations}
    lines = [line for home in left for line in copies[home.path].route]
    return Finding(
        f"personal data `{data.path}` is deleted from `{call.callee.path}`, but stays in {names}",
        Label(next(n.span for n in call.deletes if n.path == data.path), "deleted here"),
        data.path,
        secondary=tuple([Label(home.span, "keeps it") for home in left]),
        witness=(
            Step(
                f"`{call.caller.path}` deletes `{data.path}` from `{call.callee.path}`", call.span
            ),
            *dict.fromkeys(lines),
        ),
        help=(edit(f"{call.caller.path} -> {first.path} deletes {data.path}", place="the flow"),),
        causes=(f"erasure of `{data.path}`",),
    )
