"""Whatever a design says, a browser shows it and does nothing else with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.report.conftest import Made, Opened
from tests.report.test_browser_page import SIDEWAYS

WORD = "w" * 10_000
NASTY = {
    "script": "</script><script>alert(1)</script><!-- --><script>alert(1)//",
    "style": "</style></title></textarea></svg><style>*{display:none}</style><base href='//example.org'>",
    "image": "<img src=x onerror=alert(1)><svg/onload=alert(1)><iframe src='javascript:alert(1)'>",
    "attribute": "\" onmouseover=\"alert(1)\" x='' onfocus='alert(1)' autofocus `",
    "dot": "]\"]; } <b>x</b> <TABLE><TR><TD HREF='javascript:alert(1)'> \\N \\G \\E -> {a|b} &amp; &#60;",
    "markdown": "[x](javascript:alert(1)) ![x](//example.org/x.png) **b** | a | b | ``` # h <https://example.org>",
    "template": "{{ 7 * 7 }} {% raw %} {# x #} ${alert(1)} %s {0}",
    "letters": "\u202eexe.txt\u2066 \u200b \U0001f468\u200d\U0001f469\u200d\U0001f467 \u0627\u0644\u0633\u0644\u0627\u0645 a\u0301\u0301\u0301",
    "word": WORD,
}  # fmt: skip
DESIGN = """
design d TEXT { customers TEXT; scope TEXT; out_of_scope TEXT; owner TEXT; growth 3x }
actor a TEXT { count 1; located TEXT }
external e TEXT
functional F TEXT { priority must }
nonfunctional N TEXT { require availability of f >= 99.99% }
provider p TEXT { region r TEXT { zone x; zone y } }
data k TEXT { size 1kB; count 10 }
group g TEXT {
  component s : service TEXT {
    replicas 2 in p.r.x, p.r.y; capacity 10 req/s per replica; because TEXT
    api i TEXT { style rest; serves F; because TEXT }
  }
  component b : database TEXT { holds k }
}
flow f TEXT serves F { rate 50 req/s peak; a -> s; s -> b reads k; s -> e }
decision D TEXT about b { because TEXT; option o TEXT { pro TEXT; con TEXT; chosen }; option q TEXT { pro TEXT } }
scenario z TEXT { lose p.r.x; expect availability of f >= 99% }
accept SPF001 on b because TEXT by TEXT
"""
COUNTS = """() => ({
  scripts: document.scripts.length,
  styles: document.querySelectorAll("style").length,
  strangers: [...document.querySelectorAll("img, iframe, base, object, embed, link, textarea, foreignObject")].length,
  handlers: [...document.querySelectorAll("*")].flatMap((one) => one.getAttributeNames())
    .filter((name) => name.startsWith("on") || name === "autofocus"),
  addresses: [...document.querySelectorAll("a")].map((one) => one.getAttribute("href") || one.getAttribute("xlink:href"))
    .filter((href) => href && !href.startsWith("#") && !href.startsWith("https://")),
})"""
NOTHING = {"scripts": 1, "styles": 1, "strangers": 0, "handlers": [], "addresses": []}


def hostile(tmp_path: Path, text: str) -> str:
    """A design that says a text wherever it can say something."""
    path = tmp_path / "design.design"
    path.write_text(DESIGN.replace("TEXT", json.dumps(text, ensure_ascii=False)), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("kind", NASTY)
def test_text_stays_text(kind: str, opened: Opened, tmp_path: Path) -> None:
    page = opened(hostile(tmp_path, NASTY[kind]))
    page.get_by_role("button", name="Open all").click()
    assert page.evaluate(COUNTS) == NOTHING
    assert page.locator("section").count() == 17
    assert page.locator(".component").count() == 2
    for width in (400, 1400):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(SIDEWAYS) == 0, width
    shown = title(page)
    if kind in ("script", "style", "image", "attribute", "markdown", "template"):
        assert shown == " ".join(NASTY[kind].split())
    page.mouse.move(200, 200)
    for search in page.get_by_role("searchbox").all():
        search.fill(NASTY[kind][:200])
        search.fill("")


def title(page: Page) -> str:
    """The title of the design as the page shows it."""
    return page.locator("h1").inner_text()


def test_what_turns_text_around_is_made_visible(opened: Opened, tmp_path: Path, made: Made) -> None:
    design = hostile(tmp_path, NASTY["letters"])
    assert title(opened(design)).startswith("<U+202E>exe.txt<U+2066>")
    assert not {"\u202e", "\u2066"} & set(made(design).read_text(encoding="utf-8"))
