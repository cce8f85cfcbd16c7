"""The cost table, one for each currency that prices are stated in."""

from __future__ import annotations

import math

from designlint.analyses.cost import cost
from designlint.analyses.facts import Facts
from designlint.analyses.judgement import show_interval
from designlint.analyses.measure import Interval
from designlint.document import Bill, Cost
from designlint.model import Component
from designlint.quantities.quantity import Dimension, Quantity
from designlint.quantities.showing import show
from designlint.schema.component import COST


def costs(facts: Facts) -> tuple[Bill, ...]:
    """The bills, in the order in which the currencies are stated."""
    priced = [one for one in facts.design.components.values() if one[COST] is not None]
    currencies = dict.fromkeys(_currency(one) for one in priced)
    return tuple([_bill(facts, currency, priced) for currency in currencies])


def _bill(facts: Facts, currency: str, priced: list[Component]) -> Bill:
    mine = [one for one in priced if _currency(one) == currency]
    found = sorted(
        [(_spent(facts, one.path, currency), one) for one in mine],
        key=lambda pair: -pair[0].low,
    )
    total = sum(spent.low for spent, _ in found)
    high = sum(spent.high for spent, _ in found)
    unpriced = [c.path for c in facts.design.components.values() if c.is_ours and c[COST] is None]
    return Bill(
        currency,
        _shown(Interval(total, high), currency),
        tuple([_cost(one, spent, total, currency) for spent, one in found]),
        tuple(unpriced),
    )


def _cost(component: Component, spent: Interval, total: float, currency: str) -> Cost:
    price = component[COST]
    each = ""
    if price is not None:
        each = f"{show(price.value.amount)}{' total' if price.value.is_total else ' per replica'}"
    share = spent.low / total if spent.is_exact and total else None
    return Cost(component.path, each, _shown(spent, currency), share)


def _spent(facts: Facts, path: str, currency: str) -> Interval:
    measure = cost(facts, path, currency)
    return measure.value if math.isfinite(measure.value.high) else measure.assuming or measure.value


def _shown(spent: Interval, currency: str) -> str:
    return show_interval(spent, Quantity(1.0, Dimension.SPENDING, currency))


def _currency(component: Component) -> str:
    price = component[COST]
    return price.value.amount.noun if price is not None else ""
