"""A review document as Markdown, as GitHub and GitLab show it, with its pictures as Mermaid.

Whatever a template writes is escaped, unless a filter made it: texts of a design cannot be markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from designlint.document import Document, Place
from designlint.drawing import Picture, Sequence
from designlint.render.cells import clean
from designlint.render.document.charts import cost_chart, load_chart
from designlint.render.document.derivations import Derivations
from designlint.render.document.environment import environment, rendered
from designlint.render.document.order import SIGNS, gravest_first
from designlint.render.document.team_templates import refuse_idle_templates
from designlint.render.document.words import anchor, elements, place
from designlint.render.markdown import code, html, prose
from designlint.render.pictures import mermaid_of

TEMPLATE, SUMMARY = "report.md", "summary.md"
MOST_TEXT, MOST_EDGES = 50_000, 500
"""What Mermaid draws at the most, by its own defaults (`maxTextSize`, `maxEdges`)."""
_CODE = re.compile(r"(`[^`]+`)")
_ADDRESS = re.compile(r"https?://[\w./~%#?=&:+@!,;-]+")
_BLANKS = re.compile(r"\n{3,}")


def render(
    document: Document,
    drawings: Mapping[str, Picture],
    *,
    folder: Path | None = None,
    template: str = TEMPLATE,
    root: str | None = None,
) -> str:
    """The document; `folder` has a team's own templates. Files of the design are links where `root` is
    the path of their folder in their repository. Raises BrokenTemplateError."""
    if folder is not None:
        refuse_idle_templates(folder)
    words = _Words(document, root, placed=template != SUMMARY)
    templates = environment("text", folder, finalize=words.prose)
    templates.filters.update(
        ref=words.ref, refs=words.refs, anchor=words.anchor, code=_code, place=words.place, html=_html,
        link=_link, paste=_paste, once=Derivations().once, gravest_first=gravest_first,
        load_chart=load_chart, cost_chart=cost_chart,
    )  # fmt: skip
    context = {
        "doc": document,
        "signs": SIGNS,
        "pictures": {key: _picture(drawing) for key, drawing in drawings.items()},
    }
    return (
        _BLANKS.sub("\n\n", rendered(templates, template, context, ours=folder is None)).strip()
        + "\n"
    )


class _Words:
    """The texts of one document; where nothing is `placed`, as in a summary, no name is a link."""

    def __init__(self, document: Document, root: str | None, *, placed: bool) -> None:
        self._known = frozenset(elements(document)) if placed else frozenset[str]()
        self._root = root

    def prose(self, text: Any) -> Markup:
        """A text as it is meant: names in backticks are code, and links where they have a place."""
        if isinstance(text, Markup):
            return text
        parts = _CODE.split(str(text))
        return _made("".join(
            self.ref(p[1:-1]) if self._is_known(p) else prose(p, strip=False) for p in parts
        ))  # fmt: skip

    def _is_known(self, part: str) -> bool:
        return part[1:-1] in self._known and _CODE.fullmatch(part) is not None

    def ref(self, path: str) -> Markup:
        """A name, as a link to its place if it has one."""
        name = code(path)
        return _made(f"[{name}](#{anchor(path)})" if path in self._known else name)

    def refs(self, paths: Iterable[str]) -> Markup:
        """Names in a row."""
        return _made(", ".join(self.ref(path) for path in paths))

    def place(self, at: Place | None) -> Markup:
        """Where something stands: GitHub and GitLab take a link from `/` on as one in the repository."""
        if at is None:
            return Markup("")
        shown = code(place(at))
        if self._root is None:
            return _made(shown)
        return _made(f"[{shown}](/{quote(self._root + at.file)}#L{at.line})")

    def anchor(self, path: str) -> Markup:
        """The place of an element."""
        return Markup('<a id="{}"></a>').format(anchor(path))


def _code(text: str) -> Markup:
    return _made(code(text))


def _paste(text: str) -> Markup:
    """Text to paste in the typeface of code, with the backticks that are in it."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if longest else ""
    return _made(f"{fence}{space}{clean(text)}{space}{fence}")


def _link(page: str) -> Markup:
    """The address of a page; only what needs no escaping is one."""
    return _made(f"<{page}>" if _ADDRESS.fullmatch(page) else code(page))


def _html(text: str) -> Markup:
    """A text inside of HTML, as the summary of what is folded away: there, backticks are no markup."""
    parts = _CODE.split(clean(text))
    return _made("".join(
        f"<code>{html(p[1:-1])}</code>" if _CODE.fullmatch(p) else html(p) for p in parts
    ))  # fmt: skip


def _picture(drawing: Picture) -> Markup:
    """The drawing as Mermaid; a sentence where that would not draw it."""
    text = mermaid_of(drawing)
    lines = len(drawing.messages if isinstance(drawing, Sequence) else drawing.edges)
    if len(text) > MOST_TEXT or lines > MOST_EDGES:
        return _made("*Too large for Mermaid: `designlint diagram` draws it.*")
    return _made(f"```mermaid\n{text}```")


def _made(text: str) -> Markup:
    return Markup(text)  # noqa: S704  # all texts in it are escaped
