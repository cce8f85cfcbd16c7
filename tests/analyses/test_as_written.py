"""A stated quantity is shown as its author wrote it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from designlint.model import Component
from designlint.quantities.quantity import Quantity
from designlint.quantities.reading import parse_quantity
from designlint.quantities.showing import show
from designlint.schema.component import AUTOSCALE, FAILOVER, MTTR
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
    ("quantity", "text"),
    [
        (lambda store: store.value(AUTOSCALE).within, "60min"),
        (lambda store: store.value(FAILOVER).time, "1min"),
        (lambda store: store.value(MTTR), "0.5h"),
        (lambda store: store.value(BACKUP).every, "1d"),
    ],
)
def test_the_authors_spelling(quantity: Callable[[Component], Quantity], text: str) -> None:
    assert show(quantity(facts_of(DESIGN).design.components["store"])) == text


def test_what_is_computed_is_shown_in_a_unit_that_fits() -> None:
    assert show(parse_quantity("60min")._replace(value=7200.0)) == "2h"
