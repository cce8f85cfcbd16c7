"""How much work a check is, counted in calls of functions: the same on every machine."""

from __future__ import annotations

import gc
import sys
from types import FrameType

from designlint.solvers import bdd, counting, modules, shape
from designlint.testing import diagnose, registry


def work(text: str) -> int:
    """The calls of functions that a check of a design makes, with nothing remembered of designs before."""
    registry()
    for memo in (
        bdd._solved,
        bdd._slopes,
        bdd._flat,
        counting._remembered,
        shape.shape,
        modules.parts,
        modules.independent_parts,
    ):
        memo.cache_clear()
    count = 0

    def called(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    gc.disable()
    sys.setprofile(called)
    try:
        diagnose(text)
    finally:
        sys.setprofile(before)
        gc.enable()
    return count
