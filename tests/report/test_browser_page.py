"""The page in a browser: quiet, themed, printable, narrow, and complete without its script."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.report.conftest import EXAMPLES, Made, Opened

PAPER = {"light": "rgb(255, 255, 255)", "dark": "rgb(13, 17, 23)"}
SERVICE = {"light": "rgb(227, 240, 250)", "dark": "rgb(16, 40, 58)"}
COLOURS = """() => {
  const of = (selector, name) => getComputedStyle(document.querySelector(selector))[name];
  return [
    of("body", "backgroundColor"), of(".picture .role-service path, .picture .role-service polygon", "fill"),
    of(".legend .role-service", "backgroundColor"), of(".picture .node text", "fill"), of("body", "color"),
  ];
}"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def themed(theme: str) -> list[str]:
    """What `COLOURS` finds in a theme."""
    ink = {"light": "rgb(31, 35, 40)", "dark": "rgb(230, 237, 243)"}[theme]
    return [PAPER[theme], SERVICE[theme], SERVICE[theme], ink, ink]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_page_is_quiet_and_loads_nothing(name: str, opened: Opened) -> None:
    page = opened(name)
    assert page.title().endswith("design review")
    page.get_by_role("button", name="Open all").click()
    assert page.locator("main details:not([open])").count() == 0
    page.get_by_role("button", name="Close all").click()
    assert page.locator("main details[open]").count() == 0


def test_the_file_names_nothing_that_a_browser_would_load(made: Made) -> None:
    text = unescape(made("photoshare").read_text())
    assert "default-src 'none'" in text
    loads = r"<(?:link|img|iframe|object|embed|script\s+src)|@import|\burl\("
    assert re.findall(loads, text) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_automatic_follows_the_surroundings(scheme: str, opened: Opened) -> None:
    assert opened("shortlink", color_scheme=scheme).evaluate(COLOURS) == themed(scheme)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_button_goes_round_the_themes(scheme: str, opened: Opened) -> None:
    page = opened("shortlink", color_scheme=scheme)
    button = page.get_by_role("button", name="Theme:")
    for name, theme in [("light", "light"), ("dark", "dark"), ("automatic", scheme)]:
        button.click()
        assert button.inner_text() == f"Theme: {name}"
        assert page.evaluate(COLOURS) == themed(theme)


def test_a_chosen_theme_is_kept(opened: Opened) -> None:
    page = opened("shortlink", color_scheme="light")
    for _ in range(2):
        page.get_by_role("button", name="Theme:").click()
    page.reload()
    assert page.get_by_role("button", name="Theme:").inner_text() == "Theme: dark"
    assert page.evaluate(COLOURS) == themed("dark")


def test_paper_is_light_and_nothing_on_it_is_folded(opened: Opened) -> None:
    page = opened("shortlink", color_scheme="dark")
    closed = page.locator("main details:not([open])").count()
    assert closed > 20
    page.get_by_role("button", name="Theme:").click(click_count=2)  # dark, chosen
    page.emulate_media(media="print")
    assert page.evaluate(COLOURS) == themed("light")
    assert page.locator(".contents").is_visible()
    for hidden in (".tools", ".filter", ".zoom", ".search"):
        assert not page.locator(hidden).first.is_visible()
    witness = page.locator(".finding .proof").first
    assert witness.evaluate("(one) => one.checkVisibility({contentVisibilityAuto: true})")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("main details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("main details:not([open])").count() == closed


def test_it_prints(opened: Opened, tmp_path: Path) -> None:
    page = opened("shortlink")
    assert page.pdf(path=tmp_path / "page.pdf").startswith(b"%PDF")


@pytest.mark.parametrize("name", ["shortlink", "photoshare", "split"])
def test_a_page_never_moves_sideways(name: str, opened: Opened) -> None:
    page = opened(name)
    page.get_by_role("button", name="Open all").click()
    for width in (400, 800, 1400):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(SIDEWAYS) == 0, width


def test_the_contents_show_which_part_is_read(opened: Opened) -> None:
    page = opened("shortlink")
    current = page.locator(".contents a[aria-current]")
    for part in ("Consistency", "Summary", "Costs"):
        page.locator(".contents a", has_text=part).click()
        expect(current).to_have_text(part)


def test_without_its_script_the_page_is_complete(opened: Opened) -> None:
    page = opened("shortlink", java_script_enabled=False, at="#element-links")
    assert page.locator(".finding").count() == 8
    assert page.locator(".finding:visible").count() == 8
    for control in (".tools button", ".filter", ".zoom"):
        assert not page.locator(control).first.is_visible()
    assert page.locator("#element-links").is_visible()
    page.locator(".finding summary").first.click()
    assert page.locator(".finding .proof").first.is_visible()
    page.locator(".contents a", has_text="Scaling").click()
    assert page.url.endswith("#scaling")
    assert page.locator(".view svg").first.bounding_box()["width"] > 200


def test_a_search_finds_what_is_folded_anywhere(opened: Opened) -> None:
    page = opened("shortlink")
    page.keyboard.press("/")
    page.keyboard.type("restore_tested")
    expect(page.locator(".search output")).to_contain_text("found")
    page.keyboard.press("Enter")
    hit = page.locator(".hit")
    expect(hit).to_be_visible()
    assert "restore_tested" in hit.inner_text()
    page.keyboard.press("Escape")
    assert page.locator(".hit").count() == 0


def test_rows_are_cards_on_a_telephone_with_the_verdict_first(opened: Opened) -> None:
    page = opened("shortlink", viewport={"width": 390, "height": 844})
    card = page.locator(".matrix tbody tr").first
    verdict, name = card.locator(".badge"), card.locator("th")
    assert verdict.bounding_box()["y"] < name.bounding_box()["y"]
    asked = card.locator("td[data-label='availability']")
    assert asked.bounding_box()["x"] < 60
