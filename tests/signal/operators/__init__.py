"""The defects of every family of rules, as changes of a clean design."""

from __future__ import annotations

from tests.signal.mutation import Operator
from tests.signal.operators import (
    calls,
    data,
    interfaces,
    load,
    operation,
    places,
    protection,
    recovery,
    texts,
    words,
)

OPERATORS: tuple[Operator, ...] = (
    *places.OPERATORS,
    *recovery.OPERATORS,
    *calls.OPERATORS,
    *load.OPERATORS,
    *data.OPERATORS,
    *interfaces.OPERATORS,
    *operation.OPERATORS,
    *texts.OPERATORS,
    *protection.OPERATORS,
    *words.OPERATORS,
)
