"""A browser, and pages of examples opened in it; a page that is not quiet fails its test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from designlint.cli import main
from tests.report.shop import DESIGN
from tests.support.browser import TIMEOUT, browser, heard_of

__all__ = ["browser"]

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = {
    "shortlink": "examples/shortlink.design",
    "photoshare": "examples/photoshare/main.design",
    "split": "examples/outages/38_github_split/before.design",
    "gitlab": "examples/outages/27_gitlab/before.design",
    "undecided": "examples/broken/undecided.design",
}
Made = Callable[[str], Path]
Opened = Callable[..., Page]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The page of an example, or of the design of a file, made once."""
    folder = tmp_path_factory.mktemp("pages")
    pages: dict[str, Path] = {}

    def make(name: str) -> Path:
        if name not in pages:
            page = folder / f"{len(pages)}.html"
            design = ROOT / EXAMPLES.get(name, name)
            assert main(["report", str(design), "-o", str(page)]) == 0
            pages[name] = page
        return pages[name]

    return make


@pytest.fixture
def opened(browser: Browser, made: Made) -> Iterator[Opened]:
    """Opens the page of an example with the options of a browser's context. Whatever the page says
    on the console, throws, asks or loads is a failure of the test in the end."""
    contexts: list[BrowserContext] = []
    heard: list[list[str]] = []

    def open_page(name: str, *, at: str = "", **options: Any) -> Page:
        address = made(name).as_uri()
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(TIMEOUT)
        contexts.append(context)
        page = context.new_page()
        heard.append(heard_of(page, address))
        page.goto(address + at)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [one for page in heard for one in page] == []


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with `shop.design`, which the test runs in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    Path("shop.design").write_text(DESIGN, encoding="utf-8")
