"""The TextMate grammar of the language, made from its declarations, kinds and metrics: for editors without
the language server, and for the hosts of repositories."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from designlint.plugins import Registry
from designlint.reference.entry import Verbatim
from designlint.schema.declarations import (
    DECLARATIONS,
    EXPECT,
    LOAD,
    LOSE,
    REQUIRE,
    SET,
    STEP_WORDS,
)

PATH, SCOPE = "design.tmLanguage.json", "source.designlint"
_NAME = r"[\p{L}_][\p{L}\p{N}\p{M}_]*(?:[-.][\p{L}\p{N}\p{M}_]+)*"
_START = r"(?:^|(?<=[;{}]))\s*"


def textmate_file(registry: Registry) -> Verbatim:
    """The file of the grammar."""
    return Verbatim(PATH, json.dumps(grammar(registry), indent=2) + "\n")


def grammar(registry: Registry) -> Mapping[str, Any]:
    """The grammar as data."""
    return {
        "$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
        "name": "designlint",
        "scopeName": SCOPE,
        "fileTypes": ["design"],
        "patterns": [{"include": f"#{name}"} for name in _REPOSITORY] + _words(registry),
        "repository": _REPOSITORY,
    }


def _words(registry: Registry) -> list[Mapping[str, Any]]:
    """The patterns of words, the more special first."""
    declared = "|".join(sorted(DECLARATIONS))
    lines = "|".join(sorted((REQUIRE, EXPECT, LOSE, LOAD, SET)))
    return [
        {
            "match": rf"{_START}({declared})\b(?:\s+({_NAME}))?",
            "captures": {
                "1": {"name": f"keyword.declaration.{_END}"},
                "2": {"name": f"entity.name.{_END}"},
            },
        },
        {
            "match": rf"{_START}({REQUIRE}|{EXPECT})\s+({_any(registry.metrics)})\b",
            "captures": {
                "1": {"name": f"keyword.control.{_END}"},
                "2": {"name": f"support.function.{_END}"},
            },
        },
        {
            "match": rf"{_START}({lines})\b",
            "captures": {"1": {"name": f"keyword.control.{_END}"}},
        },
        {
            "match": rf"(?<=:)\s*({_any(registry.kinds)})\b",
            "captures": {"1": {"name": f"support.class.{_END}"}},
        },
        {
            "match": rf"{_START}({_NAME})(?!\s*[-~]>)(?=[\s;}}]|$)",
            "captures": {"1": {"name": f"support.type.property-name.{_END}"}},
        },
        {"match": rf"\b({'|'.join(STEP_WORDS)})\b", "name": f"keyword.other.{_END}"},
    ]


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_END = "designlint"
_REPOSITORY: Mapping[str, Mapping[str, Any]] = {
    "comment": {"match": "#.*$", "name": f"comment.line.number-sign.{_END}"},
    "long-string": {
        "begin": '"""',
        "end": '"""',
        "name": f"string.quoted.triple.{_END}",
    },
    "string": {
        "begin": '"',
        "end": '"|$',
        "name": f"string.quoted.double.{_END}",
        "patterns": [{"match": r"\\.", "name": f"constant.character.escape.{_END}"}],
    },
    "arrow": {"match": "[-~]>", "name": f"keyword.operator.arrow.{_END}"},
    "comparison": {"match": "[<>]=?|==?", "name": f"keyword.operator.comparison.{_END}"},
    "date": {"match": r"\b\d{4}-\d\d-\d\d\b", "name": f"constant.other.date.{_END}"},
    "number": {
        "match": r"(?<![\p{L}\p{N}_])-?\d[\d_]*(?:\.\d[\d_]*)?(?:\p{L}+|%)?(?:/\p{L}+)?",
        "name": f"constant.numeric.{_END}",
    },
}
