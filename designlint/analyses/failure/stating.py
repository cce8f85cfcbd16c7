"""How a design states a failover: what it states already stays."""

from __future__ import annotations

from designlint.model import Component
from designlint.quantities.showing import show
from designlint.schema.component import FAILOVER, FENCING, PROMOTES


def failover_stated(
    component: Component, *, mode: str = "", time: str = "", promotes: str = "", fencing: str = ""
) -> str:
    """A failover with another mode, time or detail: ``failover auto 30s { promotes any; fencing yes }``."""
    failover = component[FAILOVER]
    known = failover.value if failover is not None else None
    mode = mode or (known.mode if known is not None else "auto")
    time = time or (show(known.time) if known is not None and known.time is not None else "")
    details = dict.fromkeys(("promotes", "fencing"), "")
    if failover is not None:
        is_fenced = failover.detail(FENCING)
        details["promotes"] = failover.detail(PROMOTES) or ""
        details["fencing"] = "" if is_fenced is None else "yes" if is_fenced else "no"
    details["promotes"] = promotes or details["promotes"]
    details["fencing"] = fencing or details["fencing"]
    block = "; ".join(f"{key} {value}" for key, value in details.items() if value)
    return " ".join(
        part for part in ("failover", mode, time, f"{{ {block} }}" if block else "") if part
    )
