"""The failures that recovery is measured against, one at a time.

By default that is the loss, for good, of one replica or of one domain below a region. In a world that
loses something it is what that world loses, however wide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.failure.uptime import has_total_availability
from designlint.analyses.placement.placement import (
    Placement,
    Replica,
    may_be_inside,
    placements,
)
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step
from designlint.model import Component
from designlint.schema.component import MANAGED, NEEDS_AT_BOOT
from designlint.schema.store import BACKUP

_WIDE_SCOPES: tuple[str | None, ...] = ("regional", "global")


class Loss(NamedTuple):
    """Something that is lost: one `replica` of a component, a `domain`, or all that the `world` loses."""

    sort: str
    path: str
    number: int = 0


def possible_losses(facts: Facts, components: Iterable[str]) -> tuple[Loss, ...]:
    """The losses to consider for these components, each once.

    One replica stands for all that are like it: the first that leads, the first that does not.
    """
    if facts.design.lost:
        return (Loss("world", facts.design.world),)
    found: dict[Loss, None] = {}
    for path in components:
        placement = facts[placements].get(path)
        if placement is not None:
            found.update(dict.fromkeys(single_losses(facts, path, placement)))
    return tuple(found)


def single_losses(facts: Facts, path: str, placement: Placement) -> Iterator[Loss]:
    """The loss of one replica that is left of a component, or of one domain below a region."""
    alike: dict[bool, Replica] = {}
    for replica in placement.replicas:
        alike.setdefault(replica.leads, replica)
    for replica in alike.values():
        yield Loss("replica", path, replica.number)
    places = facts.design.places
    for domain in placement.domains:
        if not places[domain].is_wide:
            yield Loss("domain", domain)


def components_in(facts: Facts) -> dict[str, list[str]]:
    """The components that have replicas in each domain."""
    found: dict[str, list[str]] = {}
    for path in facts.design.components:
        for domain in facts[placements][path].domains:
            found.setdefault(domain, []).append(path)
    return found


def lost_replicas(facts: Facts, path: str, loss: Loss) -> frozenset[int]:
    """The numbers of a component's replicas that a loss takes."""
    placement = facts[placements][path]
    match loss.sort:
        case "world":
            taken: Iterable[Replica] = placement.lost
        case "domain":
            taken = (r for r in placement.replicas if loss.path in r.domains)
        case _:
            same = loss.path == path
            taken = (r for r in placement.replicas if same and r.number == loss.number)
    return frozenset(replica.number for replica in taken)


def survives(facts: Facts, path: str, loss: Loss) -> bool | None:
    """Whether something is left of a component; None where it is not declared where it runs."""
    placement = facts[placements][path]
    taken = lost_replicas(facts, path, loss)
    if taken and len(taken) == placement.count:
        return False
    if loss.sort == "domain":
        return None if may_be_inside(facts, path, loss.path) else True
    if loss.sort == "replica" or taken:
        return True
    placed = placement.whole or all(replica.place for replica in placement.replicas)
    return True if placed or placement.shared_domains else None


def together_in_doubt(facts: Facts, paths: Iterable[str]) -> tuple[str, ...]:
    """The components of which a place below a region may take replicas together, or one with what its
    recovery needs, for all that is declared: that it does not is an assumption, see
    `placement_assumption`."""
    return tuple([path for path in paths if _may_share(facts, path)])


def _may_share(facts: Facts, path: str) -> bool:
    component, placement = facts.design.components[path], facts[placements][path]
    if not _is_narrow(component) or not any(r.is_open for r in placement.replicas):
        return False
    if placement.count > 1 or placement.whole or has_total_availability(component):
        return True
    backup = component.value(BACKUP)
    needed = [*(component.value(NEEDS_AT_BOOT) or ()), *([backup.to] if backup else [])]
    others = [facts.design.components.get(ref.path) for ref in needed if ref is not None]
    return any(other is not None and _is_narrow(other) for other in others)


def _is_narrow(component: Component) -> bool:
    """Whether the loss of a zone can take a component: not one that its provider spreads over zones."""
    return not component.is_external and component.value(MANAGED) not in _WIDE_SCOPES


def loss_text(facts: Facts, loss: Loss) -> str:
    """The failure in the words of a derivation: ``without the zone `north.a` ``."""
    if loss.sort == "world":
        return f"in {loss.path}"
    if loss.sort == "domain":
        return f"without the {facts.design.places[loss.path].level} `{loss.path}`"
    placement = facts[placements][loss.path]
    leads = any(r.leads and r.number == loss.number for r in placement.replicas)
    if placement.count == 1:
        return f"without the only replica of `{loss.path}`"
    return f"without {'the leader' if leads else 'one replica'} of `{loss.path}`"


def scope_line(facts: Facts) -> Step:
    """Which failures are considered, for the head of a derivation."""
    if facts.design.lost:
        return Step(f"failure considered: what is lost in {facts.design.world}")
    return Step(
        "failures considered: the loss of one replica, or of one failure domain below a region"
    )
