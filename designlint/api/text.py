"""Words and quantities, as messages have them."""

from __future__ import annotations

from designlint.analyses.measure import as_written, origin_text, stated_label, step
from designlint.quantity import (
    Dimension,
    Quantity,
    show,
    show_about,
    show_availability,
    show_percentile,
    show_share,
    show_value,
    spell_time,
)
from designlint.wording import counted, flows_stop, listed

__since__ = "0.1"
__stability__ = "stable"

__all__ = [
    "Dimension",
    "Quantity",
    "as_written",
    "counted",
    "flows_stop",
    "listed",
    "origin_text",
    "show",
    "show_about",
    "show_availability",
    "show_percentile",
    "show_share",
    "show_value",
    "spell_time",
    "stated_label",
    "step",
]
