"""What is asked about one rule is asked together, so that its fixture is checked once."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order the tests of this folder by the rule that they are about."""
    places = [at for at, item in enumerate(items) if HERE in item.path.parents]
    for at, item in zip(places, sorted([items[at] for at in places], key=_rule), strict=True):
        items[at] = item


def _rule(item: pytest.Item) -> str:
    """The code of the rule that a test is about; empty where it is about all of them."""
    parameters = getattr(item, "callspec", None)
    rule = parameters.params.get("rule") if parameters is not None else None
    return "" if rule is None else rule.code
