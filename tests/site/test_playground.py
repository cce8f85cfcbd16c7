"""The playground in a browser: a design that is typed, judged and drawn, and sent nowhere."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

PLAYGROUND = Path(__file__).parents[2] / ".site" / "playground"
FIRST, NEXT = 120_000, 30_000
"""Milliseconds for the first verdict and for one after an edit; a busy machine is no failure."""
VIOLATED = (
    "actor u\ncomponent a : service { replicas 1; availability 99% }\nflow f { u -> a }\n"
    'nonfunctional N "Up." { require availability of f >= 99.9% }\n'
)
HOSTILE = 'design d "<img src=x onerror=alert(1)>\'\\"<script>alert(2)</script>"\n' + VIOLATED

pytestmark = pytest.mark.slow


class _Quiet(SimpleHTTPRequestHandler):
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the playground is served, built from the registries' packages."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm is here")
    for command in ("ci", "run build"):
        environment = {"PYTHON": sys.executable, "PATH": str(Path(npm).parent) + ":/usr/bin:/bin"}
        made = subprocess.run(
            [npm, *command.split()],
            cwd=PLAYGROUND,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert made.returncode == 0, made.stderr
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(_Quiet, directory=str(PLAYGROUND / "dist"))
    )
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The playground with its first verdict; what it throws, asks or loads elsewhere fails the test."""
    heard: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    made = context.new_page()
    made.on("console", lambda message: heard.append(f"{message.type}: {message.text}"))
    made.on("pageerror", lambda error: heard.append(f"throws {error}"))
    made.on("dialog", lambda dialog: (heard.append(f"asks {dialog.message}"), dialog.dismiss()))
    made.on(
        "request",
        lambda one: (
            None if one.url.startswith((address, "data:", "blob:")) else heard.append(one.url)
        ),
    )
    made.goto(address)
    made.wait_for_selector('[data-state="done"]', timeout=FIRST)
    yield made
    context.close()
    assert heard == []


def typed(page: Page, text: str) -> None:
    page.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def test_an_example_is_judged_when_the_page_opens(page: Page) -> None:
    expect(page.locator("#status")).to_contain_text("violated")
    assert page.locator(".finding.error").count() > 0


def test_what_is_typed_is_judged_at_once(page: Page) -> None:
    typed(page, VIOLATED)
    expect(page.locator("#status")).to_contain_text("0 met, 1 violated", timeout=NEXT)
    typed(page, VIOLATED.replace("99.9%", "98%"))
    expect(page.locator("#status")).to_contain_text("1 met, 0 violated", timeout=NEXT)
    page.click("#tab-verdicts")
    expect(page.locator("tr.met")).to_contain_text("availability of f >= 98%")


def test_every_view_is_a_picture(page: Page) -> None:
    page.click("#tab-picture")
    for view in page.locator("#view option").all_inner_texts():
        before = page.locator("#picture").get_attribute("src")
        page.select_option("#view", view)
        expect(page.locator("#picture")).to_have_attribute("alt", f"The view {view}", timeout=NEXT)
        expect(page.locator("#picture")).not_to_have_attribute("src", before or "", timeout=NEXT)
        expect(page.locator("#no-picture")).to_be_empty()


def test_a_link_carries_the_design(page: Page, address: str) -> None:
    typed(page, VIOLATED)
    expect(page.locator("#status")).to_contain_text("0 met, 1 violated", timeout=NEXT)
    page.click("#share")
    expect(page.locator("#shared")).not_to_be_empty()
    page.goto("about:blank")
    page.go_back()
    page.wait_for_selector('[data-state="done"]', timeout=FIRST)
    expect(page.locator("#status")).to_contain_text("0 met, 1 violated", timeout=NEXT)


def test_a_hostile_design_is_only_text(page: Page) -> None:
    typed(page, HOSTILE)
    expect(page.locator("#findings")).to_contain_text("N is violated", timeout=NEXT)
    page.click("#tab-picture")
    assert page.locator("#results script, #results img[onerror]").count() == 0
