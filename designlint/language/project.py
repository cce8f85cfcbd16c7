"""The files of a design: read, parsed, and followed from import to import inside the project root."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from designlint.base.clock import Clock
from designlint.base.reading import resolved
from designlint.base.records import NamedTuple
from designlint.base.source import Source
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.language import codes
from designlint.language.imports import Link, alias_of, backslashes, namespaces
from designlint.language.packages import PREFIX, find
from designlint.language.root import Root, root_of
from designlint.language.suggest import clip
from designlint.language.syntax.nodes import Sentence, Term
from designlint.language.syntax.parse import Syntax, parse
from designlint.language.syntax.parts import Parts
from designlint.language.terms import unquote
from designlint.language.texts import OUTSIDE, Unreadable, read_text, unreadable

SUFFIX = ".design"
MAX_FILES = 1_000
MAX_CHAIN = 12
"""The longest import cycle that is shown whole."""
NO_TEXTS: Mapping[Path, str] = MappingProxyType({})


class Project(NamedTuple):
    """A design's files in the order that they were reached, its main file first.

    `unreadable` says that some file could not be read at all. `root` is the import root that was given.
    """

    files: tuple[Syntax, ...]
    paths: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]
    unreadable: bool = False
    root: Root | None = None

    @property
    def without_statements(self) -> Project:
        """The same files without their syntax trees, which take more memory than the model that is made of
        them."""
        return self._replace(files=tuple([one._replace(statements=()) for one in self.files]))


def load_project(
    path: Path,
    name: str,
    texts: Mapping[Path, str] = NO_TEXTS,
    clock: Clock | None = None,
    root: Root | None = None,
    before: Project | None = None,
    parts: dict[Path, Parts] | None = None,
) -> Project:
    """Read a design from its main file. `name` is what messages call that file.

    Of a file whose resolved path is among `texts`, that text is read instead. `clock` counts the time
    of reading and parsing. Imports may not leave the `root`, which is `root_of` the file where none is
    given. A file that is as it was `before` is not parsed again; of another one, what
    its `parts` were in the last text is not, and the parts of files that are left are let go.
    """
    if root is not None and root.is_left:
        return Project((), (), (unreadable(name, OUTSIDE),), unreadable=True)
    loader = _Loader(path, name, texts, clock, root, before, parts)
    text = loader.read(resolved(path) if texts else path)
    if isinstance(text, Unreadable):
        return Project((), (), (unreadable(name, text),), unreadable=True)
    return loader.load(Source(name, text))


def load_text(
    text: str,
    name: str,
    clock: Clock | None = None,
    root: Root | None = None,
    before: Project | None = None,
    parts: dict[Path, Parts] | None = None,
) -> Project:
    """Read a design from text alone, such as standard input; it may import from the folder that its
    name is in. `before` and `parts` are as for `load_project`."""
    loader = _Loader(Path(name), name, NO_TEXTS, clock, root, before, parts)
    return loader.load(Source(name, text))


class _Open(NamedTuple):
    """A file whose imports are being followed."""

    path: Path
    imports: Iterator[Sentence]


class _Loader:
    def __init__(
        self,
        main: Path,
        name: str,
        texts: Mapping[Path, str],
        clock: Clock | None,
        root: Root | None,
        before: Project | None = None,
        parts: dict[Path, Parts] | None = None,
    ) -> None:
        self._parts = {} if parts is None else parts
        self._in_parts = parts is not None
        self._before = dict(zip(before.paths, before.files, strict=True)) if before else {}
        self._clock = Clock() if clock is None else clock
        self._texts = texts
        self._main = resolved(main)
        self._root = root_of(main) if root is None else root
        self._name = name
        self._files: list[Syntax] = []
        self._paths: dict[Path, None] = {}
        self._diagnostics: list[Diagnostic] = []
        self._chain: dict[Path, _Open] = {}
        # A file of a package stays inside the folder of that.
        self._bounds = {self._main: self._root.folder}
        self._links: list[Link] = []

    def read(self, path: Path) -> str | Unreadable:
        """The text of a file, or why it has none."""
        text = self._texts.get(path)
        if text is not None:
            return text
        with self._clock.stage("read"):
            return read_text(path)

    def load(self, source: Source) -> Project:
        """Take in the main file and all that it imports, one inside the other."""
        self._enter(source, self._main)
        while self._chain:
            path, opened = next(reversed(self._chain.items()))
            statement = next(opened.imports, None)
            if statement is None:
                del self._chain[path]
            else:
                self._follow(opened, statement)
        for gone in set(self._parts) - set(self._paths):
            del self._parts[gone]
        named = namespaces(self._main, self._links)
        for link in self._links:
            if (problem := link.refused(named)) and link.alias is not None:
                self._diagnostics.append(codes.IMPORT.at(link.alias.span, problem=problem))
        files = [
            syntax._replace(namespace=named.get(path, ""), of_package=self._is_of_package(path))
            for syntax, path in zip(self._files, self._paths, strict=True)
        ]
        return Project(tuple(files), tuple(self._paths), tuple(self._diagnostics), root=self._root)

    def _is_of_package(self, path: Path) -> bool:
        """Whether a file belongs to an installed package, not to the repository."""
        bound = self._bounds[path]
        return bound != self._root.folder and bound not in self._root.packages.values()

    def _enter(self, source: Source, path: Path) -> None:
        with self._clock.stage("parse"):
            syntax = self._known(source, path) or self._parse(source, path)
        self._files.append(syntax)
        self._paths[path] = None
        self._diagnostics.extend(syntax.diagnostics)
        imports = (
            statement
            for statement in syntax.statements
            if isinstance(statement, Sentence) and statement.keyword.text == "import"
        )
        self._chain[path] = _Open(path, imports)

    def _parse(self, source: Source, path: Path) -> Syntax:
        if not self._in_parts:
            return parse(source)
        return self._parts.setdefault(path, Parts()).parse(source)

    def _known(self, source: Source, path: Path) -> Syntax | None:
        """The syntax that a file had before, if it is the same file."""
        known = self._before.get(path)
        if known is None or (known.source.name, known.source.text) != (source.name, source.text):
            return None
        return known._replace(namespace="", of_package=False)

    def _follow(self, opened: _Open, statement: Sentence) -> None:
        term = statement.clauses[0][0] if statement.clauses else None
        if term is None or term.type != "STRING":
            return  # reported when the header is read
        stated = unquote(term)
        path = stated.replace("\\", "/")
        problem = self._take(opened.path, path, alias_of(statement))
        if path != stated:
            self._diagnostics.append(backslashes(term, path, is_found=problem is None))
        elif problem is not None:
            self._diagnostics.append(codes.IMPORT.at(term.span, problem=problem))

    def _take(self, importer: Path, stated: str, alias: Term | None) -> str | None:
        """Take in an imported file. Returns the problem with it, or None."""
        found = self._located(importer, stated)
        if isinstance(found, str):
            return found
        bound, target = found
        if target in self._chain:
            chain = list(self._chain)
            return f"import cycle: {self._cycle(chain[chain.index(target) :])}"
        self._links.append(Link(importer, target, alias, stated))
        if target in self._paths:
            return None  # two files may import the same third one
        if len(self._files) >= MAX_FILES:
            return f"a design has at most {MAX_FILES} files"
        name = self._shown(target)
        text = self.read(target)
        if isinstance(text, Unreadable):
            return text.problem.format(name=name)
        self._bounds[target] = bound
        self._enter(Source(name, text), target)
        return None

    def _located(self, importer: Path, stated: str) -> tuple[Path, Path] | str:
        """The folder that an imported file and its imports may not leave, and the file; or the problem
        with it."""
        if stated.startswith(PREFIX):
            found = find(stated, self._root.packages)
            if isinstance(found, str):
                return found
            is_design = found.path.suffix == SUFFIX
            return found if is_design else f"`{clip(stated)}` is no `{SUFFIX}` file"
        bound = self._bounds[importer]
        try:
            target = (importer.parent / stated).resolve()
        except (OSError, ValueError, RuntimeError):  # a NUL character; a cycle of links
            return f"`{clip(stated)}` is not the path of a file"
        if target.is_relative_to(bound):
            return bound, target
        if bound != self._root.folder:
            return f"`{stated}` is outside the package"
        return self._root.refusal(stated, self._shown(bound))

    def _cycle(self, chain: list[Path]) -> str:
        names = [self._shown(link) for link in (*chain, chain[0])]
        if len(names) > MAX_CHAIN:
            half = MAX_CHAIN // 2
            names = [*names[:half], "...", *names[-half:]]
        return " -> ".join(names)

    def _shown(self, path: Path) -> str:
        """What messages call a file: its path relative to the main file's, as that was given."""
        relative = os.path.relpath(path, self._main.parent)
        return Path(os.path.normpath(Path(self._name).parent / relative)).as_posix()
