"""Each metric with a design that meets it, one that violates it and one that leaves it undecided."""

from __future__ import annotations

import pytest

from designlint.model.metric import Metric
from designlint.testing import metric_problems
from tests.support.metrics import METRICS

EACH = pytest.mark.parametrize("metric", METRICS.values(), ids=list(METRICS))


@EACH
def test_it_is_whole_and_its_examples_come_out_as_they_say(metric: Metric) -> None:
    assert metric_problems(metric) == []


@EACH
def test_it_stands_in_the_file_of_its_name(metric: Metric) -> None:
    assert metric.doc is not None
    assert metric.judge.__module__.startswith("designlint.")
    assert __import__(f"designlint.metrics.{metric.name}", fromlist=["METRIC"]).METRIC is metric
