"""The built-in metrics by name, for tests that read designs without any plugin."""

from __future__ import annotations

from designlint.metrics import built_in

METRICS = {metric.name: metric for metric in built_in()}
