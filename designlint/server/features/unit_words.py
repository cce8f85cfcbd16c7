"""The units that may stand behind a number, by the type of the slot that it fills."""

from __future__ import annotations

from designlint.quantities.quantity import Dimension
from designlint.quantities.units import LENGTHS, MAGNITUDES
from designlint.schema.shape import DIMENSIONS

_OF = {
    Dimension.NUMBER: (*MAGNITUDES,),
    Dimension.SHARE: ("%",),
    Dimension.FACTOR: ("x",),
    Dimension.TIME: ("ms", "s", "min", "h", "d", "w", "mo", "y"),
    Dimension.SIZE: ("B", "kB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB"),
    Dimension.RATE: (" req/s", "k req/s", " msg/s", "/day"),
    Dimension.BANDWIDTH: ("MB/s", "GB/day", "Gbit/s"),
    Dimension.MONEY: (" USD", " EUR"),
    Dimension.SPENDING: (" USD/month", " EUR/month"),
    Dimension.LENGTH: (*LENGTHS,),
}


def units_of(slot: str) -> tuple[str, ...]:
    """The usual units of a type of slot."""
    return tuple(dict.fromkeys([unit for one in DIMENSIONS[slot] for unit in _OF[one]]))
