"""The defects of every family of rules, as changes of a clean design."""

from __future__ import annotations

from tests.signal.mutation import Operator
from tests.signal.operators import calls, data, load, places, protection, recovery, words

OPERATORS: tuple[Operator, ...] = (
    *places.OPERATORS,
    *recovery.OPERATORS,
    *calls.OPERATORS,
    *load.OPERATORS,
    *data.OPERATORS,
    *protection.OPERATORS,
    *words.OPERATORS,
)
