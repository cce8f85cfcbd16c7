"""Durability: which share of the objects of a component or a data item survives a year.

A stated or published figure is taken as it is; a published one is what the service is designed for.
Else it follows from the copies of a store, where it is declared how often a replica is lost and how
long its rebuild takes: an estimate, because copies that share software or an operator are not lost
independently of each other. An estimate proves and refutes nothing: it makes a verdict likely. Copies in
one building are lost together, so those on one site, such as a zone, count as one; that copies are in
different buildings is an assumption where their zones are not declared.
"""

from __future__ import annotations

from collections.abc import Sequence

from designlint.analyses.facts import Facts
from designlint.analyses.failure.copies import copies_stated, holders_of
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.load.fullest import full_stores
from designlint.analyses.measure import Exactness, Interval, Measure, Missing, step
from designlint.analyses.placement.placement import Replica, placements
from designlint.diagnostics.diagnostic import Step
from designlint.model import Component
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show, show_availability, show_value
from designlint.quantities.units import YEAR
from designlint.schema.component import MTBF
from designlint.schema.context import ONE_SITE
from designlint.schema.store import BACKUP, DURABILITY, REBUILD_TIME, RETENTION, TOPOLOGY
from designlint.solvers.copies import loss_within, mean_time_to_loss

# Longer than this, no digit could be checked.
AGES = 1e6 * YEAR
ANY = Interval(0.0, 1.0)


def durability(facts: Facts, subject: str) -> Measure:
    """The share that survives a year, 0 to 1.

    A data item in several stores is at least as durable as the least durable of them, since each of
    its objects is in one of them, and a backup can only add to that.
    """
    if subject in facts.design.components:
        return _kept(facts, facts.design.components[subject])
    homes = facts[data_uses].stores_of(subject)
    if not homes:
        missing = Missing(subject, "store", f"holds {subject}  # in the store that keeps it")
        return Measure(ANY, Exactness.BOUND, (), (missing,))
    found = [_removed(facts, home, subject) or _kept(facts, home) for home in homes]
    if len(found) == 1:
        return found[0]
    estimates = [measure.likely or measure.value for measure in found]
    is_estimated = any(measure.likely for measure in found)
    return Measure(
        Interval(min(measure.value.low for measure in found), 1.0),
        Exactness.BOUND,
        tuple([line for measure in found for line in measure.derivation]),
        tuple(dict.fromkeys(fact for measure in found for fact in measure.missing)),
        assumptions=tuple([line for measure in found for line in measure.assumptions]),
        likely=Interval(min(one.low for one in estimates), 1.0) if is_estimated else None,
    )


def _removed(facts: Facts, home: Component, data: str) -> Measure | None:
    """The durability of a data item in a store that removes it within the year, before its own retention ends."""
    wanted, kept = facts.design.data[data][RETENTION], home[RETENTION]
    if wanted is None or kept is None or kept.value.value >= min(wanted.value.value, YEAR):
        return None
    text = f"`{home.path}` removes `{data}` after {show(kept.value)}, which is to be kept for {show(wanted.value)}"
    most = Interval(0.0, 0.0 if home[BACKUP] is None else 1.0)
    exactness = Exactness.EXACT if most.is_exact else Exactness.BOUND
    return Measure(most, exactness, (step(text, kept),))


def _kept(facts: Facts, component: Component) -> Measure:
    """The durability of the objects of one component."""
    known = component[DURABILITY]
    if not facts[placements][component.path].replicas:
        lines = (Step(f"`{component.path}` is lost in {facts.design.world}, with its data"),)
        missing = Missing(component.path, "backup", "backup every 24h to STORE")
        return Measure(ANY, Exactness.BOUND, lines, () if component[BACKUP] else (missing,))
    full = facts[full_stores].get(component.path)
    if full is not None:
        others = _estimated(facts, component).missing if known is None else ()
        return Measure(ANY, Exactness.BOUND, (full.line,), (full.missing, *others))
    if known is None:
        return _estimated(facts, component)
    share = known.value.value
    text = f"{component.path}: {show_availability(1.0 - share)} of its data survives a year"
    backup = component[BACKUP]
    if backup is None or backup.value.to is None:
        return Measure(Interval(share, share), Exactness.EXACT, (step(text, known),))
    line = step(f"{component.path}: a backup can restore more", backup)
    return Measure(Interval(share, 1.0), Exactness.BOUND, (step(text, known), line))


def _estimated(facts: Facts, component: Component) -> Measure:
    """By the mean time to the loss of all copies."""
    path, placement = component.path, facts[placements][component.path]
    asked = Missing(path, "durability", "durability 99.999999999%")
    mtbf, rebuild = component[MTBF], component[REBUILD_TIME]
    # Replicas without a topology may be copies or shards, unless the number of copies says which.
    is_stated = component[TOPOLOGY] is not None or copies_stated(component) is not None
    is_unclear = placement.count > 1 and not is_stated
    if placement.whole or not placement.declared or is_unclear:
        return _open(asked)
    if mtbf is None:
        # Nobody promises a figure for a store that the team runs: it follows from how often a copy is lost.
        return _open(Missing(path, "MTBF", "mtbf 3y"))
    holders, _ = holders_of(component, placement, worst=True)
    apart, unknown = _buildings(facts, holders)
    copies = len(apart) + unknown
    if not copies:
        return _open(asked)
    if copies > 1 and rebuild is None:
        return _open(Missing(path, "rebuild time", "rebuild_time 1h"))
    renewed = rebuild.value.value if rebuild is not None else 0.0
    mean = mean_time_to_loss(copies, mtbf.value.value, renewed)
    lines = [
        step(
            f"{path}: each of {len(holders)} copies fails once in {show(mtbf.value)} on average",
            mtbf,
        )
    ]
    if rebuild is not None and copies > 1:
        lines.append(step(f"{path}: a lost copy is rebuilt in {show(rebuild.value)}", rebuild))
    if len(holders) > copies:
        together = ", ".join(sorted(apart))
        counted = "one copy" if copies == 1 else f"{copies} copies"
        lines.append(Step(f"{path}: {len(holders)} copies in {together} count as {counted}"))
    assumptions: tuple[Step, ...] = ()
    if unknown and len(holders) > 1:
        text = f"the copies of `{path}` are in different buildings: their zones are not declared"
        assumptions = (Step(text),)
    return _likely(path, mean, lines, asked)._replace(assumptions=assumptions)


def _open(missing: Missing) -> Measure:
    """Any share, as long as a fact is not known."""
    return Measure(ANY, Exactness.BOUND, (), (missing,))


def _likely(path: str, mean: float, lines: Sequence[Step], asked: Missing) -> Measure:
    """Where all copies are lost once in `mean` seconds, behind the lines that say why."""
    lost = loss_within(YEAR, mean)
    shown = show_value(mean, Dimension.TIME) if mean < AGES else "over a million years"
    derivation = (
        *lines,
        Step(f"{path}: all copies are lost once in {shown} on average (birth-death process)"),
        Step(f"{path}: at least {show_availability(lost)} survives a year, 1 - exp(-1y / mean)"),
        Step("estimate: copies fail independently, and each failure loses the data of one replica"),
    )
    likely = Interval(1.0 - lost, 1.0)
    return Measure(ANY, Exactness.BOUND, derivation, (asked,), likely=likely)


def _buildings(facts: Facts, holders: Sequence[Replica]) -> tuple[set[str], int]:
    """The sites that hold copies, and how many copies are somewhere else: each in another building, for
    all that is declared, but those on one machine."""
    sites, elsewhere = set(), set()
    for holder in holders:
        around = [d for d in holder.domains if _is_site(facts, d)]
        if around:
            sites.add(around[0])
        else:
            elsewhere.add(holder.domains[-1] if _is_host(facts, holder) else str(holder.number))
    return sites, len(elsewhere)


def _is_site(facts: Facts, place: str) -> bool:
    """Whether a place is at most one physical site, and no single machine; a region with zones is one only
    where that is declared."""
    one = facts.design.places[place]
    if one.is_wide:
        return one.value(ONE_SITE) is True
    return one.level != "host" and facts.design.is_one_site(place) is True


def _is_host(facts: Facts, holder: Replica) -> bool:
    return bool(holder.domains) and facts.design.places[holder.domains[-1]].level == "host"
