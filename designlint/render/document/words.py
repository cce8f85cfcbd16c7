"""Texts of a document as HTML: names in backticks become code, and links where they mean an element
that the document has a place for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

from markupsafe import Markup, escape

from designlint.document import Document, Place
from designlint.render.cells import clean

_CODE = re.compile(r"(`[^`]+`)")


class Words:
    """The texts of one document; where nothing is `placed`, as in a summary, no name is a link."""

    def __init__(self, document: Document, *, placed: bool = True) -> None:
        self._known = frozenset(elements(document)) if placed else frozenset[str]()

    def prose(self, text: str) -> Markup:
        """A sentence with the names in it, as links where they have a place."""
        return _named(text, self.ref)

    def ref(self, path: str) -> Markup:
        """A name, as a link to its place if it has one."""
        if path not in self._known:
            return code(path)
        return Markup('<a href="{}">{}</a>').format(address(path), shown(path))

    def link(self, path: str) -> str:
        """The address of an element's place; empty where it has none."""
        return address(path) if path in self._known else ""

    def refs(self, paths: Iterable[str]) -> Markup:
        """Names in a row."""
        return Markup(", ").join([self.ref(path) for path in paths])


def plain(text: str) -> Markup:
    """A sentence with the names in it and no links, for what does something else when clicked."""
    return _named(text, code)


def code(path: str) -> Markup:
    """A name that is no link."""
    return Markup("<code>{}</code>").format(shown(path))


def _named(text: str, name: Callable[[str], Markup]) -> Markup:
    parts = _CODE.split(text)
    return Markup("").join(
        [name(part[1:-1]) if _CODE.fullmatch(part) else escape(shown(part)) for part in parts]
    )


def shown(text: str) -> str:
    """A text with what could deceive made visible."""
    return "\n".join(clean(line) for line in str(text).split("\n"))


def anchor(path: str) -> str:
    """The id of an element's place in a document."""
    return f"element-{path}"


def address(path: str) -> str:
    """The address of an element's place, from inside the document."""
    return f"#{quote(anchor(path))}"


def place(at: Place | None) -> str:
    """Where something stands, as people say it."""
    return "" if at is None else shown(str(at))


def elements(document: Document) -> Iterator[str]:
    """The paths of the elements that have a place of their own."""
    problem = document.problem
    yield from (one.path for one in (*problem.actors, *problem.externals))
    for table in (
        document.requirements, document.components, document.decisions, document.interfaces,
        document.flows, document.data, document.failures.scenarios,
    ):  # fmt: skip
        yield from (one.path for one in table)
