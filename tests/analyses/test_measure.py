"""Quantities as their authors wrote them."""

from __future__ import annotations

import pytest

from designlint.analyses.measure import as_written
from designlint.quantity import parse_quantity, spell_time
from designlint.source import Source, Span


@pytest.mark.parametrize(
    ("statement", "value", "shown"),
    [
        ("retention 1h", "60min", "1h"),
        ("horizon 1y", "365d", "1y"),
        ("capacity 3k req/s per replica", "3000 req/s", "3k req/s"),
        ("pool 20 per replica", "20", "20"),
        ("latency p50 10ms, p99 90ms", "90ms", "90ms"),
        ("rto of counter <= 4h", "240min", "4h"),
        ("cost 400 USD/month", "400 USD/month", "400 USD/month"),
        ("autoscale 2..9 in 5min on cpu", "300s", "5min"),
        ("retention 1h", "2h", "2h"),
    ],
)
def test_as_written(statement: str, value: str, shown: str) -> None:
    span = Span(Source("test.design", statement), 0, len(statement))
    assert as_written(parse_quantity(value), span) == shown


def test_what_is_not_stated_has_the_usual_form() -> None:
    assert as_written(parse_quantity("7200s"), None) == "7200s"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(247 * 86_400.0, "247 days"), (1.0, "1 second"), (7200.0, "2 hours"), (0.25, "250ms")],
)
def test_a_time_in_prose(seconds: float, text: str) -> None:
    assert spell_time(seconds) == text
