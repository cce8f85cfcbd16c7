"""When too few replicas of a component are left: k-of-n redundancy over replicas and their domains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from operator import attrgetter

from designlint.analyses.budget import budget
from designlint.analyses.facts import Facts
from designlint.analyses.failure.crowds import Crowd, crowds
from designlint.analyses.failure.events import BasicEvent, event_of
from designlint.analyses.failure.gates import SharedGates
from designlint.analyses.failure.running import running_replicas
from designlint.analyses.failure.uptime import has_total_availability
from designlint.analyses.load.capacity import capacities
from designlint.analyses.placement.placement import Replica
from designlint.model import Component
from designlint.solvers.faulttree import Event, Node, at_least

# What replicas have in common that fail by the same: their domains, and whether their place is open.
_KIND = attrgetter("domains", "is_open")


class ReplicaFailures:
    """The fault trees of replicas of which a number is needed, in one reading.

    Those that are `counted` leave the places of a service out whose availability is that of the whole.
    """

    def __init__(
        self, facts: Facts, shared: SharedGates, *, is_pessimistic: bool, counted: bool
    ) -> None:
        self.shared = shared
        self.is_pessimistic = is_pessimistic
        self._facts = facts
        self._counted = counted

    def k_of_n(self, component: Component, replicas: list[Replica], needed: int) -> Node:
        """Fails when fewer than `needed` of the replicas are left."""
        if not replicas:
            return at_least(0, ())
        is_crowd = component.path in self._facts[crowds]
        if is_crowd and len(replicas) >= self._facts[budget].crowd:
            found = self._of_crowd(component, replicas, needed)
            if found is not None:
                return found
        # The trees differ only where a place is open that counts.
        placeless = any(self.is_placeless(component, (replica,)) for replica in replicas)
        is_whole = has_total_availability(component)
        key = (component.path, tuple(replicas), needed, placeless, is_whole)
        known = self.shared.k_of_n
        if key not in known:
            known[key] = self._too_few(component, replicas, needed, is_whole)
        return known[key]

    def _of_crowd(self, component: Component, replicas: list[Replica], needed: int) -> Node | None:
        """The same of replicas that are counted together; None where they are in too many places."""
        kinds = {
            Replica(0, None, domains, is_open=is_open): count
            for (domains, is_open), count in Counter(map(_KIND, replicas)).items()
        }
        shared, common, placeless = self._together(component, list(kinds))
        groups: Counter[tuple[Node, ...]] = Counter()
        for one, count in kinds.items():
            groups[tuple(self._around(component, one, common, placeless))] += count
        crowd = Crowd(self.shared, component.path, groups, needed)
        if not crowd.is_closed:
            return None
        if self._counted:
            return self.shared.any([*shared, crowd.by_counts()])
        first = Event(BasicEvent("replica", component.path, replicas[0].number))
        return self.shared.any([*shared, crowd.by_places(first)])

    def _together(
        self, component: Component, replicas: list[Replica]
    ) -> tuple[list[Node], set[str], bool]:
        """What fails all of some replicas, the domains among it, and whether a place that is not declared
        does."""
        common = set(replicas[0].domains).intersection(*(r.domains for r in replicas))
        shared: list[Node] = [event_of("domain", d) for d in replicas[0].domains if d in common]
        placeless = self.is_placeless(component, replicas)
        if placeless:
            shared.append(event_of("place", component.path))
        return shared, common, placeless

    def _too_few(
        self, component: Component, replicas: list[Replica], needed: int, is_whole: bool
    ) -> Node:
        shared, common, placeless = self._together(component, replicas)
        own = [
            self.shared.any(self._causes(component, replica, common, placeless, is_whole))
            for replica in replicas
        ]
        return self.shared.any(
            [*shared, self.shared.unique(at_least(len(replicas) - needed + 1, own))]
        )

    def _causes(
        self,
        component: Component,
        replica: Replica,
        common: set[str],
        placeless: bool,
        is_whole: bool,
    ) -> Iterator[Node]:
        """A replica fails by itself or with what contains it and not all the others."""
        if not is_whole:
            yield Event(BasicEvent("replica", component.path, replica.number))
        yield from self._around(component, replica, common, placeless)

    def _around(
        self, component: Component, replica: Replica, common: set[str], placeless: bool
    ) -> Iterator[Node]:
        """What contains a replica and not all the others."""
        for domain in replica.domains:
            if domain not in common:
                yield event_of("domain", domain)
        if replica.is_open and not placeless and self.is_placeless(component, (replica,)):
            yield event_of("place", component.path)

    def is_placeless(self, component: Component, replicas: Iterable[Replica]) -> bool:
        """Whether replicas may fail together with a place that is not declared; the availability of a
        service as a whole has the places in it."""
        is_open = self.is_pessimistic and all(replica.is_open for replica in replicas)
        return is_open and not (self._counted and has_total_availability(component))

    def running(self, component: Component, needed: int) -> list[Replica]:
        """The replicas that run when a number of them is needed."""
        capacity = self._facts[capacities][component.path]
        return running_replicas(capacity, needed, worst=self.is_pessimistic)
