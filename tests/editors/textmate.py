"""The TextMate grammar of the design language, made from its schema, so that no word is missing."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from designlint.schema.declarations import DECLARATIONS, STEP_WORDS
from designlint.schema.relation import RELATION_PROPERTIES
from tests.support.fixtures import registry

FOLDER = Path(__file__).parents[2] / "grammar" / "vscode" / "syntaxes"
NAME = r"[\p{L}_][\p{L}\p{M}\p{N}_]*(?:[-.][\p{L}\p{M}\p{N}_]+)*"
NUMBER = r"-?\d[\d_]*(?:\.\d[\d_]*)?"
UNIT = r"(?:\p{L}+|%)?(?:/\p{L}+)?"


def grammar() -> dict[str, Any]:
    """The grammar as the editors that know TextMate's read it."""
    return {
        "$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
        "name": "System design",
        "scopeName": "source.design",
        "fileTypes": ["design"],
        "patterns": [{"include": f"#{part}"} for part in _parts()],
        "repository": _parts(),
    }


def markdown() -> dict[str, Any]:
    """Blocks fenced as `design` in Markdown."""
    return {
        "scopeName": "markdown.design.codeblock",
        "injectionSelector": "L:text.html.markdown",
        "patterns": [
            {
                "begin": r"(^|\G)(\s*)(`{3,}|~{3,})\s*(design)(\s+[^`~]*)?$",
                "end": r"(^|\G)(\2|\s{0,3})(\3)\s*$",
                "beginCaptures": {"4": {"name": "fenced_code.block.language.markdown"}},
                "name": "markup.fenced_code.block.markdown",
                "patterns": [
                    {
                        "begin": r"(^|\G)(\s*)(.*)",
                        "while": r"(^|\G)(?!\s*([`~]{3,})\s*$)",
                        "contentName": "meta.embedded.block.design",
                        "patterns": [{"include": "source.design"}],
                    }
                ],
            }
        ],
    }


def _parts() -> dict[str, Any]:
    known = registry()
    kinds = known.kinds
    properties = {
        key.name
        for keys in (
            *(one.properties.values() for one in DECLARATIONS.values()),
            *(kind.properties.values() for kind in kinds.values()),
            RELATION_PROPERTIES,
        )
        for key in keys
    }
    declarations = "|".join(sorted(DECLARATIONS, key=len, reverse=True))
    return {
        "comment": {"match": r"#.*$", "name": "comment.line.number-sign.design"},
        "long-text": {
            "begin": '"""',
            "end": '"""',
            "name": "string.quoted.triple.design",
        },
        "text": {
            "begin": '"',
            "end": r'"|$',
            "name": "string.quoted.double.design",
            "patterns": [{"match": r"\\.", "name": "constant.character.escape.design"}],
        },
        "declaration": {
            "match": rf"(?:^|(?<=[;{{]))\s*({declarations})\b(?:\s+({NAME}))?(?:\s*(:)\s*({NAME}))?",
            "captures": {
                "1": {"name": "keyword.declaration.design"},
                "2": {"name": "entity.name.type.design"},
                "3": {"name": "punctuation.separator.kind.design"},
                "4": {"name": "support.type.kind.design"},
            },
        },
        "arrow": {"match": r"->|~>", "name": "keyword.operator.arrow.design"},
        "comparison": {"match": r">=|<=|==|>|<|=", "name": "keyword.operator.comparison.design"},
        "date": {"match": r"\b\d{4}-\d\d-\d\d\b", "name": "constant.other.date.design"},
        "number": {"match": rf"(?<![\p{{L}}\p{{N}}_-]){NUMBER}{UNIT}", "name": "constant.numeric.design"},
        "unit": {"match": r"\b\p{L}+/\p{L}+", "name": "constant.numeric.unit.design"},
        "metric": {
            "match": rf"\b(require|expect)\s+({_any(known.metrics)})\b",
            "captures": {
                "1": {"name": "keyword.other.claim.design"},
                "2": {"name": "support.function.metric.design"},
            },
        },
        "property": {
            "match": rf"(?:^|(?<=[;{{,]))\s*({_any(properties)})\b(?!\s*(?:->|~>))",
            "captures": {"1": {"name": "support.variable.property.design"}},
        },
        "clause": {
            "match": rf"(?<=[\s,])({_any(word for one in STEP_WORDS for word in one.split())})\b",
            "captures": {"1": {"name": "keyword.control.clause.design"}},
        },
        "name": {"match": NAME, "name": "variable.other.design"},
    }  # fmt: skip


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(dict.fromkeys(words), key=lambda word: (-len(word), word)))


def written() -> dict[Path, str]:
    """Each generated file with its text."""
    made = {"design": grammar(), "markdown": markdown()}
    return {
        FOLDER / f"{name}.tmLanguage.json": json.dumps(one, indent=2, ensure_ascii=False) + "\n"
        for name, one in made.items()
    }
