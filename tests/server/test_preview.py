"""The preview of a design: opened from the editor, fed by its analyses, and the way back."""

from __future__ import annotations

import ast
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from lsprotocol import types as lsp
from playwright.sync_api import Browser, Frame
from playwright.sync_api import Page as Tab

from tests.server.designs import SHOP
from tests.server.editor import Editor, place_of
from tests.support.browser import TIMEOUT, browser

__all__ = ["browser"]

COMMAND = "designlint.preview"
COMPONENT = "component shop"


class Preview:
    """A design that is open in an editor, with its preview."""

    def __init__(self, editor: Editor, name: str) -> None:
        self.editor = editor
        self.version = 1
        self.uri = editor.open(editor.folder / name, SHOP)
        self.address = opened(editor, self.uri)
        self.events = urllib.request.urlopen(f"{self.address}events", timeout=60)  # noqa: S310  # our own

    def write(self, text: str) -> None:
        """Replace the text in the editor."""
        self.version += 1
        self.editor.edit(self.uri, self.version, (None, text))

    def state(self, until: Callable[[Any], bool]) -> dict[str, Any]:
        """The first state of the page, of those that come, that is as it should be."""
        while line := self.events.readline():
            if line.startswith(b"data: ") and until(found := json.loads(line[6:])):
                return dict(found)
        raise AssertionError("the server has ended")

    def view(self, key: str) -> str:
        """The content of a view."""
        address = f"{self.address}view/{urllib.parse.quote(key)}"
        with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310  # our own
            return str(answer.read().decode("utf-8"))

    def click(self, view: str, element: str) -> None:
        """Say what a browser says of a click."""
        body = json.dumps({"view": view, "element": element}).encode()
        urllib.request.urlopen(f"{self.address}clicks", body, timeout=60).close()  # noqa: S310  # our own

    def jump(self, count: int) -> lsp.ShowDocumentParams:
        """What the server asked to show after so many others."""
        end = time.monotonic() + 60
        while len(self.editor.opened) <= count:
            assert time.monotonic() < end, "nothing was asked"
            time.sleep(0.02)
        return self.editor.opened[count]


def opened(editor: Editor, *arguments: str) -> str:
    params = lsp.ExecuteCommandParams(COMMAND, list(arguments))
    return str(editor.ask("workspace/executeCommand", params))


@pytest.fixture
def preview(editor: Editor, request: pytest.FixtureRequest) -> Iterator[Preview]:
    made = Preview(editor, f"{request.node.originalname}.design")
    yield made
    made.events.close()
    editor.close(made.uri)


def test_the_command_opens_a_page_of_this_machine_once(editor: Editor, preview: Preview) -> None:
    shown = editor.opened[-1]
    assert (shown.uri, shown.external) == (preview.address, True)
    assert preview.address.startswith("http://127.0.0.1:")
    assert len(preview.address.split("/")[3]) >= 32
    assert opened(editor, preview.uri, "review") == f"{preview.address}#review"
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(preview.address.rpartition("/")[0][:-3], timeout=60)  # noqa: S310  # our own
    error.value.close()
    assert error.value.code == 404


def test_an_editor_that_shows_no_pages_says_the_address(editor: Editor, preview: Preview) -> None:
    editor.shows = False
    address = opened(editor, preview.uri)
    editor.shows = True
    assert f"designlint: the preview is at {address}" in editor.messages
    assert opened(editor, (editor.folder / "absent.design").as_uri()) == "None"
    assert any("there is no design to preview" in one for one in editor.messages)


def test_the_views_are_those_of_the_design_and_follow_the_edits(preview: Preview) -> None:
    state = preview.state(lambda one: one["version"] > 0)
    keys = [view["key"] for view in state["views"]]
    assert keys == [
        "components", "context", "requirements", "failure", "sequence/buy", "scenario/rush", "review",
    ]  # fmt: skip
    for key in keys:
        assert "buy" in preview.view(key), key
    preview.write(SHOP.replace("buy ", "purchase ").replace("of buy", "of purchase"))
    after = preview.state(lambda one: one["version"] > state["version"])
    assert {"key": "sequence/purchase", "title": "Flow purchase"} in after["views"]
    assert "the design has no such view" in preview.view("sequence/buy")
    assert "purchase" in preview.view("review")


def test_the_last_text_without_errors_stays_with_a_word(preview: Preview) -> None:
    first = preview.state(lambda one: one["version"] > 0)
    preview.write(
        SHOP.replace("shop -> store", "shop -> stroe").replace("component shop", "component")
    )
    told = preview.state(lambda one: bool(one["notice"]))
    assert told["version"] == first["version"]
    assert "this is the last text without errors" in told["notice"]
    assert ".design:" in told["notice"]
    assert "shop" in preview.view("components")
    preview.write(SHOP.replace("store", "vault"))
    healed = preview.state(lambda one: one["version"] > first["version"])
    assert healed["notice"] == ""
    assert "vault" in preview.view("components")


def test_a_click_leads_to_the_declaration(preview: Preview) -> None:
    preview.state(lambda one: one["version"] > 0)
    preview.write(f"# moved\n{SHOP}")
    preview.state(lambda one: one["version"] > 1)
    count = len(preview.editor.opened)
    preview.click("components", "shop")
    shown = preview.jump(count)
    start = place_of(SHOP, COMPONENT, len("component "))
    assert shown.uri == preview.uri
    assert shown.take_focus
    assert shown.selection is not None
    assert shown.selection.start == lsp.Position(start.line + 1, start.character)
    assert shown.selection.end == lsp.Position(start.line + 1, start.character + 4)
    preview.click("review", "NFR1")
    assert preview.jump(count + 1).take_focus is False


def test_a_click_on_what_is_not_declared_leads_nowhere(preview: Preview) -> None:
    count = len(preview.editor.opened)
    for element in ("nothing", "", "../../etc/passwd", "file:///etc/passwd", "busy"):
        preview.click("components", element)
    preview.click("components", "store")
    assert preview.jump(count).uri == preview.uri
    assert len(preview.editor.opened) == count + 1


def test_a_code_action_opens_it(editor: Editor, preview: Preview) -> None:
    place = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
    context = lsp.CodeActionContext([], only=[lsp.CodeActionKind.Source])
    params = lsp.CodeActionParams(lsp.TextDocumentIdentifier(preview.uri), place, context)
    found = {one.title: one.command for one in editor.ask("textDocument/codeAction", params)}
    assert list(found) == ["Preview the diagram", "Preview the review"]
    # The client of the tests takes an action with a command for a command.
    command = ast.literal_eval(found["Preview the review"])
    assert command["command"] == COMMAND
    assert opened(editor, *command["arguments"]) == f"{preview.address}#review"


# ---- in a browser


def test_a_browser_follows_and_leads_back(preview: Preview, browser: Browser) -> None:
    preview.state(lambda one: one["version"] > 0)
    tab = browser.new_page()
    tab.set_default_timeout(TIMEOUT)
    errors = list[str]()
    tab.on("console", lambda one: errors.append(one.text) if one.type == "error" else None)
    tab.on("pageerror", lambda one: errors.append(str(one)))
    tab.goto(preview.address)
    _shows(tab, "#element-store")
    count = len(preview.editor.opened)
    _frame(tab).locator('a[*|href="#element-shop"]').first.click()
    assert preview.jump(count).uri == preview.uri

    preview.write(SHOP.replace("store", "vault"))
    _shows(tab, "#element-vault")
    preview.write(SHOP.replace("component", "compnent"))
    tab.wait_for_function("() => document.querySelector('[role=status]').textContent")
    assert "this is the last text without errors" in tab.inner_text("[role=status]")
    assert _frame(tab).locator('a[*|href="#element-vault"]').count() > 0

    preview.write(SHOP)
    tab.select_option("select", "review")
    _shows(tab, "#element-NFR1")
    frame = _frame(tab)
    frame.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    frame.evaluate("scrollTo(0, 700)")
    preview.write(SHOP.replace('"Takes orders"', '"Takes every order"'))
    tab.wait_for_function(
        """() => {
          const frame = document.querySelector("iframe:not(.coming)");
          return frame.contentDocument.body.textContent.includes("every order");
        }"""
    )
    frame = _frame(tab)
    assert frame.evaluate("scrollY") == 700
    assert frame.evaluate("[...document.querySelectorAll('details')].every((one) => one.open)")
    count = len(preview.editor.opened)
    frame.locator('main a[href="#element-NFR1"]').first.click()
    assert preview.jump(count).take_focus is False
    assert frame.url.endswith("#element-NFR1")
    assert errors == []
    tab.close()


def _shows(tab: Tab, address: str) -> None:
    """Wait until the page shows something that links to an address."""
    tab.wait_for_function(
        """(address) => {
          const frame = document.querySelector("iframe:not(.coming)");
          const links = frame ? [...frame.contentDocument.querySelectorAll("a")] : [];
          return links.some((one) => (one.getAttribute("href") ?? one.getAttribute("xlink:href")) === address);
        }""",
        arg=address,
    )


def _frame(tab: Tab) -> Frame:
    found = tab.query_selector("iframe:not(.coming)")
    frame = found.content_frame() if found is not None else None
    assert frame is not None
    return frame
