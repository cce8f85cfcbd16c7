"""Metrics at work: a file for each, with a design that meets a claim, one that violates it and one that
leaves it undecided. The tests run them; the page of metrics shows them."""

from __future__ import annotations

import re
from pathlib import Path

_CASE = re.compile(r"^## (\w+):", re.MULTILINE)
FOLDER = Path(__file__).parent


def worked(metric: str) -> str:
    """The text and the examples of a metric, as a part of a page."""
    text = (FOLDER / f"{metric}.md").read_text(encoding="utf-8")
    _, _, body = text.partition("\n")
    return _CASE.sub(r"**\1**:", body).strip()
