"""How much of the latest writes a failure can lose (recovery point), as a time: of the possible failures,
the one that takes most decides (see `loss_windows`)."""

from __future__ import annotations

import math
from functools import partial

from designlint.analyses.facts import Facts
from designlint.analyses.failure.losses import (
    scope_line,
    together_in_doubt,
)
from designlint.analyses.failure.surviving import (
    NOTHING,
    SOME,
)
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.graph.unsaid import unsaid_messages
from designlint.analyses.judgement import Basis, Judgement, Status, compare
from designlint.analyses.measure import (
    UNKNOWN,
    Exactness,
    Interval,
    Measure,
    Missing,
    step,
)
from designlint.analyses.placement.placement import placement_assumption, placements
from designlint.analyses.recovery.answered_first import answered_first
from designlint.analyses.recovery.loss_windows import Window, windows
from designlint.analyses.recovery.never_kept import never_kept
from designlint.analyses.recovery.outboxes import in_outboxes, outboxes
from designlint.base.wording import listed
from designlint.diagnostics.diagnostic import Step
from designlint.model import Claim, Component
from designlint.model.world import world
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show_value
from designlint.schema.component import STATE
from designlint.schema.roles import Role


def recovery_point(facts: Facts, subject: str) -> Measure:
    """The loss window of a component or a data item: the longest of any one failure.

    Of a data item in several stores, each has writes that the others lack: the store that loses most
    decides, and one that is known to lose too much is enough.
    """
    parts = _parts(facts, subject)
    tables = [facts[windows][part.path] for part in parts if not _is_stateless(part)]
    tables += _perhaps_waiting(facts, subject) if tables else []
    if not tables:
        return _without_store(facts, parts, subject)
    tables += [(window,) for window in answered_first(facts, subject)]
    unkept = list(never_kept(facts, subject))
    tables += [(window,) for window in unkept]
    tables += in_outboxes(facts, subject)
    worst = [_worst(table) for table in tables]
    lost = Interval(max(w.low for w in worst), max(w.high for w in worst))
    proper = [tuple([w for w in table if not w.assumed_away]) for table in tables]
    shown_windows = [w for table in proper for w in table[:1] if w.lines]
    lines = tuple(
        [line for w in sorted(shown_windows, key=lambda w: -w.lost.high) for line in w.lines]
    )
    # A loss that cannot be the worst decides nothing.
    open_windows = [w for table in tables for w in table if w.lost.high > lost.low]
    missing = tuple(dict.fromkeys(m for w in open_windows for m in w.missing))
    exactness = Exactness.EXACT if lost.is_exact else Exactness.BOUND
    measure = Measure(lost, exactness, (scope_line(facts), *lines), missing)
    by_window = [w for table in tables for w in table]
    unsaved = [w.assumption for w in by_window if w.assumption is not None]
    counted = [part.path for part in parts if not _is_stateless(part)]
    counted += [store for one in outboxes(facts, subject) for store in one.stores]
    counted = list(dict.fromkeys(counted))
    unplaced = together_in_doubt(facts, counted) if not facts.design.lost else ()
    places = [Step(placement_assumption(facts, path)) for path in unplaced]
    # Of what a scenario loses, only what waits for a lost consumer is taken to be kept.
    away = [a for w in (unkept if facts.design.lost else by_window) for a in w.assumed_away]
    assumptions = tuple(dict.fromkeys([*away, *places, *reversed(unsaved)]))
    most = Interval(lost.low, math.inf if unplaced else lost.high)
    given = partial(_given, by_window, places, most)
    assuming = given(frozenset(assumptions))
    if not assumptions or (not unsaved and assuming.high == math.inf):
        return measure
    return Measure(
        most, Exactness.BOUND, measure.derivation, missing, assuming, assumptions, given=given
    )


def _perhaps_waiting(facts: Facts, data: str) -> list[tuple[Window, ...]]:
    """What the queues and streams may lose through which a data item perhaps comes to its stores."""
    found: dict[str, tuple[Window, ...]] = {}
    for one in facts[unsaid_messages][data] if data in facts.design.data else ():
        lost = [window.assuming.high for window in facts[windows][one.broker]]
        most = Interval(0.0, max(lost, default=0.0))
        if most.high > 0.0:
            found[one.broker] = (Window(one.broker, None, most, missing=(one.missing,)),)
    return list(found.values())


def _given(
    found: list[Window], places: list[Step], most: Interval, accepted: frozenset[Step]
) -> Interval:
    """What is lost if the accepted assumptions are right and the others may not be; `most` where what is
    taken of `places` is not."""
    if not accepted.issuperset(places):
        return most
    counted = [w for w in found if not w.assumed_away or not accepted.issuperset(w.assumed_away)]
    lost = [w.assuming if w.assumption in accepted else w.lost for w in counted]
    return Interval(
        max((one.low for one in lost), default=0.0), max((one.high for one in lost), default=0.0)
    )


def judge_rpo(facts: Facts, claim: Claim) -> Judgement:
    """The verdict on a recovery point."""
    subject = claim.subject.path if claim.subject is not None else ""
    measure = recovery_point(facts, subject)
    judged = compare(claim, measure)
    if judged.status is Status.UNDECIDED and not judged.missing and not measure.assumptions:
        return judged._replace(reason=_kept_by_others(facts, subject))
    if measure.value.low == SOME and judged.basis is Basis.PROOF:
        most = measure.value.high
        value = "more than 0s"
        if math.isfinite(most):
            value = f"{value}, at most {show_value(most, Dimension.TIME)}"
        return judged._replace(value=value, margin="")
    place = _not_considered(facts, claim, subject) if judged.status is Status.MET else None
    if place is None:
        return judged
    return judged._replace(value=f"{judged.value}, unless {place} is lost")


def _not_considered(facts: Facts, claim: Claim, subject: str) -> str | None:
    """The regions, or else the provider, whose loss breaks a claim that is met: such a loss is not among
    the failures that are considered."""
    if facts.design.lost:
        return None
    parts = [part for part in _parts(facts, subject) if not _is_stateless(part)]
    places = facts.design.places
    wide = dict.fromkeys(
        domain
        for part in parts
        for replica in facts[placements][part.path].replicas
        for domain in replica.domains
        if places[domain].is_wide
    )
    for level in ("region", "provider"):
        broken = [p for p in wide if places[p].level == level and _is_broken(facts, claim, p)]
        if broken:
            return f"{level} {' or '.join(f'`{place}`' for place in sorted(broken))}"
    return None


def _is_broken(facts: Facts, claim: Claim, place: str) -> bool:
    """Whether a claim does not hold without a place."""
    name = f"without {place}"
    left = facts.other(name, lambda design: world(design, name, lost=(place,)))
    subject = claim.subject.path if claim.subject is not None else ""
    return compare(claim, recovery_point(left, subject)).status is not Status.MET


def _parts(facts: Facts, subject: str) -> list[Component]:
    """The components whose writes a subject's recovery point is about."""
    if subject in facts.design.components:
        return [facts.design.components[subject]]
    uses = facts[data_uses]
    return list(dict.fromkeys((*uses.sources_of(subject), *uses.written_behind(subject))))


def _kept_by_others(facts: Facts, subject: str) -> str:
    """Why no fact about one component would decide the requirement."""
    sources = facts[data_uses].sources_of(subject) if subject in facts.design.data else ()
    others = [part.path for part in sources if part.is_external] or [subject]
    return f"a third party keeps {listed(others)}"


def _is_stateless(component: Component) -> bool:
    keeps = component.plays(Role.STORE, Role.BROKER)
    return not keeps and component.value(STATE) == "none"


def _without_store(facts: Facts, parts: list[Component], subject: str) -> Measure:
    if parts:
        state = parts[0][STATE]
        line = step(f"`{parts[0].path}` keeps no state, so it loses none", state)
        return Measure(NOTHING, Exactness.EXACT, (line,))
    missing = Missing(subject, "store", f"holds {subject}  # in the store that keeps it")
    return Measure(UNKNOWN, Exactness.BOUND, (scope_line(facts),), (missing,))


def _worst(table: tuple[Window, ...]) -> Interval:
    low = max((w.lost.low for w in table), default=0.0)
    return Interval(low, max((w.lost.high for w in table), default=0.0))
