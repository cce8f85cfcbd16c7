"""Imports of the files of a design: who imports what, under which name.

A file that is imported `as` a name has a namespace: its names begin with that name, and so do those of the
files that it imports without one.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from pathlib import Path

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.diagnostics.edits import replaced
from designlint.language import codes
from designlint.language.suggest import clip
from designlint.language.syntax.nodes import Sentence, Term

AS = "as"


class Link(NamedTuple):
    """A file imports another, which it calls `stated`, under the name `alias`, if it has one."""

    importer: Path
    target: Path
    alias: Term | None
    stated: str

    def within(self, namespace: str) -> str:
        """The namespace that the file gets by it, where the importer is in one."""
        if self.alias is None:
            return namespace
        return f"{namespace}.{self.alias.text}" if namespace else self.alias.text

    def refused(self, named: Mapping[Path, str]) -> str:
        """Why the name does not hold; empty where it does. A file has one namespace."""
        wanted, given = self.within(named.get(self.importer, "")), named.get(self.target, "")
        if self.alias is None or wanted == given:
            return ""
        how = f"under the name `{given}`" if given else "without a name"
        return f"`{self.stated}` is imported {how} as well, and that holds"


def alias_of(statement: Sentence) -> Term | None:
    """The name that a file is imported under."""
    terms = statement.clauses[0] if statement.clauses else ()
    if len(terms) != len((statement.keyword, AS, "NAME")) or terms[1].text != AS:
        return None
    return terms[2] if terms[2].type == "NAME" else None


def namespaces(main: Path, links: Iterable[Link]) -> dict[Path, str]:
    """The namespace of each file, by the shortest way from the main file; of ways of one length, by the
    first."""
    following: defaultdict[Path, list[Link]] = defaultdict(list)
    for link in links:
        following[link.importer].append(link)
    found = {main: ""}
    waiting = deque([main])
    while waiting:
        importer = waiting.popleft()
        for link in following[importer]:
            if link.target not in found:
                found[link.target] = link.within(found[importer])
                waiting.append(link.target)
    return found


def backslashes(term: Term, path: str, *, is_found: bool) -> Diagnostic:
    """The diagnostic for a path as only Windows writes it, and the fix where that finds a file."""
    right = f'"{path}"'
    problem = f"`{clip(term.text[1:-1])}` has backslashes; an import path is written with `/`"
    fix = replaced(f"write {right}", term.span, right, safe=True) if is_found else None
    return codes.IMPORT.at(term.span, help=(f"write {right}",), fix=fix, problem=problem)
