"""The review document in its formats: whole, safe, self-contained, and the same every time."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from designlint.cli import main
from designlint.document import Document
from designlint.render.document import html, json_format, markdown
from designlint.render.document.pdf import PdfError, printed
from designlint.review import pictures, review
from tests import snapshot
from tests.report.documents import (
    DESIGNS,
    EXAMPLES,
    HOSTILE,
    ROOT,
    TODAY,
    checked_example,
    checked_text,
    document_from,
    document_of,
)

HERE = Path(__file__).parent


class Page(HTMLParser):
    """What stands in a page: its tags, ids, links and event handlers."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.handlers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "xlink:href"):
                self.links.append(value or "")
            if name in ("src", "srcset", "data", "action"):
                self.loads.append(value or "")
            if name.startswith("on"):
                self.handlers.append(name)


def html_of(path: Path, tmp_path: Path) -> str:
    target = tmp_path / "review.html"
    assert main(["report", str(path), "-o", str(target)]) == 0
    return target.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DESIGNS)
def test_a_page_needs_nothing_else_and_its_links_lead_somewhere(name: str, tmp_path: Path) -> None:
    text = html_of(EXAMPLES / name, tmp_path)
    page = Page(text)
    assert page.loads == []
    assert page.tags["script"] == page.tags["h1"] == 1
    assert not page.tags["link"]
    assert "@import" not in text
    assert [one for one, count in Counter(page.ids).items() if count > 1] == []
    inside = {unquote(link[1:]) for link in page.links if link.startswith("#")}
    assert inside <= set(page.ids)
    assert page.tags["svg"] > 10
    assert {link.partition(":")[0] for link in page.links if not link.startswith("#")} <= {
        "http",
        "https",
    }


def test_hostile_texts_do_no_harm_in_a_page(tmp_path: Path) -> None:
    (tmp_path / "hostile.design").write_text(HOSTILE, encoding="utf-8")
    text = html_of(tmp_path / "hostile.design", tmp_path)
    page = Page(text)
    assert page.tags["script"] == 1
    assert page.tags["style"] == 1
    assert not page.tags["img"]
    assert not page.tags["iframe"]
    assert page.handlers == []
    assert not any(link.startswith("javascript") for link in page.links)
    assert "\u202e" not in text
    assert "{{ 7 * 7 }}" in text


def test_hostile_texts_do_no_harm_in_markdown() -> None:
    checked = checked_text(HOSTILE)
    drawings = {one.key: one.drawing for one in pictures(checked)}
    text = markdown.render(review(checked, TODAY), drawings)
    assert "\u202e" not in text
    page = Page(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text))
    allowed = {
        "a", "h1", "h2", "h3", "h4", "p", "table", "thead", "tbody", "tr", "th", "td", "ul", "li",
        "code", "pre", "strong", "em", "details", "summary", "br", "hr",
    }  # fmt: skip
    assert set(page.tags) <= allowed
    assert page.handlers == []
    assert not any(link.startswith("javascript") for link in page.links)
    assert page.tags["h1"] == 1


@pytest.mark.parametrize("name", DESIGNS)
def test_markdown_links_lead_somewhere_and_tables_are_tables(name: str) -> None:
    checked = checked_example(name)
    drawings = {one.key: one.drawing for one in pictures(checked)}
    text = markdown.render(document_of(name), drawings)
    page = Page(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text))
    inside = {unquote(link[1:]) for link in page.links if link.startswith("#")}
    assert inside
    assert inside <= set(page.ids)
    assert page.tags["table"] > 10
    for line in text.splitlines():
        assert not line.startswith("|") or line.endswith("|"), line


EVERY = sorted(
    path.relative_to(EXAMPLES).as_posix()
    for pattern in ("*.design", "outages/**/*.design", "broken/**/*.design")
    for path in EXAMPLES.glob(pattern)
)


@pytest.mark.parametrize("name", EVERY)
def test_every_example_has_a_document(name: str) -> None:
    checked = checked_example(name)
    document = review(checked, TODAY)
    Draft202012Validator(json_format.json_schema()).validate(
        json.loads(json_format.render(document))
    )
    drawings = {one.key: one.drawing for one in pictures(checked)}
    page = Page(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(
        markdown.render(document, drawings)
    ))  # fmt: skip
    assert page.tags["h2"] == 17
    inside = {unquote(link[1:]) for link in page.links if link.startswith("#")}
    assert inside <= set(page.ids)


def test_markdown_of_the_example_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    checked = checked_example("shortlink.design")
    drawings = {one.key: one.drawing for one in pictures(checked)}
    text = markdown.render(document_of("shortlink.design"), drawings)
    snapshot.check(HERE / "snapshots" / "shortlink.md", text)


@pytest.mark.parametrize("name", DESIGNS)
def test_json_is_as_its_schema_says(name: str) -> None:
    read = json.loads(json_format.render(document_of(name)))
    schema = json_format.json_schema()
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(read)
    published = json.loads((ROOT / ".docs" / "review.schema.json").read_text(encoding="utf-8"))
    assert published == schema
    assert set(read) == set(Document._fields)


def test_json_of_a_hostile_design_is_read_back() -> None:
    document = document_from(HOSTILE)
    read = json.loads(json_format.render(document))
    assert read["title"] == document.title
    assert json_format.render(document).isascii()


@pytest.mark.parametrize("kind", ["html", "markdown", "json"])
def test_the_same_design_is_the_same_document(kind: str) -> None:
    outputs = set()
    for seed, folder in (("0", ROOT), ("7", Path(tempfile.gettempdir()))):
        command = [sys.executable, "-m", "designlint", "report", "--format", kind]
        command += [str(EXAMPLES / "shortlink.design")]
        done = subprocess.run(
            command,
            cwd=folder,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            check=True,
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1


def test_a_page_without_graphviz_has_sequence_diagrams_and_tables_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("designlint.render.layout.find_spec", lambda _: None)
    monkeypatch.setattr("designlint.render.layout._port", lambda: None)
    monkeypatch.setenv("PATH", "")
    text = html_of(EXAMPLES / "shortlink.design", tmp_path)
    assert "the report lacks pictures: no Graphviz is here" in capsys.readouterr().err
    ids = set(Page(text).ids)
    assert not ids & {"picture-context", "picture-components", "picture-failure"}
    assert {"picture-flow-follow", "picture-deployment", "picture-scenario-zone_dark"} <= ids
    assert "No pictures of the whole: they need Graphviz" in text


def test_a_pdf_has_pages(tmp_path: Path) -> None:
    pytest.importorskip("weasyprint", reason="PDF is an extra", exc_type=(ImportError, OSError))
    target = tmp_path / "review.pdf"
    assert main(["report", str(EXAMPLES / "shortlink.design"), "-o", str(target)]) == 0
    assert target.read_bytes().startswith(b"%PDF-")


def test_links_on_paper_lead_somewhere() -> None:
    page = Page(html.render(document_of("photoshare/main.design"), {}, paper=True))
    inside = {unquote(link[1:]) for link in page.links if link.startswith("#")}
    assert "element-release" in inside
    assert inside <= set(page.ids)


def test_a_template_that_loads_something_makes_no_pdf() -> None:
    pytest.importorskip("weasyprint", reason="PDF is an extra", exc_type=(ImportError, OSError))
    with pytest.raises(PdfError, match=r"from outside of the page: .*https://example\.org/x\.png"):
        printed('<img src="https://example.org/x.png">')
