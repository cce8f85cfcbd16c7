"""Words and quantities, as messages have them."""

from __future__ import annotations

from designlint.analyses.consistency.lattice import show_model
from designlint.analyses.measure import as_written, origin_text, step
from designlint.quantity import Dimension, Quantity, show, show_availability, show_share, show_value
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
    "show_availability",
    "show_model",
    "show_share",
    "show_value",
    "step",
]
