"""The Chromium of this machine, for tests of pages."""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Iterator
from functools import cache

import pytest
from playwright.sync_api import Browser, Page, Playwright, Request, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_BROWSER = f"no browser is here: none of {', '.join(BROWSERS)}"
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

# Milliseconds; a busy machine is no failure.
TIMEOUT = 60_000


_DRIVERS: list[Playwright] = []


@cache
def running() -> Browser | None:
    """The Chromium of this machine, without a window, started once until `stop`; None where there is none."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        return None
    _DRIVERS.append(sync_playwright().start())
    return _DRIVERS[0].chromium.launch(executable_path=found, args=ARGUMENTS, timeout=2 * TIMEOUT)


@atexit.register
def stop() -> None:
    """End what runs: as long as it does, nothing else in this process can have an event loop."""
    running.cache_clear()
    while _DRIVERS:
        _DRIVERS.pop().stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine."""
    found = running()
    if found is None:
        pytest.skip(NO_BROWSER)
    yield found
    stop()


def heard_of(page: Page, address: str) -> list[str]:
    """What a page does beside showing itself, as it goes on: what it says on the console, throws, asks, and
    loads from elsewhere than its address."""
    heard: list[str] = []

    def asked(request: Request) -> None:
        if request.url.split("#")[0] != address:
            heard.append(f"loads {request.url}")

    page.on("console", lambda message: heard.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"throws {error}"))
    page.on("dialog", lambda dialog: (heard.append(f"asks {dialog.message}"), dialog.dismiss()))
    page.on("request", asked)
    return heard
