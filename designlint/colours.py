"""The design language for Pygments, which colours code in Sphinx, MkDocs, Jupyter and terminals.

Pygments finds the lexer by its entry point, so that a block fenced as `design` has colours wherever
designlint is installed beside it. The words are the schema's.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pygments.lexer import RegexLexer, bygroups, default, words
from pygments.token import (
    Comment,
    Keyword,
    Name,
    Number,
    Operator,
    Punctuation,
    String,
    Text,
    Whitespace,
)

from designlint.metrics import built_in_names
from designlint.schema.declarations import DECLARATIONS, STEP_WORDS
from designlint.schema.kinds import KINDS
from designlint.schema.relation import RELATION_PROPERTIES

_NAME = r"[^\W\d]\w*(?:[-.]\w+)*"
_NUMBER = r"-?\d[\d_]*(?:\.\d[\d_]*)?(?:[^\W\d_]+|%)?(?:/[^\W\d_]+)?"


def _properties() -> tuple[str, ...]:
    groups = (
        *(one.properties.values() for one in DECLARATIONS.values()),
        *(kind.properties.values() for kind in KINDS.values()),
        RELATION_PROPERTIES,
    )
    return tuple(sorted({key.name for keys in groups for key in keys}))


def _claim() -> tuple[str, Any]:
    """`require` or `expect`, and the metric behind it."""
    metrics = "|".join(built_in_names())
    colours = bygroups(Keyword, Whitespace, Name.Builtin)  # type: ignore[no-untyped-call]  # not typed
    return rf"(require|expect)(\s+)({metrics})\b", colours


def _kind() -> tuple[str, Any]:
    colours = bygroups(Punctuation, Whitespace, Name.Class)  # type: ignore[no-untyped-call]  # not typed
    return rf"(:)(\s*)({_NAME})", colours


class DesignLexer(RegexLexer):
    """System designs, in the language of designlint."""

    name = "System design"
    aliases: ClassVar = ["design", "designlint"]
    filenames: ClassVar = ["*.design"]
    version_added = ""

    tokens: ClassVar = {
        "root": [
            (r"\s+", Whitespace),
            (r"#.*$", Comment.Single),
            (r'"""', String, "long"),
            (r'"', String, "text"),
            (r"[-~]>", Operator),
            (r">=|<=|==|>|<|=|\.\.", Operator),
            (r"[{};,]", Punctuation),
            _kind(),
            (r"\d{4}-\d\d-\d\d\b", Number),
            (_NUMBER, Number),
            (r"[^\W\d_]+/[^\W\d_]+", Number),
            _claim(),
            (words(tuple(DECLARATIONS), suffix=r"\b(?![-.]\w)"), Keyword.Declaration),
            (words(STEP_WORDS, suffix=r"\b(?![-.]\w)"), Keyword),
            (words(_properties(), suffix=r"\b(?![-.]\w)"), Name.Attribute),
            (_NAME, Name),
            (r".", Text),
        ],
        "text": [
            (r'[^"\\\n]+', String),
            (r"\\.", String.Escape),
            (r'"', String, "#pop"),
            default("#pop"),
        ],
        "long": [(r'"""', String, "#pop"), (r'[^"]+|"', String)],
    }
