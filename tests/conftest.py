"""What all tests share: the options of the test run."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

pytest.register_assert_rewrite("tests.snapshot", "tests.analyses.remedies.suggested")

from designlint.base import cache  # noqa: E402
from tests import snapshot  # noqa: E402  # asserts have to be rewritten first

# A busy machine is no failure; tests that are about time measure it themselves.
settings.register_profile("designlint", deadline=None)
settings.load_profile("designlint")

_LEFT_OUT = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare our own options."""
    group = parser.getgroup("designlint")
    group.addoption(
        "--update-snapshots",
        action="store_true",
        help="write expected outputs instead of comparing",
    )
    group.addoption("--slow", action="store_true", help="run the slow tests, too")


def pytest_configure(config: pytest.Config) -> None:
    """Declare our own marker, and choose how snapshots are treated."""
    config.addinivalue_line("markers", "slow: takes seconds; runs only with --slow")
    snapshot.update(config.getoption("--update-snapshots"))


@pytest.fixture(autouse=True)
def _no_results_of_other_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `--cache-dir`, no test keeps results in the cache of the user or finds those of another one."""
    monkeypatch.setattr(cache, "cache_folder", lambda: None)
    monkeypatch.setenv("XDG_CACHE_HOME", os.devnull)  # for commands in processes of their own


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the slow tests out, unless they are wanted."""
    if config.getoption("--slow"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        items[:] = [item for item in items if not item.get_closest_marker("slow")]
        config.hook.pytest_deselected(items=slow)
    config.stash[_LEFT_OUT] = len(slow)


def pytest_report_collectionfinish(config: pytest.Config) -> list[str]:
    """Say how many tests were left out."""
    left_out = config.stash.get(_LEFT_OUT, 0)
    return [f"{left_out} slow tests left out: add --slow to run them"] if left_out else []
