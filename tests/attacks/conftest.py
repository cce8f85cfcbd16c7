"""What attacks leave running ends with the tests of a file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.browser import stop


@pytest.fixture(scope="module", autouse=True)
def no_browser_left() -> Iterator[None]:
    """The browser that attacks share keeps other tests of this process from having an event loop."""
    yield
    stop()
