"""A stated quantity is shown as its author wrote it."""

from __future__ import annotations

from typing import Any

import pytest

from designlint.analyses.measure import as_written
from designlint.model import Known
from designlint.quantity import Quantity, parse_quantity
from designlint.schema.component import AUTOSCALE, FAILOVER, MTTR
from designlint.schema.property import Property
from designlint.schema.store import BACKUP
from tests.analyses.designs import facts_of

DESIGN = """
component vault : object_store
component store : database {
  autoscale 2..4 in 60min on cpu
  failover auto 1min { fencing yes }
  mttr 0.5h
  backup every 1d to vault
}
"""


@pytest.mark.parametrize(
    ("key", "text"), [(AUTOSCALE, "60min"), (FAILOVER, "1min"), (MTTR, "0.5h"), (BACKUP, "1d")]
)
def test_the_authors_spelling(key: Property[Any], text: str) -> None:
    known = facts_of(DESIGN).design.components["store"][key]
    assert as_written(parse_quantity(text), known) == text


def test_what_is_not_stated_is_shown_in_a_unit_that_fits() -> None:
    stated: Known[Quantity] | None = facts_of(DESIGN).design.components["store"][MTTR]
    assert as_written(parse_quantity("3h"), stated) == "3h"
    assert as_written(parse_quantity("7200s"), None) == "7200s"
