"""Pictures in a browser: zoomed and moved by buttons, keys, wheel and pointer."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from designlint.cli import main
from designlint.render.palette import DARK_INK
from tests.report.conftest import EXAMPLES, ROOT, Opened

LUMINANCES = """() => {
  const linear = (share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
  const luminance = (colour) => {
    const [red, green, blue] = colour.match(/[0-9.]+/g).map((part) => linear(part / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const shapes = [...document.querySelectorAll("polygon, path, ellipse, rect")].filter((one) => {
    const box = one.getBoundingClientRect();
    return Math.min(box.width, box.height) > 16;
  });
  const fills = shapes.map((one) => getComputedStyle(one).fill);
  return fills.filter((fill) => fill.startsWith("rgb")).map(luminance);
}"""


def picture(page: Page) -> Locator:
    """The picture of the components, in the middle of the window."""
    found = page.locator("#picture-components")
    found.locator(".view").evaluate("(one) => one.scrollIntoView({block: 'center'})")
    return found


def box(found: Locator) -> list[float]:
    """Which part of a picture is shown: left, top, width, height."""
    return [float(number) for number in found.locator(".view svg").get_attribute("viewBox").split()]


def middle(found: Locator) -> tuple[float, float]:
    """Where the middle of a picture is in the window."""
    at = found.locator(".view svg").bounding_box()
    return at["x"] + at["width"] / 2, at["y"] + at["height"] / 2


def test_buttons(opened: Opened) -> None:
    found = picture(opened("shortlink"))
    whole = box(found)
    found.get_by_role("button", name="Zoom in").click()
    near = box(found)
    assert near[2] == pytest.approx(whole[2] / 1.5, abs=0.01)
    assert near[2] / near[3] == pytest.approx(whole[2] / whole[3], abs=0.01)
    assert near[0] + near[2] / 2 == pytest.approx(whole[0] + whole[2] / 2, abs=0.02)
    found.get_by_role("button", name="Zoom out").click()
    assert box(found) == whole
    found.get_by_role("button", name="Zoom out").click()
    assert box(found) == whole
    for _ in range(3):
        found.get_by_role("button", name="Zoom in").click()
    found.get_by_role("button", name="Fit").click()
    assert box(found) == whole


def test_keys(opened: Opened) -> None:
    page = opened("shortlink")
    found = picture(page)
    whole = box(found)
    found.locator(".view").focus()
    page.keyboard.press("+")
    page.keyboard.press("+")
    near = box(found)
    assert near[2] == pytest.approx(whole[2] / 2.25, abs=0.01)
    moves = {
        "ArrowRight": (0.1, 0),
        "ArrowDown": (0, 0.1),
        "ArrowLeft": (-0.1, 0),
        "ArrowUp": (0, -0.1),
    }
    for key, (dx, dy) in moves.items():
        page.keyboard.press(key)
        after = box(found)
        step = near[2]
        assert after[0] - near[0] == pytest.approx(dx * step, abs=0.02)
        assert after[1] - near[1] == pytest.approx(dy * step, abs=0.02)
        near = after
    page.keyboard.press("-")
    assert box(found)[2] == pytest.approx(whole[2] / 1.5, abs=0.01)
    page.keyboard.press("0")
    assert box(found) == whole


def test_arrows_scroll_the_page_while_all_is_shown(opened: Opened) -> None:
    page = opened("shortlink")
    found = picture(page)
    whole, before = box(found), page.evaluate("scrollY")
    found.locator(".view").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_function("(before) => scrollY > before", arg=before)
    assert box(found) == whole


def test_the_wheel_zooms_with_ctrl_where_it_points(opened: Opened) -> None:
    page = opened("shortlink")
    found = picture(page)
    node = found.locator(".node", has_text="links").first
    at = node.bounding_box()
    page.mouse.move(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    whole = box(found)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    page.wait_for_function(
        "(most) => document.querySelector('#picture-components .view svg').viewBox.baseVal.width < most",
        arg=whole[2] / 2,
    )
    after = node.bounding_box()
    assert after["x"] + after["width"] / 2 == pytest.approx(at["x"] + at["width"] / 2, abs=2)
    assert after["y"] + after["height"] / 2 == pytest.approx(at["y"] + at["height"] / 2, abs=2)


def test_the_wheel_alone_scrolls_the_page(opened: Opened) -> None:
    page = opened("shortlink")
    found = picture(page)
    whole, before = box(found), page.evaluate("scrollY")
    page.mouse.move(*middle(found))
    page.mouse.wheel(0, 200)
    page.wait_for_function("(before) => scrollY > before", arg=before)
    assert box(found) == whole


def test_dragging_moves_and_follows_no_link(opened: Opened) -> None:
    page = opened("shortlink")
    found = picture(page)
    found.get_by_role("button", name="Zoom in").click()
    near, address = box(found), page.url
    scale = near[2] / found.locator(".view svg").bounding_box()["width"]
    at = found.locator(".node", has_text="gate").locator("text").first.bounding_box()
    x, y = at["x"] + at["width"] / 2, at["y"] + at["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y - 30, steps=4)
    page.mouse.up()
    after = box(found)
    assert after[0] - near[0] == pytest.approx(60 * scale, rel=0.1)
    assert after[1] - near[1] == pytest.approx(30 * scale, rel=0.1)
    assert page.url == address
    for _ in range(20):
        page.mouse.down()
        page.mouse.move(x - 300, y, steps=2)
        page.mouse.up()
        page.mouse.move(x, y)
    assert box(found)[0] <= near[0] + 3 * near[2], "a picture is never lost"


def test_a_picture_fills_the_screen(opened: Opened) -> None:
    page = opened("shortlink")
    found = picture(page)
    before = found.locator(".view svg").bounding_box()
    found.get_by_role("button", name="Full screen").click()
    page.wait_for_function("() => document.fullscreenElement !== null")
    assert found.locator(".view svg").bounding_box()["width"] >= before["width"]
    found.locator(".node", has_text="gate").locator("text").first.click()
    page.wait_for_function("() => document.fullscreenElement === null")
    assert page.url.endswith("#element-gate")
    expect(page.locator("#element-gate")).to_be_in_viewport()


@pytest.mark.parametrize("view", ["failure", "deployment", "requirements"])
def test_a_picture_of_its_own_can_be_read_in_the_dark(
    view: str, browser: Browser, tmp_path: Path
) -> None:
    """Its legend too, whose cells Graphviz fills with light colours."""
    picture = tmp_path / "picture.svg"
    assert (
        main(["diagram", str(ROOT / EXAMPLES["shortlink"]), "--view", view, "-o", str(picture)])
        == 0
    )
    page = browser.new_page(color_scheme="dark")
    page.goto(picture.as_uri())
    ink = f"rgb({', '.join(str(int(DARK_INK[at : at + 2], 16)) for at in (1, 3, 5))})"
    assert page.locator("svg text").first.evaluate("(one) => getComputedStyle(one).fill") == ink
    filled = page.evaluate(LUMINANCES)
    page.close()
    # Arrow heads are light on dark, and smaller; what else is filled has light text on it.
    assert filled
    assert all(luminance < 0.1 for luminance in filled)
