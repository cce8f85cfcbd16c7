"""Every component that keeps copies of a data item, and how they get there."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.data_use import data_uses, holds
from designlint.analyses.graph.filled import filled_caches
from designlint.analyses.graph.graph import asked_by, flow_graphs
from designlint.analyses.graph.perhaps_kept import perhaps_kept
from designlint.analyses.measure import Missing, step
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Component, Flow, Step
from designlint.quantities.showing import show
from designlint.schema.roles import Role
from designlint.schema.store import BACKUP, HOLDS

_KEEPERS = (Role.STORE, Role.CACHE, Role.BROKER)
# What keeps an item that is written to it, without holding it to be read in the flows.
_TAKERS = (
    *_KEEPERS, Role.EXTERNAL, Role.OBSERVER, Role.CONFIGURATION, Role.IDENTITY_PROVIDER,
    Role.SECRETS_MANAGER,
)  # fmt: skip


class DataLocation(NamedTuple):
    """A component that keeps copies of a data item: the route of the copies, and where it is stated;
    `missing` is what would decide whether it keeps any, where that is not declared. Of copies that are
    `elsewhere`, it is not declared what keeps them: the component is the one that they are made of."""

    component: str
    route: tuple[Line, ...]
    at: Span
    missing: Missing | None = None
    elsewhere: bool = False


def data_locations(facts: Facts) -> Lazily[str, tuple[DataLocation, ...]]:
    """Where copies of each data item are: stores, caches, queues and streams, components that declare
    to hold it, external systems, monitoring and the like that it is written to, and the stores of the backups.

    What only passes an item on keeps no copy; copies on the devices of users do not count.
    """

    def find(data: str) -> tuple[DataLocation, ...]:
        found: dict[str, DataLocation] = {}
        for path in facts[data_uses][data].homes:
            component = facts.design.components.get(path)
            if component is None or component.plays(Role.CLIENT):
                continue
            copy = _copy(facts, component, data)
            if copy is not None:
                found[path] = copy
        for copy in _in_caches(facts, data):
            found.setdefault(copy.component, copy)
        for path in list(found):
            for one in (path, *facts.design.backups_of(path)):
                kept = _backup_of(facts.design.components[one], found[one])
                if kept is not None:
                    found.setdefault(kept.component, kept)
        return tuple(found.values())

    return Lazily(facts.design.data, find)


def possible_locations(facts: Facts) -> Lazily[str, tuple[DataLocation, ...]]:
    """What may keep copies of each data item besides, see `perhaps_kept`; and backups of which it is not
    declared where they are kept."""

    def find(data: str) -> tuple[DataLocation, ...]:
        known = {copy.component: copy for copy in facts[data_locations][data]}
        perhaps = [
            DataLocation(one.component, (one.why,), one.at, one.missing)
            for one in facts[perhaps_kept][data]
            if one.component not in known
        ]
        open_backups = [_backup_somewhere(facts, copy) for copy in (*known.values(), *perhaps)]
        return (*perhaps, *[copy for copy in open_backups if copy is not None])

    return Lazily(facts.design.data, find)


def _in_caches(facts: Facts, data: str) -> Iterator[DataLocation]:
    found: dict[str, DataLocation] = {}
    for one in facts[filled_caches][data]:
        if one.is_sure:
            line = Line(f"{one.flow}: `{data}` is read on a miss of `{one.cache}`", one.at.span)
            found.setdefault(one.cache, DataLocation(one.cache, (line,), one.at.span))
    yield from found.values()


def open_backup(component: Component) -> Missing | None:
    """What would say where the backups of a component are kept; None where that is declared, or none is made."""
    backup = component[BACKUP]
    if backup is None or backup.value.to is not None:
        return None
    example = f"backup every {show(backup.value.every)} to STORE"
    return Missing(component.path, "location of the backups", example)


def _backup_somewhere(facts: Facts, copy: DataLocation) -> DataLocation | None:
    component = facts.design.components[copy.component]
    missing, backup = open_backup(component), component[BACKUP]
    if missing is None or backup is None:
        return None
    line = step(f"where the backups of `{copy.component}` are kept is not declared", backup)
    route = (*copy.route, line)
    return DataLocation(copy.component, route, line.span or component.span, missing, elsewhere=True)


def _copy(facts: Facts, component: Component, data: str) -> DataLocation | None:
    written = next(_steps(facts, component.path, data, writes=True), None)
    if written is not None:
        flow, call = written
        route = facts[flow_graphs][flow.path].shown_path(call.caller.path)
        arrow = "->" if call.waits else "~>"
        text = f"{flow.path}: {route} {arrow} {component.path} writes `{data}`"
        return DataLocation(component.path, (Line(text, call.span),), call.span)
    if holds(component, data):
        line = step(f"`{component.path}` holds `{data}`", component[HOLDS])
        return DataLocation(component.path, (line,), line.span or component.span)
    read = next(_steps(facts, component.path, data, writes=False), None)
    if read is None or not component.plays(*_KEEPERS):
        return None
    line = Line(f"{read[0].path}: `{data}` is read from `{component.path}`", read[1].span)
    return DataLocation(component.path, (line,), read[1].span)


def _steps(facts: Facts, component: str, data: str, *, writes: bool) -> Iterator[tuple[Flow, Step]]:
    for flow, call in facts.design.steps_naming(data):
        used = call.stores if writes else call.reads
        if component in asked_by(call) and any(named.path == data for named in used):
            is_kept = facts.design.components[component]
            if not writes or is_kept.plays(*_TAKERS):
                yield flow, call


def _backup_of(component: Component, copy: DataLocation) -> DataLocation | None:
    backup = component[BACKUP]
    target = backup.value.to if backup is not None else None
    if backup is None or target is None:
        return None
    every = show(backup.value.every)
    line = step(f"`{component.path}` is backed up to `{target.path}` every {every}", backup)
    return DataLocation(target.path, (*copy.route, line), line.span or component.span)
