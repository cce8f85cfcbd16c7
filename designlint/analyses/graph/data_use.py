"""How the flows use each data item, and which components are its sources of truth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.graph import asked_by
from designlint.base.cached import cached_property
from designlint.base.records import NamedTuple
from designlint.model import Component, Design, Named
from designlint.schema.roles import Role
from designlint.schema.store import FED_BY, HOLDS, INDEX, RETENTION, WRITE_POLICY
from designlint.solvers.graph import reachable

# Their data is kept by people and tools outside the flows.
_OPERATIONS = (
    Role.OBSERVER, Role.DEPLOYER, Role.CONFIGURATION, Role.IDENTITY_PROVIDER, Role.SECRETS_MANAGER,
)  # fmt: skip


_MONTH = 30 * 86400.0


class DataUse(NamedTuple):
    """A data item in the flows.

    `homes` are the components that hold it or that a step, or its fallback, reads or writes it in. It is `consumed`
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


class DataUses(Lazily[str, DataUse]):
    """How each data item is used, by path; and which components it lives in for good."""

    def __init__(self, design: Design) -> None:
        super().__init__(design.data, _Gathered(design).use)
        self._design = design

    def sources_of(self, data: str) -> tuple[Component, ...]:
        """The stores that keep a data item, and the queues and streams in which it waits for them.

        What another holder feeds is a copy of that one. A search index or cache beside a store is made from it, and a stream that gets what the same
        flow writes to a store only passes it on; where there is no store, or nothing says that any has the item
        which is read there, they are the source.
        """
        homes = self._lasting_homes(data)
        fed = {home.path: feed for home in homes if (feed := _feed_of(home, homes))}
        stores = [
            home.path
            for home in homes
            if home.path not in fed and (_is_source(home) or home.path in fed.values())
        ]
        if any(self._is_filled(path, data) or path in fed.values() for path in stores):
            return tuple([h for h in homes if h.path in stores or self._is_way_in(h, data, stores)])
        lasting = tuple([home for home in homes if not home.plays(Role.CACHE)])
        return lasting or homes

    def is_alone(self, cache: Component, data: str) -> bool:
        """Whether a cache keeps the only copy of a data item: flows write it there, no other home has it, and
        no step asks an origin on a miss of the cache."""
        if [home.path for home in self._lasting_homes(data)] != [cache.path]:
            return False
        if any(
            step.on_miss_of is not None and step.on_miss_of.path == cache.path
            for flow in self._design.flows.values()
            for step in flow.steps
        ):
            return False
        steps = [step for _, step in self._design.steps_naming(data)]
        return not cache.properties.all(FED_BY) and any(
            step.callee.path == cache.path and data in step.written for step in steps
        )

    def _is_filled(self, home: str, data: str) -> bool:
        """Whether a component holds a data item, or a flow writes it there."""
        steps = self._design.steps_naming(data)
        written = any(data in step.written and home in asked_by(step) for _, step in steps)
        return written or holds(self._design.components[home], data)

    def never_changes(self, data: str) -> bool:
        """Whether a data item is written once and for all: it is immutable, and no flow deletes it."""
        steps = self._design.steps_naming(data)
        deletes = any(named.path == data for _, step in steps for named in step.deletes)
        return self._design.data[data].is_immutable and not deletes

    def stores_of(self, data: str) -> tuple[Component, ...]:
        """The sources of truth of a data item, without queues and streams that only pass it on."""
        found = self.sources_of(data)
        lasting = tuple([home for home in found if not home.plays(Role.BROKER)])
        return lasting or found

    def is_event_log(self, component: Component) -> bool:
        """Whether a stream is kept as a source of truth: others are fed by it, or it keeps what it holds for
        a month or more."""
        if not component.plays(Role.LOG) or component[HOLDS] is None:
            return False
        kept = component.value(RETENTION)
        feeds = (one.properties.all(FED_BY) for one in self._design.components.values())
        fed = any(feed.value.source.path == component.path for all_ in feeds for feed in all_)
        return fed or (kept is not None and kept.value >= _MONTH)

    def written_behind(self, data: str) -> tuple[Component, ...]:
        """The caches that acknowledge writes of a data item before a store has them."""
        steps = [step for _, step in self._design.steps_naming(data) if data in step.written]
        components, ends = self._design.components, [(s.callee.path, s.caller.path) for s in steps]
        passed = dict.fromkeys(path for pair in ends for path in pair if path in components)
        return tuple([components[path] for path in passed if is_written_behind(components[path])])

    def data_of(self, component: str) -> tuple[str, ...]:
        """The data that a component is a source of truth of."""
        return self._kept_by.get(component, ())

    def indexes_of(self, component: str, data: str) -> tuple[str, ...]:
        """The declared indexes of a component that can be about a data item: one whose name begins with
        that of another item there, such as `customer.name`, is not."""
        store = self._design.components.get(component)
        stated = store.properties.all(INDEX) if store is not None else ()
        declared = [key for one in stated for key in one.value]
        others = {path for path in self.data_of(component) if path != data}
        return tuple([key for key in declared if not any(_is_of(key, other) for other in others)])

    @cached_property
    def _kept_by(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for data in self:
            for home in self.sources_of(data):
                found[home.path] = (*found.get(home.path, ()), data)
        return found

    def _lasting_homes(self, data: str) -> tuple[Component, ...]:
        components = self._design.components
        homes = [components[path] for path in self[data].homes if path in components]
        kinds = (Role.STORE, Role.CACHE, Role.BROKER)
        return tuple([home for home in homes if home.plays(*kinds) or holds(home, data)])

    def _is_way_in(self, home: Component, data: str, stores: list[str]) -> bool:
        """Whether a flow leaves a data item in a queue or stream, and in no store but through that: what
        waits there is then acknowledged, and nowhere else yet."""
        if not home.plays(Role.BROKER):
            return False
        sending = dict.fromkeys(
            flow.path
            for flow, step in self._design.steps_naming(data)
            if data in step.written and home.path in asked_by(step)
        )
        return any(
            self._written_beside(flow, home.path, data).isdisjoint(stores) for flow in sending
        )

    def _written_beside(self, flow: str, broker: str, data: str) -> set[str]:
        """Who gets a data item in a flow from others than those that take it from a broker."""
        steps = self._design.flows[flow].steps
        callees: dict[str, list[str]] = {}
        for step in steps:
            callees.setdefault(step.caller.path, []).append(step.callee.path)
        behind = set(reachable(callees, [broker]))
        return {
            step.callee.path
            for step in steps
            if data in step.written
            and step.caller.path not in behind
            # What a fallback gets, its callee has not.
            and broker not in asked_by(step)
        }


def _is_of(key: str, data: str) -> bool:
    """Whether a qualified index names a data item: its path, or the last name of it."""
    return key.startswith((f"{data}.", f"{data}_", f"{data.rpartition('.')[2]}."))


def data_uses(facts: Facts) -> DataUses:
    """How each data item is used."""
    return DataUses(facts.design)


def is_written_behind(component: Component) -> bool:
    """Whether a component is a cache that acknowledges a write before it writes it to a store."""
    return component.plays(Role.CACHE) and component.value(WRITE_POLICY) == "write_behind"


def holds(component: Component, data: str) -> bool:
    """Whether a component says that it holds a data item."""
    return any(ref.path == data for ref in component.value(HOLDS) or ())


def _feed_of(component: Component, homes: Iterable[Component]) -> str:
    """The component that feeds another one, of those that have the data item; empty where none does."""
    paths = {home.path for home in homes if home is not component}
    feeds = component.properties.all(FED_BY)
    return next((feed.value.source.path for feed in feeds if feed.value.source.path in paths), "")


def _is_source(home: Component) -> bool:
    return home.plays(Role.STORE) and not home.plays(Role.DERIVED)


class _Gathered:
    """One pass over all steps."""

    def __init__(self, design: Design) -> None:
        self._design = design
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
            asked = dict.fromkeys(asked_by(step))
            self._called.update(asked)
            if self._is_broker(caller):
                self._taking_flows[caller].add(flow)
            if not step.reads and not step.writes:
                self._called_vaguely.update(asked)
            for named in step.reads:
                self._reads[named.path].append(named)
                self._callees[named.path].update(asked)
                if self._is_outside(callee):
                    self._read_outside.add(named.path)
            for named in step.writes:
                if named not in step.deletes:
                    self._writes[named.path].append(named)
                self._callees[named.path].update(asked)
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
