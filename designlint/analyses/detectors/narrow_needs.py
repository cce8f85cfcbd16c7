"""Components spread over several places that cannot do without something that stands in one.

What a flow calls is looked at in its fault tree. Here are the needs that no call shows: what a
component needs at boot, who says who its callers are, where its configuration comes from.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.analyses.availability.cuts import shared_fates, vital_replicas
from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.failure import Basic, Reading
from designlint.analyses.failure.fatal import fatal
from designlint.analyses.measure import step
from designlint.analyses.placement.placement import WIDE_LEVELS, placements
from designlint.diagnostic import Step as Line
from designlint.schema.component import CONFIGURED_BY, IDENTITY_FROM, NEEDS_AT_BOOT, RUNS_WITHOUT
from designlint.solvers.graph import reachable
from designlint.source import Span

_NEEDS = (
    (NEEDS_AT_BOOT, "{} needs {} at boot"),
    (IDENTITY_FROM, "{} gets its callers' identity from {}"),
    (CONFIGURED_BY, "{} is configured by {}"),
)


class NarrowNeed(NamedTuple):
    """Something in one `domain` that components outside of it need, too.

    `lines` show how the first of them needs it, `at` is where that is said.
    """

    needed: str
    domain: str
    components: tuple[str, ...]
    lines: tuple[Line, ...]
    at: Span


class _Link(NamedTuple):
    needed: str
    line: Line


def narrow_needs(facts: Facts) -> tuple[NarrowNeed, ...]:
    """What stands in one zone, host or other domain below a region while who needs it does not.

    One for each needed component; what a flow is already said to stop with is left out.
    """
    links = {path: tuple(_links(facts, path)) for path in facts.design.components}
    graph = {path: [link.needed for link in found] for path, found in links.items()}
    told = set(_told(facts))
    found: dict[str, NarrowNeed] = {}
    for path in facts.design.components:
        for needed in list(reachable(graph, [path]))[1:]:
            domain = next(iter(facts[narrow_fates][needed]), None)
            if domain is None or needed in told or not _spans(facts, path, domain):
                continue
            known = found.get(needed)
            if known is not None:
                found[needed] = known._replace(components=(*known.components, path))
                continue
            lines = _way(links, path, needed)
            at = lines[0].span or facts.design.components[path].span
            found[needed] = NarrowNeed(needed, domain, (path,), lines, at)
    return tuple(found.values())


def _told(facts: Facts) -> Iterator[str]:
    """What flows are said to stop with; not those in which it is brought back."""
    at_work = {path for path, flow in facts.design.flows.items() if not flow.recovers}
    for fate in facts[shared_fates]:
        if not at_work.isdisjoint(fate.flows):
            yield from fate.components
    for path, vital in facts[vital_replicas].items():
        if not at_work.isdisjoint(vital.flows):
            yield path


def narrow_fates(facts: Facts) -> Lazily[str, tuple[str, ...]]:
    """The domains below a region with which each component certainly fails, widest first."""
    places = facts.design.places

    def find(path: str) -> tuple[str, ...]:
        around = facts[placements][path].replicas
        known = dict.fromkeys(domain for replica in around for domain in replica.domains)
        narrow = (domain for domain in known if places[domain].level not in WIDE_LEVELS)
        falls = facts[fatal]
        return tuple([d for d in narrow if falls(path, Reading.KIND, "any", Basic("domain", d))])

    return Lazily(facts.design.components, find)


def _spans(facts: Facts, path: str, domain: str) -> bool:
    """Whether a component has replicas outside of a domain and goes on without it."""
    replicas = facts[placements][path].replicas
    outside = any(replica.place and domain not in replica.domains for replica in replicas)
    return outside and domain not in facts[narrow_fates][path]


def _links(facts: Facts, path: str) -> Iterator[_Link]:
    component = facts.design.components[path]
    without = component.value(RUNS_WITHOUT)
    spared = {ref.path for ref in without.nodes} if without is not None else set()
    for key, text in _NEEDS:
        known = component[key]
        for ref in known.value if known is not None else ():
            if ref.path not in spared and ref.path in facts.design.components:
                yield _Link(ref.path, step(text.format(path, ref.path), known))


def _way(links: dict[str, tuple[_Link, ...]], path: str, needed: str) -> tuple[Line, ...]:
    """The needs that lead from one component to another, by a shortest way."""
    before: dict[str, tuple[str, Line]] = {}
    waiting = [path]
    for node in waiting:
        for link in links[node]:
            if link.needed not in before and link.needed != path:
                before[link.needed] = (node, link.line)
                waiting.append(link.needed)
    lines = []
    at = needed
    while at != path:
        at, line = before[at]
        lines.append(line)
    return tuple(reversed(lines))
