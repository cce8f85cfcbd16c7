"""How the flows use each data item: who reads it, who writes it, and where that is unclear."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.model import Design, Named
from designlint.schema.roles import Role
from designlint.schema.store import HOLDS

# Their data is kept by people and tools outside the flows.
_OPERATIONS = (
    Role.OBSERVER, Role.DEPLOYER, Role.CONFIGURATION, Role.IDENTITY_PROVIDER, Role.SECRETS_MANAGER,
)  # fmt: skip


class DataUse(NamedTuple):
    """A data item in the flows.

    `homes` are the components that hold it or that a step reads or writes it in. It is `consumed`
    when a flow takes it off a queue or stream and does more than write it on. It is `unclear` when
    a home is called by a step that names no data, or holds it and is in no flow: that may be a read or
    a write. It is `supplied` when it can come from outside the flows.
    """

    reads: tuple[Named, ...]
    writes: tuple[Named, ...]
    homes: tuple[str, ...]
    consumed: bool
    unclear: bool
    supplied: bool

    @property
    def is_read(self) -> bool:
        """Whether some flow uses what is in it."""
        return bool(self.reads) or self.consumed


def data_uses(facts: Facts) -> dict[str, DataUse]:
    """How each data item is used, by path."""
    gathered = _Gathered(facts)
    return {path: gathered.use(path) for path in facts.design.data}


class _Gathered:
    """One pass over all steps."""

    def __init__(self, facts: Facts) -> None:
        self._design: Design = facts.design
        self._holders: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._reads: defaultdict[str, list[Named]] = defaultdict(list)
        self._writes: defaultdict[str, list[Named]] = defaultdict(list)
        self._callees: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._writing_flows: defaultdict[str, set[str]] = defaultdict(set)
        self._taking_flows: defaultdict[str, set[str]] = defaultdict(set)
        self._read_outside: set[str] = set()
        self._called: set[str] = set()
        self._called_vaguely: set[str] = set()
        for component in self._design.components.values():
            for ref in component.value(HOLDS) or ():
                self._holders[ref.path][component.path] = None
        for path in self._design.flows:
            self._gather(path)

    def _gather(self, flow: str) -> None:
        for step in self._design.flows[flow].steps:
            caller, callee = step.caller.path, step.callee.path
            self._called.add(callee)
            if self._is_broker(caller):
                self._taking_flows[caller].add(flow)
            if not step.reads and not step.writes:
                self._called_vaguely.add(callee)
            for named in step.reads:
                self._reads[named.path].append(named)
                self._callees[named.path][callee] = None
                if self._is_outside(callee):
                    self._read_outside.add(named.path)
            for named in step.writes:
                self._writes[named.path].append(named)
                self._callees[named.path][callee] = None
                self._writing_flows[named.path].add(flow)

    def use(self, path: str) -> DataUse:
        """What is known of one data item."""
        held = tuple(self._holders.get(path, ()))
        homes = tuple(dict.fromkeys((*held, *self._callees.get(path, ()))))
        takers = {flow for home in homes for flow in self._taking_flows.get(home, ())}
        return DataUse(
            tuple(self._reads.get(path, ())),
            tuple(self._writes.get(path, ())),
            homes,
            bool(takers - self._writing_flows.get(path, set())),
            any(self._is_vague(home) for home in homes) or any(self._is_idle(h) for h in held),
            path in self._read_outside or any(self._is_outside(home) for home in held),
        )

    def _is_vague(self, home: str) -> bool:
        return home in self._called_vaguely

    def _is_idle(self, holder: str) -> bool:
        return holder not in self._called and holder not in self._taking_flows

    def _is_broker(self, path: str) -> bool:
        component = self._design.components.get(path)
        return component is not None and component.plays(Role.BROKER)

    def _is_outside(self, path: str) -> bool:
        component = self._design.components.get(path)
        return component is not None and component.plays(Role.EXTERNAL, *_OPERATIONS)
