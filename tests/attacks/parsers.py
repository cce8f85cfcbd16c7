"""What the readers of each format see in it, by their own parsers: no more than designlint means to say.

Each reader raises for what no text may bring about, and gives what it found beside text.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Set
from unicodedata import category

import cmarkgfm
import html5lib
import mermaidx
from lxml import etree

Seen = Counter[str]
"""The structure of a document: each element by those around it (`ul/li/code`), its attributes (`ul/li/a@href`),
and the addresses that they lead to, with how often they are there."""
LAID_OUT = frozenset(
    {"br", "wbr", "tspan", "text", "polygon", "path", "g", "rect", "use", "span", "bdi"}
)
"""What the layout makes more or less of by the width of a text: neither elements nor attributes are counted."""
FOREIGN = frozenset(
    {"iframe", "object", "embed", "base", "foreignObject", "img", "image", "video", "audio"}
)
_SGR = re.compile(r"\x1b\[[0-9;]*m")
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_CONTROLS = frozenset({"Cc", "Cs", "Zl", "Zp"})
_LEADING = frozenset({"href", "src", "action"})
_ADDRESS = re.compile(r"#|https?://")
_COMMAND = re.compile(r"::(error|warning|notice) title=[^:,]*,file=[^:,]*,line=\d+,")


def read_terminal(text: str) -> Seen:
    """Lines without any control but colours."""
    return _plain(_SGR.sub("", text))


def _plain(text: str) -> Seen:
    bad = {c for c in text if c != "\n" and (category(c) in _CONTROLS or c in _BIDI)}
    assert not bad, f"controls {sorted(bad)!r}"
    return Counter()


def read_json(text: str) -> Seen:
    """One value of JSON, without what only Python writes."""
    json.loads(text, parse_constant=_refuse)
    return Counter()


def _refuse(word: str) -> None:
    raise AssertionError(f"{word} is no number of JSON")


def read_xml(text: str) -> Seen:
    """A well-formed document."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return _structure(etree.fromstring(text.encode(), parser))


def read_html(text: str) -> Seen:
    """A page as browsers see it."""
    tree = html5lib.parse(text, treebuilder="lxml", namespaceHTMLElements=False)
    seen = _structure(tree.getroot())
    assert _named(seen, "script", "style") == {"script": 1, "style": 1}
    assert _named(seen, "form")["form"] <= 2, "a form that is not ours"
    _plain(text)
    return seen


def read_markdown(text: str) -> Seen:
    """A document as GitHub sees it, which would take raw HTML."""
    page = cmarkgfm.github_flavored_markdown_to_html(text, cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE)
    seen = Counter[str]()
    for part in html5lib.parseFragment(page, treebuilder="lxml", namespaceHTMLElements=False):
        if isinstance(part, etree._Element):
            seen += _structure(part)
    foreign = _named(seen, "script", "style", "svg", "form", "link", "meta")
    assert not any(foreign.values()), foreign
    _plain(text)
    return seen


def read_github(text: str) -> Seen:
    """A command of GitHub Actions on each line."""
    for line in text.rstrip("\n").split("\n"):
        assert _COMMAND.match(line), line
    return _plain(text)


def _structure(root: etree._Element, foreign: Set[str] = FOREIGN) -> Seen:
    """The structure of a tree, none of whose elements runs anything, or loads it."""
    seen = Counter[str]()
    waiting = [(root, "")]
    while waiting:
        element, around = waiting.pop()
        name = etree.QName(element).localname
        assert name not in foreign, name
        is_counted = name not in LAID_OUT
        path = f"{around}/{name}".lstrip("/") if is_counted else around
        seen[path] += is_counted
        for key, value in element.items():
            attribute = _harmless(key.rpartition("}")[2], value)
            seen[f"{path}@{attribute}"] += is_counted
            if attribute in _LEADING:
                seen[value] += 1
        waiting += [(child, path) for child in element.iterchildren(etree.Element)]
    return +seen


def _harmless(attribute: str, value: str) -> str:
    """An attribute that neither runs anything nor leads to anywhere but an address of the web, or of the document."""
    assert not attribute.startswith("on"), attribute
    assert attribute not in ("autofocus", "srcdoc", "formaction"), attribute
    assert attribute not in _LEADING or _ADDRESS.match(value), value
    return attribute


def _named(seen: Seen, *names: str) -> dict[str, int]:
    """How many elements there are of each name."""
    found = Counter(dict.fromkeys(names, 0))
    for path, count in seen.items():
        name = path.rpartition("/")[2]
        if name in names:
            found[name] += count
    return dict(found)


def read_mermaid(text: str) -> Seen:
    """What Mermaid itself draws, which makes labels of HTML."""
    drawn = etree.fromstring(mermaidx.Diagram(text).svg().encode(), etree.XMLParser(huge_tree=True))
    return _structure(drawn, FOREIGN - {"foreignObject"})


Reader = Callable[[str], Seen]
READERS: dict[str, Reader] = {
    "terminal": read_terminal,
    "short": read_terminal,
    "json": read_json,
    "sarif": read_json,
    "rdjson": read_json,
    "gitlab": read_json,
    "github": read_github,
    "junit": read_xml,
    "svg": read_xml,
    "mermaid": read_mermaid,
    "markdown": read_markdown,
    "report html": read_html,
    "report markdown": read_markdown,
    "report json": read_json,
    "report madr": read_terminal,
}
QUICK = {name: reader for name, reader in READERS.items() if reader is not read_mermaid}
"""Those that take no longer than what they read takes to be made."""
