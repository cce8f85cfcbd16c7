"""The documentation site: its pages are those of the project, and every link leads somewhere."""

from __future__ import annotations

import importlib.util
import re
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
_RELATIVE = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s#]+)")


@cache
def pages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pages", ROOT / ".site/docs/pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    assert pages().lay_out(folder) > 100
    return folder


def test_every_relative_link_leads_to_a_page(laid_out: Path) -> None:
    lost = [
        f"{page.relative_to(laid_out)}: {target}"
        for page in laid_out.rglob("*.md")
        for target in _RELATIVE.findall(page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert lost == []


def test_every_page_of_the_reference_is_in_the_navigation(laid_out: Path) -> None:
    tables = "".join(
        (laid_out / name).read_text("utf-8") for name in ("index.md", "reference.md", "rules.md")
    )
    listed = set(re.findall(r"^[\w/*]+$", tables, re.MULTILINE)) | {"index"}
    found = {str(p.relative_to(laid_out).with_suffix("")) for p in laid_out.rglob("*.md")}
    left = {name for name in found - listed if not name.startswith("rules/")}
    assert left <= {"code_of_conduct"}


def test_a_link_out_of_the_site_leads_to_the_sources() -> None:
    text = "[an example](examples/shortlink.design), [a page](.docs/cli.md#output-formats)"
    assert pages().with_links(text, "README.md") == "an example, [a page](cli.md#output-formats)"
    led = pages().with_links(text, "README.md", "https://example.org/blob/main")
    assert "[an example](https://example.org/blob/main/examples/shortlink.design)" in led


@pytest.mark.slow
def test_sphinx_has_nothing_to_say(laid_out: Path, tmp_path: Path) -> None:
    application = pytest.importorskip("sphinx.application")
    pytest.importorskip("pydata_sphinx_theme")
    pytest.importorskip("myst_parser")
    made = application.Sphinx(
        laid_out, ROOT / ".site/docs", tmp_path / "out", tmp_path / "trees", "html",
        status=None, warning=sys.stderr, warningiserror=True,
    )  # fmt: skip
    made.build()
    assert made.statuscode == 0
    assert (tmp_path / "out" / "rules" / "SPF001.html").exists()
