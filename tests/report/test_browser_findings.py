"""Findings in a browser: search, filter, and the way to the picture and back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.report.conftest import Opened

IN_SIGHT = """(one) => {
  const box = one.getBoundingClientRect();
  return box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
}"""


def listed(page: Page) -> list[str]:
    """The codes of the findings that are shown."""
    return page.locator(".finding:visible .code").all_inner_texts()


def reported(page: Page) -> str:
    """What the filter says of how many there are."""
    return page.locator(".filter output").inner_text()


def test_a_search_narrows_the_list(opened: Opened) -> None:
    page = opened("shortlink")
    assert reported(page) == "8 of 8"
    search = page.locator(".filter input[type=search]")
    search.fill("stops LEADER")
    assert (listed(page), reported(page)) == (["SPF001"], "1 of 8")
    assert not page.get_by_text("No finding matches.").is_visible()
    search.fill("stops leader zebra")
    assert (listed(page), reported(page)) == ([], "0 of 8")
    assert page.get_by_text("No finding matches.").is_visible()
    search.press("Enter")
    search.fill("")
    assert reported(page) == "8 of 8"


def test_a_search_finds_what_is_folded(opened: Opened) -> None:
    page = opened("shortlink")
    page.locator(".filter input[type=search]").fill("failover auto 30s")
    assert listed(page) == ["SPF001"]


def test_severities_and_families_narrow_it_together(opened: Opened) -> None:
    page = opened("shortlink")
    for severity in ("undecided", "info"):
        page.get_by_label(severity, exact=True).uncheck()
    assert listed(page) == ["VER001", "SCA003", "SPF001", "RES032"]
    page.get_by_label("Family").select_option("VER")
    assert (listed(page), reported(page)) == (["VER001"], "1 of 8")
    page.get_by_label("undecided", exact=True).check()
    assert len(listed(page)) == 4
    page.locator(".filter input[type=search]").fill("zone_dark")
    assert listed(page) == ["VER002"]


def test_a_finding_leads_to_its_node_and_again(opened: Opened) -> None:
    page = opened("shortlink")
    finding = page.locator(".finding", has_text="SCA003")
    finding.locator("summary").click()
    link = finding.get_by_role("link", name="in the picture")
    for _ in range(2):  # the second time the address stays the same
        link.click()
        node = page.locator(".picture g.found")
        assert node.get_attribute("id") == "failure--node-links"
        assert node.evaluate(IN_SIGHT)
        assert node.bounding_box()["width"] > 60
        assert page.evaluate("document.activeElement.closest('g.node').id") == "failure--node-links"
        width = node.locator("path, polygon").first.evaluate(
            "(one) => getComputedStyle(one).strokeWidth"
        )
        assert width == "5px"
        page.locator("#picture-failure").get_by_role("button", name="Fit").click()
        page.evaluate("scrollTo(0, 0)")


@pytest.mark.parametrize("name", ["shortlink", "photoshare"])
def test_every_node_is_found_on_a_phone(name: str, opened: Opened) -> None:
    page = opened(name, viewport={"width": 400, "height": 800})
    links = page.evaluate("""() => [...document.querySelectorAll(".component a.links")]
      .map((one) => one.getAttribute("href"))""")
    assert len(links) > 10
    for link in links[::5]:
        page.evaluate("(link) => { location.hash = link; }", link)
        node = page.locator(f"[id='{link[1:]}'].found")
        expect(node).to_be_visible()
        assert node.evaluate(IN_SIGHT), link


def test_a_node_leads_to_its_element_and_on_to_its_finding(opened: Opened) -> None:
    page = opened("shortlink")
    page.locator("#picture-components .node").get_by_text("links", exact=True).first.click()
    assert page.url.endswith("#element-links")
    element = page.locator("#element-links")
    assert element.evaluate("(one) => one.getBoundingClientRect().top") < 100
    element.get_by_role("link", name="SCA003").click()
    finding = page.locator(".finding", has_text="SCA003")
    expect(finding).to_have_attribute("open", "")
    assert finding.evaluate(IN_SIGHT)
    assert page.evaluate("document.activeElement.closest('.finding').id") == finding.get_attribute(
        "id"
    )


def test_a_link_to_a_finding_that_is_filtered_away_shows_it(opened: Opened) -> None:
    page = opened("shortlink")
    page.locator(".filter input[type=search]").fill("zone_dark")
    page.locator("#element-links > summary").click()
    page.locator("#element-links").get_by_role("link", name="SCA003").click()
    finding = page.locator(".finding", has_text="SCA003")
    expect(finding).to_be_visible()
    assert finding.evaluate(IN_SIGHT)
    assert (page.locator(".filter input[type=search]").input_value(), reported(page)) == (
        "",
        "8 of 8",
    )


def test_a_link_opens_what_its_target_is_folded_into(opened: Opened) -> None:
    key = opened("shortlink").locator(".finding").nth(3).get_attribute("id")
    page = opened("shortlink", at=f"#{key}")
    expect(page.locator(f"#{key}")).to_have_attribute("open", "")


def test_an_address_that_means_nothing_does_no_harm(opened: Opened) -> None:
    assert opened("shortlink", at="#%E0%A4%A").locator(".finding:visible").count() == 8
