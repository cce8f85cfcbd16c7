"""The page for everybody: no barrier that axe-core knows, and all of it by the keyboard."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest

from tests.report.conftest import Opened

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
BARRIERS = """async (only) => {
  const found = await axe.run({resultTypes: ["violations"], preload: false, iframes: false, ...only});
  return found.violations.map((one) => [one.impact, one.id, one.nodes.slice(0, 3).map((node) => node.html.slice(0, 300))]);
}"""
# All that another theme can change.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# Of many things alike, which would take axe half a minute, a few are as good as all.
FEWER = """() => {
  for (const parent of document.querySelectorAll("main section, main tbody, main ul, .view svg g")) {
    [...parent.children].slice(8).forEach((one) => one.remove());
  }
}"""
# What the focus is on: its tag, what it says, and whether it can be seen that it is there.
FOCUS = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const style = getComputedStyle(one);
  const name = one.getAttribute("aria-label") || one.textContent.trim().slice(0, 40);
  return [one.tagName.toLowerCase(), name, style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["shortlink", "photoshare", "split", "undecided"])
def test_there_are_no_barriers(name: str, scheme: str, opened: Opened) -> None:
    page = opened(name, color_scheme=scheme, bypass_csp=True)
    if name == "photoshare" or scheme == "dark":
        page.evaluate(FEWER)
    page.get_by_role("button", name="Open all").click()
    page.evaluate(AXE)
    assert page.evaluate(BARRIERS, COLOURS if scheme == "dark" else {}) == []


@pytest.mark.parametrize("name", ["shortlink", "photoshare"])
def test_no_two_things_have_the_same_id(name: str, opened: Opened) -> None:
    ids = opened(name).evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) > 100
    assert [one for one, times in Counter(ids).items() if times > 1] == []


@pytest.mark.parametrize("name", ["shortlink", "photoshare"])
def test_every_link_in_the_page_leads_somewhere(name: str, opened: Opened) -> None:
    lost = opened(name).evaluate("""() => [...document.querySelectorAll("a")]
      .map((one) => one.getAttribute("href") || one.getAttribute("xlink:href"))
      .filter((href) => href && href.startsWith("#") && !document.getElementById(decodeURIComponent(href.slice(1))))
    """)
    assert lost == []


def test_the_keyboard_reaches_all_that_does_something(opened: Opened) -> None:
    page = opened("split")
    wanted = page.evaluate("""() => {
      const does = "a[href], button, input, select, summary, .view, svg a";
      const shown = [...document.querySelectorAll(does)].filter((one) => one.checkVisibility());
      return shown.filter((one) => one.namespaceURI.endsWith("xhtml") || one.hasAttribute("xlink:href")).length;
    }""")
    reached = []
    while (focus := (page.keyboard.press("Tab"), page.evaluate(FOCUS))[1]) is not None:
        reached.append(focus)
        assert len(reached) <= wanted + 50
    assert len(reached) >= wanted
    assert [focus for focus in reached if not focus[2]] == []
    assert reached[0][1] == "Skip to the review"


def test_the_first_link_skips_to_the_review(opened: Opened) -> None:
    page = opened("shortlink")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the review")
    assert skip.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_what_the_keyboard_comes_to_in_a_picture_is_shown(opened: Opened) -> None:
    page = opened("shortlink")
    view = page.locator("#picture-components .view")
    view.focus()
    for _ in range(4):
        page.keyboard.press("+")
    for _ in range(10):
        page.keyboard.press("Tab")
        at = page.evaluate("""() => {
          const [one, all] = [document.activeElement, document.activeElement.closest(".view")]
            .map((each) => each.getBoundingClientRect());
          return one.left < all.right && one.right > all.left && one.top < all.bottom && one.bottom > all.top;
        }""")
        assert at


def test_tables_that_are_too_wide_are_moved_by_the_keyboard(opened: Opened) -> None:
    page = opened("photoshare", viewport={"width": 740, "height": 800})
    table = page.locator("#summary .wide[tabindex]").first
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('#summary .wide').scrollLeft > 0")


def test_pictures_have_words(opened: Opened) -> None:
    page = opened("shortlink")
    for picture in page.locator(".view svg").all():
        title, description = picture.get_attribute("aria-labelledby").split()
        assert page.locator(f"[id='{title}']").text_content()
        assert len(page.locator(f"[id='{description}']").text_content()) > 20
    assert page.get_by_role("img", name="Utilisation against load").count() == 1
