"""The pages as the tests see them, made once."""

from __future__ import annotations

import re
from functools import cache

from designlint.cli import parser_for
from designlint.commands import COMMANDS
from designlint.reference.pages import all_pages, built_in
from designlint.registry import Registry

_LINK = re.compile(r"(?<!\\)\[(?:`[^`]*`|[^\[\]\\`]|\\.)*\]\(([^)\s]*)\)")
_FENCED = re.compile(r"^(`{3,})(\w*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


@cache
def registry() -> Registry:
    """Everything that is built in."""
    return built_in()


@cache
def texts() -> dict[str, str]:
    """The text of each page by its path."""
    return {page.path: page.text for page in all_pages(registry(), parser_for(list(COMMANDS)))}


def fenced(text: str, language: str) -> list[str]:
    """The blocks of code of a language."""
    return [body for _, named, body in _FENCED.findall(text) if named == language]


def without_code(text: str) -> str:
    """A page without its blocks of code."""
    return _FENCED.sub("(code)", text)


def links(text: str) -> list[str]:
    """Where a page leads."""
    return _LINK.findall(without_code(text))


def headings(text: str) -> list[str]:
    """The headings of a page, with their signs."""
    return re.findall(r"^#+ .*", without_code(text), re.MULTILINE)
