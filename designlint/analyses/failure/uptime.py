"""Which values state how often an element is up: its availability, or its MTBF and MTTR."""

from __future__ import annotations

from functools import lru_cache

from designlint.analyses.placement.placement import is_run_as_whole
from designlint.model import Assumed, Catalogued, Component, Element, Known, WhatIf
from designlint.quantities.quantity import Quantity
from designlint.schema.component import AVAILABILITY, IN, MTBF, MTTR
from designlint.schema.values import Scoped


def effective_availability(element: Element) -> Known[Scoped] | None:
    """The availability of an element, unless its MTBF and MTTR take precedence."""
    return None if measured_times(element) is not None else element[AVAILABILITY]


def measured_times(element: Element) -> tuple[Known[Quantity], Known[Quantity]] | None:
    """The MTBF and MTTR of an element, where both are known and take precedence over its availability:
    a stated value over a published one, and that over an assumed one."""
    mtbf, mttr = element[MTBF], element[MTTR]
    if mtbf is None or mttr is None:
        return None
    availability = element[AVAILABILITY]
    if availability is not None and _rank(availability) <= min(_rank(mtbf), _rank(mttr)):
        return None
    return mtbf, mttr


@lru_cache(maxsize=1024)
def complement(share: float) -> float:
    """1 minus a share, to the last digit that it is written with: of 99.9999% it is 1e-6 exactly."""
    from decimal import Decimal  # floats near 1 are too far apart to subtract from 1

    return float(1 - Decimal(repr(share)))


def stated_unavailability(element: Element) -> float | None:
    """How often an element is down by what is stated or published of it; None where nothing is."""
    measured = measured_times(element)
    if measured is not None:
        mtbf, mttr = (known.value.value for known in measured)
        if any(isinstance(known.origin, Assumed) for known in measured):
            return None
        return mttr / (mtbf + mttr) if mtbf + mttr else 0.0
    availability = element[AVAILABILITY]
    if availability is None or isinstance(availability.origin, Assumed):
        return None
    return complement(availability.value.amount.value)


def time_down(element: Element) -> float | None:
    """How long each failure of an element takes, in seconds: its MTTR, or what its MTBF leaves of its stated
    availability. None where neither is known, or the element is never down."""
    share = stated_unavailability(element)
    if not share:
        return None
    mtbf, mttr = [
        None if known is None or isinstance(known.origin, Assumed) else known.value.value
        for known in (element[MTBF], element[MTTR])
    ]
    if mtbf is not None and 0.0 < share < 1.0:
        return mtbf * share / (1.0 - share)
    return mttr or None


def _rank(known: Known[object]) -> int:
    match known.origin:
        case WhatIf():
            return 0
        case Catalogued():
            return 2
        case Assumed():
            return 3
    return 1


def has_total_availability(element: Element) -> bool:
    """Whether the availability is that of the service as a whole, with the failures of its places: it
    says so, or others run the service there, who state what their customers see."""
    availability = effective_availability(element)
    if availability is None:
        return False
    return availability.value.is_total or (
        isinstance(element, Component)
        and element[IN] is not None
        and is_run_as_whole(element)
        and not isinstance(availability.origin, Assumed)
    )
