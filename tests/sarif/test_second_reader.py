"""Another program's reader of SARIF finds in a log what is in the result it was made from."""

from __future__ import annotations

import json

import pytest
from sarif_pydantic import Sarif

from designlint.render.breaches import broken_names
from designlint.render.levels import SARIF
from tests.sarif.logs import EXAMPLES, example, log_of


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_counts_the_same(name: str) -> None:
    result = example(name)
    (run,) = Sarif.model_validate_json(json.dumps(log_of(result))).runs
    read = [
        (
            one.rule_id,
            one.level.value,
            one.locations[0].physical_location.region.start_line,
            one.locations[0].physical_location.region.end_column,
            sum(len(t.locations) for flow in one.code_flows or () for t in flow.thread_flows),
            len(one.related_locations or ()),
        )
        for one in run.results
    ]
    assert read == [
        (
            d.code,
            SARIF[d.severity],
            d.primary.span.position.line,
            _end_column(d.primary.span.text, d.primary.span.position.column),
            len(d.witness),
            len(d.secondary) + len(broken_names(d)),
        )
        for d in result.diagnostics
    ]


def _end_column(text: str, column: int) -> int:
    """Behind the last character of the first line."""
    return column + len(text.split("\n", 1)[0])


def test_there_is_something_to_count() -> None:
    counts = [len(example(name).diagnostics) for name in EXAMPLES]
    assert sum(counts) > 40
