"""Which files make which design, beyond those that a command names: a file that others import is a part,
judged within the designs that import it, also where it is named alone."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from designlint.base.clock import Clock
from designlint.base.reading import bytes_of, is_folder, resolved
from designlint.config import ConfigError, Settings
from designlint.console.configured import Configured
from designlint.console.files import search
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.diagnostics.result import Result
from designlint.findings.acceptance_codes import UNUSED
from designlint.language.root import repository_of
from designlint.language.texts import MAX_BYTES
from designlint.runs.target import Target

MOST_FOLDERS, FEW_FOLDERS = 4_000, 50
"""So many folders of a repository are searched for importing designs, and of a folder that may hold
anything, such as somebody's home."""
_IMPORT = re.compile(rb'^[^#"\n]*\bimport\s+"([^"\n]+)"', re.MULTILINE)
_PACKAGE = "pkg:"
Texts: TypeAlias = Mapping[Path, str]


class Importers:
    """The designs of a project that import a file. The project is searched when that is first asked.

    `texts` are read in the place of some files: what an editor holds of them.
    """

    def __init__(
        self, named: Sequence[str], arguments: Namespace, texts: Texts = MappingProxyType({})
    ) -> None:
        # Of a configuration that is far from what is named, a mistake is not reported here.
        apart = Namespace(config=None, no_cache=True)
        vars(apart).update(vars(arguments))
        apart.clock, apart.verbose = Clock(), False
        self._configured = Configured(named, apart)
        self._searched = [Path(path).resolve() for path in named if is_folder(Path(path))]
        self._graphs: dict[Path, Mapping[Path, frozenset[Path]]] = {}
        self._clock = arguments.clock
        self._texts = texts

    def of(self, part: Path) -> list[Path]:
        """The main files of the designs that import a file, one through the other; none where the file is
        imported only by files that it imports itself."""
        above = self._graph(self._root(part))
        found: set[Path] = set()
        waiting = [part]
        while waiting:
            more = above.get(waiting.pop(), frozenset()) - found
            found |= more
            waiting.extend(more)
        return sorted(one for one in found if not above.get(one))

    def outside(self, part: Path) -> list[Path]:
        """The same where the command does not search the whole project anyway."""
        root = self._root(part)
        is_searched = any(root.is_relative_to(folder) for folder in self._searched)
        return [] if is_searched else self.of(part)

    def _root(self, part: Path) -> Path:
        try:
            return self._configured.root(part).folder
        except ConfigError:
            return part.parent

    def _graph(self, root: Path) -> Mapping[Path, frozenset[Path]]:
        """The files of a project by those that they import."""
        if root not in self._graphs:
            with self._clock.stage("find"):
                found: dict[Path, set[Path]] = {}
                most = FEW_FOLDERS if repository_of(root) is None else MOST_FOLDERS
                for file in search(str(root), self._settings, most).files:
                    path = resolved(Path(file))
                    if not path.is_relative_to(root):
                        continue
                    for imported in _imports(path, self._texts.get(path)):
                        found.setdefault(imported, set()).add(path)
                self._graphs[root] = {path: frozenset(by) for path, by in found.items()}
        return self._graphs[root]

    def _settings(self, folder: Path) -> Settings:
        try:
            return self._configured.at(folder)
        except ConfigError:
            return Settings()


def _imports(path: Path, text: str | None) -> Iterator[Path]:
    try:
        data = (
            text.encode("utf-8", "surrogatepass") if text is not None else bytes_of(path, MAX_BYTES)
        )
    except OSError:
        return
    for stated in _IMPORT.findall(data) if b"import" in data else ():
        try:
            text = stated.decode("utf-8")
            if not text.startswith(_PACKAGE):
                yield resolved(path.parent / text)
        except (OSError, ValueError, RuntimeError):  # no text; a NUL character; a cycle of links
            continue


def with_importers(
    targets: Sequence[Target], importers: Importers, make: Callable[[Path, Texts], Target]
) -> list[Target]:
    """The targets of a run with, in the place of each part, the designs that import it, asked about that
    part alone. `make` gives the design of a main file, with other texts in the place of some files."""
    there = {target.path for target in targets}
    found: list[Target] = []
    asked: dict[Path, set[Path]] = {}
    texts: dict[Path, str] = {}
    for target in targets:
        is_left = target.root is not None and target.root.is_left
        designs = [] if is_left else importers.outside(target.path)
        if not designs:
            found.append(target)
        elif not target.is_file and target.project.files:
            texts[target.path] = target.project.files[0].source.text
        for design in set(designs) - there:
            asked.setdefault(design, set()).add(target.path)
    for design, parts in sorted(asked.items()):
        made = make(design, texts)
        made.only = frozenset(parts)
        found.append(made)
    return found


def with_neighbours(
    targets: Sequence[Target], importers: Importers, make: Callable[[Path, Texts], Target]
) -> list[Target]:
    """The targets of a run, and all other designs that see one of their files, asked about these files
    alone: what is changed in them is changed for all."""
    there = {target.path for target in targets}
    asked: dict[Path, set[Path]] = {}
    for part in {part for target in targets for part in target.parts(None)}:
        for design in set(importers.outside(part)) - there:
            asked.setdefault(design, set()).add(part)
    found = list(targets)
    for design, parts in sorted(asked.items()):
        made = make(design, {})
        made.only = frozenset(parts)
        found.append(made)
    return found


def without_unjudged(result: Result, designs: Iterable[Target], importers: Importers) -> Result:
    """A result without the acceptances that are unused in this run, and may be used by a design that sees
    their file and is not in it."""
    whole = {target.path for target in designs if target.only is None}

    def is_judged(found: Diagnostic) -> bool:
        if found.code != UNUSED.code:
            return True
        path = resolved(Path(found.primary.span.source.name))
        return path in whole or whole.issuperset(importers.outside(path))

    kept = tuple([one for one in result.diagnostics if is_judged(one)])
    return result if len(kept) == len(result.diagnostics) else result._replace(diagnostics=kept)
