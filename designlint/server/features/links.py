"""The files that imports name, as links."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from designlint.base.reading import resolved
from designlint.base.source import Span
from designlint.language.packages import PREFIX, find
from designlint.language.syntax.nodes import Sentence
from designlint.language.terms import unquote
from designlint.server.analysis import Analysis


def links(analysis: Analysis, path: Path) -> Iterator[tuple[Span, Path]]:
    """Each text of an import that names a file which is there, and that file."""
    syntax = analysis.syntax(path)
    for statement in syntax.statements if syntax is not None else ():
        if not isinstance(statement, Sentence) or statement.keyword.text != "import":
            continue
        term = statement.clauses[0][0] if statement.clauses else None
        if term is not None and term.type == "STRING":
            target = _target(analysis, path, unquote(term).replace("\\", "/"))
            if target is not None:
                yield Span(term.source, term.start + 1, term.end - 1), target


def _target(analysis: Analysis, importer: Path, stated: str) -> Path | None:
    if stated.startswith(PREFIX):
        root = analysis.project.root
        found = find(stated, root.packages if root is not None else {})
        return None if isinstance(found, str) else found.path
    target = resolved(importer.parent / stated)
    return target if target in analysis.project.paths else None
