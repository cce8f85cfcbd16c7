"""What each read of a data item gets, hop by hop, from the stores and caches on its path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from designlint.analyses.consistency.ages import ages_of
from designlint.analyses.consistency.asked_reads import AskedRead, asked_reads
from designlint.analyses.consistency.cached_reads import cached, kept_by_callers, only_copy
from designlint.analyses.consistency.failed_over import (
    Failures,
    after_failovers,
    what_fails,
)
from designlint.analyses.consistency.feeds import fed, fed_cache, feed_of
from designlint.analyses.consistency.handed_on import handed_on
from designlint.analyses.consistency.hop import (
    STRONGEST,
    Guarantee,
    Hop,
    latest,
)
from designlint.analyses.consistency.kept_answers import kept_answers
from designlint.analyses.consistency.lattice import meet, strongest
from designlint.analyses.consistency.required import for_model, help_for_model
from designlint.analyses.consistency.sessions import one_session
from designlint.analyses.consistency.stored_reads import stored
from designlint.analyses.facts import Facts, Lazily, Results
from designlint.analyses.failure.failovers import failovers
from designlint.analyses.graph.data_use import data_uses, is_written_behind
from designlint.analyses.graph.filled import keeps_answers
from designlint.analyses.measure import Interval
from designlint.analyses.placement.placement import is_gone, placements
from designlint.base.cached import cached_property
from designlint.diagnostics.diagnostic import Help
from designlint.model import Claim, Component, Step
from designlint.schema.roles import Role
from designlint.schema.store import READS_FROM, TOPOLOGY

# What a component, read in a role, guarantees of a data item.
_Given = Callable[[Component, str | None], Guarantee]


class Reads(Results[Hop]):
    """All hops that may answer a read of one data item, through these failures."""

    def __init__(
        self, facts: Facts, data: str, hops: Iterable[Hop], failures: Failures = Failures.ALL
    ) -> None:
        super().__init__(hops)
        self._facts = facts
        self._data = data
        self._failures = failures

    @cached_property
    def ages(self) -> list[Interval]:
        """How stale the answer of each hop can be while the origins answer, in seconds, in their order;
        failovers whose effect is not declared are taken to do no harm."""
        return ages_of(self._facts, self.by_default, shared=True, in_error=False)

    def sources_of(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Some of the components that answer, and the sources that feed these: those whose failovers count."""
        components = self._facts.design.components
        found = dict.fromkeys(paths)
        waiting = list(found)
        while waiting:
            feed = feed_of(self._facts, components[waiting.pop()], self._data)
            source = feed.value.source.path if feed is not None else ""
            if source in components and source not in found:
                found[source] = None
                waiting.append(source)
        return tuple(found)

    @property
    def between_failovers(self) -> Reads:
        """The same reads, as long as no other copy takes over and nothing restarts."""
        return self._facts[_reads_between_failovers][self._data]

    @property
    def as_declared(self) -> Reads:
        """The same reads; failovers whose effect is not declared are taken to do no harm."""
        if self._failures is Failures.ALL:
            return self._facts[_reads_as_declared][self._data]
        return self

    @property
    def by_default(self) -> Reads:
        """The same as `as_declared`, with each technology at its default settings, and with queues that hand out
        each message in its order where nothing says that they do not."""
        if self._failures is Failures.ALL:
            return self._facts[_reads_by_default][self._data]
        if self._failures is Failures.BETWEEN:
            return self._facts[_reads_between_kept][self._data]
        return self

    def through(self, claim: Claim) -> Reads:
        """The reads that a claim is about: through all failures, or between failovers."""
        return self.between_failovers if claim.between_failovers else self

    def for_model(self, wanted: str) -> tuple[Hop, ...]:
        """The hops with the models that they deliver of the wanted kind: recency, or isolation."""
        design = self._facts.design
        return tuple([for_model(design, hop, self._data, wanted) for hop in self])

    def weak(self, wanted: str) -> tuple[Hop, ...]:
        """The hops that surely lack a model by what is declared, without the effects of failovers that are
        not declared."""
        return tuple([hop for hop in self.as_declared.for_model(wanted) if hop.lacks(wanted)])

    def help_for(self, hop: Hop, wanted: str) -> tuple[Help, ...]:
        """The edits, or the advice, that would make a hop give a model."""
        return help_for_model(self._facts.design, hop, self._data, wanted)

    def held_between(self, claim: Claim) -> str:
        """A sentence: the claim holds as long as no failover loses writes, and how much a failover may lose;
        empty where it is not failovers that break the claim."""
        wanted = str(claim.target)
        hops = self.between_failovers.for_model(wanted)
        if claim.between_failovers or not hops or not all(hop.gives(wanted) for hop in hops):
            return ""
        return what_fails(
            [self._facts[failovers][path] for path in self.sources_of(h.component for h in hops)]
        )


def reads_of(facts: Facts) -> Lazily[str, Reads]:
    """All hops that may answer a read of each data item, through all failures."""
    return _reads(facts, Failures.ALL)


def _reads_as_declared(facts: Facts) -> Lazily[str, Reads]:
    return _reads(facts, Failures.DECLARED)


def _reads_by_default(facts: Facts) -> Lazily[str, Reads]:
    return _reads(facts, Failures.BY_DEFAULT)


def _reads_between_failovers(facts: Facts) -> Lazily[str, Reads]:
    return _reads(facts, Failures.BETWEEN)


def _reads_between_kept(facts: Facts) -> Lazily[str, Reads]:
    return _reads(facts, Failures.BETWEEN_KEPT)


def _reads(facts: Facts, failures: Failures) -> Lazily[str, Reads]:
    def find(path: str) -> Reads:
        found: dict[tuple[str, str | None], Guarantee] = {}
        sources = _Sources(facts, path, failures)

        def given(component: Component, role: str | None) -> Guarantee:
            key = (component.path, role)
            if key not in found:
                found[key] = _guarantee(facts, component, path, role, failures, sources.read)
            return found[key]

        hops = [hop for read in facts[asked_reads][path] for hop in _hops(facts, read, path, given)]
        return Reads(facts, path, one_session(facts, tuple(hops)), failures)

    return Lazily(facts.design.data, find)


def delivered(hops: Iterable[Hop]) -> tuple[str, ...]:
    """The strongest models that a read surely gets when any of the hops may answer: their meet."""
    return strongest(meet(*(hop.delivers for hop in hops)))


def _hops(facts: Facts, read: AskedRead, data: str, given: _Given) -> Iterator[Hop]:
    """What the read of a step may get."""
    flow, step, component, role, perhaps = read
    if component is None:
        callee = facts.design.components[step.callee.path]
        is_there = not is_gone(facts.design, callee.path)
        asked = partial(given, callee, step.role) if is_there else Guarantee
        hops = [*kept_answers(facts, flow, step, data, asked)]
    else:
        hops = [given(component, role).at(flow, step, component.path)]
    for hop in hops:
        if (
            perhaps is None
            and component is not None
            and _is_unflushed(facts, step, component, data)
        ):
            # The cache has what it has not written on: such an item is not missed there.
            yield hop._replace(at_most=STRONGEST, least=0.0)
        elif perhaps is None:
            yield hop
        else:
            # What does not have the item, or is not asked for it, answers no read of it.
            yield hop._replace(at_most=STRONGEST, least=0.0, missing=(*hop.missing, perhaps))


def _is_unflushed(facts: Facts, step: Step, store: Component, data: str) -> bool:
    """Whether a store is read on the miss of a cache that acknowledges writes before this store has them."""
    feed, missed = feed_of(facts, store, data), step.on_miss_of
    if feed is None or missed is None or missed.path != feed.value.source.path:
        return False
    cache = facts.design.components.get(missed.path)
    return cache is not None and is_written_behind(cache)


class _Sources:
    """What feeds get that read a data item at the leader of another store: nothing is known of stores that
    feed each other in a cycle."""

    def __init__(self, facts: Facts, data: str, through: Failures) -> None:
        self._facts, self._data, self._through = facts, data, through
        self._found: dict[str, Guarantee] = {}

    def read(self, source: str) -> Guarantee:
        """What such a feed gets from a source."""
        components, line = self._facts.design.components, dict[str, None]()
        at: str | None = source
        while at is not None and at not in self._found and at not in line:
            line[at] = None
            at = self._fed_by(at)
        if at in line:
            cycle = list(line)[list(line).index(at) :]
            self._found.update(dict.fromkeys(cycle, Guarantee()))
        for path in reversed(line):
            component = components.get(path)
            if path in self._found or component is None or is_gone(self._facts.design, path):
                self._found.setdefault(path, Guarantee())
            elif component.plays(Role.BROKER):
                self._found[path] = handed_on(
                    self._facts, latest(), component, self._data, self._through
                )
            else:
                self._found[path] = _guarantee(
                    self._facts, component, self._data, "leader", self._through, self.read
                )
        return self._found[source]

    def _fed_by(self, path: str) -> str | None:
        component = self._facts.design.components.get(path)
        if component is None or is_gone(self._facts.design, path):
            return None
        feed = feed_of(self._facts, component, self._data)
        return None if feed is None else feed.value.source.path


def _guarantee(
    facts: Facts,
    component: Component,
    data: str,
    role: str | None,
    through: Failures,
    read: Callable[[str], Guarantee],
) -> Guarantee:
    if keeps_answers(component):
        if facts[data_uses].is_alone(component, data):
            has_copies = component[TOPOLOGY] is not None
            own = _kept(facts, component, role, through) if has_copies else latest()
            return only_copy(component, data, own)
        alone = fed_cache(facts, component, data, read)
        item, is_fixed = facts.design.data[data], facts[data_uses].never_changes(data)
        feed = feed_of(facts, component, data)
        return alone or cached(component, item, feed, is_fixed=is_fixed)
    if not component.plays(Role.STORE, Role.CONFIGURATION):
        return kept_by_callers(component, data, Guarantee())
    own = _kept(facts, component, role, through)
    return kept_by_callers(component, data, fed(facts, component, data, own, read, through))


def _kept(facts: Facts, component: Component, role: str | None, through: Failures) -> Guarantee:
    """What a read gets of what a component keeps itself, by the topology of its replicas."""
    placement = facts[placements][component.path]
    own = stored(component, placement, role, through)
    role = role or component.value(READS_FROM)
    failover = facts[failovers][component.path]
    return after_failovers(own, component, placement, failover, role, through)
