"""Words and quantities, as messages have them."""

from __future__ import annotations

from designlint.analyses.measure import stated_label, step
from designlint.analyses.remedies.words import remedy, remedy_at, shortfall
from designlint.base.wording import counted, flows_stop, listed
from designlint.quantities.quantity import Dimension, Quantity
from designlint.quantities.showing import (
    show,
    show_about,
    show_availability,
    show_percentile,
    show_rounded,
    show_share,
    show_value,
    spell_time,
)

__since__ = "0.1"
__stability__ = "stable"

__all__ = [
    "Dimension",
    "Quantity",
    "counted",
    "flows_stop",
    "listed",
    "remedy",
    "remedy_at",
    "shortfall",
    "show",
    "show_about",
    "show_availability",
    "show_percentile",
    "show_rounded",
    "show_share",
    "show_value",
    "spell_time",
    "stated_label",
    "step",
]
