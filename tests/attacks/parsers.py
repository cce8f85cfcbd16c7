"""What the readers of each format see in it, by their own parsers: no more than designlint means to say."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from unicodedata import category

import cmarkgfm
import html5lib
from lxml import etree

HARMFUL = frozenset(
    {"script", "iframe", "object", "embed", "base", "form", "link", "meta", "foreignObject"}
)
_SGR = re.compile(r"\x1b\[[0-9;]*m")
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SAFE_LINK = re.compile(r"#|https://")


def read_terminal(text: str) -> None:
    """Lines without any control but colours."""
    for char in _SGR.sub("", text):
        assert char == "\n" or (
            category(char) not in ("Cc", "Cs", "Zl", "Zp") and char not in _BIDI
        ), repr(char)


def read_json(text: str) -> None:
    """One value of JSON, without what only Python writes."""

    def refuse(word: str) -> float:
        raise AssertionError(f"{word} is no number of JSON")

    json.loads(text, parse_constant=refuse)


def read_xml(text: str) -> etree._Element:
    """A well-formed document without scripts, and without links to what is neither here nor on the web."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(text.encode(), parser)
    for element in root.iter(etree.Element):
        assert etree.QName(element).localname not in HARMFUL, element.tag
        for name, value in element.items():
            assert not etree.QName(name).localname.startswith("on"), name
            if etree.QName(name).localname == "href":
                assert _SAFE_LINK.match(value), value
    return root


def read_html(text: str) -> None:
    """A page with one script and one style, which are ours, and with links into itself or to the web."""
    tree = html5lib.parse(text, treebuilder="lxml", namespaceHTMLElements=False)
    found = list(tree.iter(etree.Element))
    count = {name: sum(one.tag == name for one in found) for name in ("script", "style")}
    assert count == {"script": 1, "style": 1}, count
    assert sum(one.tag == "form" for one in found) <= 1, "a form that is not ours"
    for element in found:
        harmful = etree.QName(element).localname in HARMFUL - {"script", "meta", "form"}
        assert not harmful, element.tag
        for name, value in element.items():
            assert not name.startswith("on"), name
            assert name not in ("autofocus", "srcdoc", "formaction"), name
            if name in ("href", "src") or name.endswith("}href"):
                assert _SAFE_LINK.match(value), value


def read_markdown(text: str) -> None:
    """A document in which GitHub's own parser finds no images, scripts and links but into the document."""
    page = cmarkgfm.github_flavored_markdown_to_html(text, cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE)
    tree = html5lib.parseFragment(page, treebuilder="lxml", namespaceHTMLElements=False)
    for part in tree:
        for element in part.iter(etree.Element) if isinstance(part, etree._Element) else ():
            assert element.tag not in HARMFUL | {
                "script",
                "style",
                "img",
                "svg",
                "video",
                "audio",
            }, element.tag
            for name, value in element.items():
                assert not name.startswith("on"), name
                if name in ("href", "src"):
                    assert _SAFE_LINK.match(value), value


def read_github(text: str) -> None:
    """A command of GitHub Actions on each line."""
    for line in text.rstrip("\n").split("\n"):
        assert re.match(r"::(error|warning|notice) title=[^:,]*,file=[^:,]*,line=\d+,", line), line


READERS: dict[str, Callable[[str], object]] = {
    "terminal": read_terminal, "short": read_terminal, "json": read_json, "sarif": read_json,
    "rdjson": read_json, "gitlab": read_json, "github": read_github, "junit": read_xml, "svg": read_xml,
    "markdown": read_markdown, "report html": read_html, "report markdown": read_markdown,
    "report json": read_json, "report madr": read_terminal,
}  # fmt: skip
