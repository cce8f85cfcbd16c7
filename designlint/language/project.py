"""The files of a design: read, parsed, and followed from import to import inside the project root."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from designlint.clock import Clock
from designlint.diagnostic import Diagnostic
from designlint.edits import replaced
from designlint.language import codes
from designlint.language.imports import Link, alias_of, namespaces
from designlint.language.packages import PREFIX, find
from designlint.language.root import Root, root_of
from designlint.language.suggest import clip
from designlint.language.syntax.nodes import Sentence, Term
from designlint.language.syntax.parse import Syntax, parse
from designlint.language.terms import unquote
from designlint.reading import resolved
from designlint.records import NamedTuple
from designlint.source import Source, Span

SUFFIX = ".design"
MAX_BYTES = 32_000_000
MAX_FILES = 1_000
MAX_CHAIN = 12
"""The longest import cycle that is shown whole."""
NO_TEXTS: Mapping[Path, str] = MappingProxyType({})
# The byte order marks of wider encodings, the longer one before its beginning.
_MARKS = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_SAMPLE, _MANY, _SPACE = 4096, 0.3, 0x20


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
) -> Project:
    """Read a design from its main file. `name` is what messages call that file.

    Of a file whose resolved path is among `texts`, that text is read instead. `clock` counts the time
    of reading and parsing. Imports may not leave the `root`, which is `root_of` the file where none is
    given.
    """
    loader = _Loader(path, name, texts, clock, root)
    text = loader.read(resolved(path) if texts else path)
    if isinstance(text, Unreadable):
        return Project((), (), (unreadable(name, text),), unreadable=True)
    return loader.load(Source(name, text))


def load_text(
    text: str, name: str, clock: Clock | None = None, root: Root | None = None
) -> Project:
    """Read a design from text alone, such as standard input; it may import from the folder that its
    name is in."""
    return _Loader(Path(name), name, NO_TEXTS, clock, root).load(Source(name, text))


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
    ) -> None:
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
            syntax = parse(source)
        self._files.append(syntax)
        self._paths[path] = None
        self._diagnostics.extend(syntax.diagnostics)
        imports = (
            statement
            for statement in syntax.statements
            if isinstance(statement, Sentence) and statement.keyword.text == "import"
        )
        self._chain[path] = _Open(path, imports)

    def _follow(self, opened: _Open, statement: Sentence) -> None:
        term = statement.clauses[0][0] if statement.clauses else None
        if term is None or term.type != "STRING":
            return  # reported when the header is read
        stated = unquote(term)
        path = stated.replace("\\", "/")
        problem = self._take(opened.path, path, alias_of(statement))
        if path != stated:
            self._diagnostics.append(_backslashes(term, path, is_found=problem is None))
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


def _backslashes(term: Term, path: str, *, is_found: bool) -> Diagnostic:
    """The diagnostic for a path as only Windows writes it, and the fix where that finds a file."""
    right = f'"{path}"'
    problem = f"`{clip(term.text[1:-1])}` has backslashes; an import path is written with `/`"
    fix = replaced(f"write {right}", term.span, right, safe=True) if is_found else None
    return codes.IMPORT.at(term.span, help=(f"write {right}",), fix=fix, problem=problem)


class Unreadable(NamedTuple):
    """Why a file cannot be read; `{name}` stands for its name."""

    problem: str


def unreadable(name: str, why: Unreadable) -> Diagnostic:
    """The diagnostic for a file that cannot be used."""
    return codes.UNREADABLE.at(Span(Source(name, ""), 0, 0), problem=why.problem.format(name=name))


def read_text(path: Path) -> str | Unreadable:
    """The text of a file, or why it cannot be read as a design."""
    try:
        if path.is_dir():
            return Unreadable("`{name}` is a folder, not a file")
        if not path.exists():
            return Unreadable("there is no file `{name}`")
        if not path.is_file():
            return Unreadable("`{name}` is not a regular file")
        size = path.stat().st_size
        if size > MAX_BYTES:
            problem = f"`{{name}}` has {size:_} bytes; a design file has at most {MAX_BYTES:_}"
            return Unreadable(problem)
        data = path.read_bytes()
    except OSError as error:
        return Unreadable(f"`{{name}}` cannot be read: {error.strerror}")
    return decode(data)


def decode(data: bytes) -> str | Unreadable:
    """The text of a file's bytes with line ends of one kind, or why they cannot be decoded."""
    encoding = _other_encoding(data)
    if encoding:
        return Unreadable(f"`{{name}}` is {encoding}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        where = f"the byte at {error.start} in line {line}"
        return Unreadable(f"`{{name}}` is not UTF-8: {where}; save it as UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _other_encoding(data: bytes) -> str:
    """What bytes are in place of UTF-8, and what to do about it; empty where they may be UTF-8.

    A design has many ASCII characters, each with NUL bytes beside it in a wider encoding: always at the
    same places of a character.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return f"{encoding}; save it as UTF-8"
    start = data[:_SAMPLE]
    if b"\0" not in start:
        return ""
    first, second, third, fourth = (not any(start[at::4]) for at in range(4))
    if len(start) > 3 and ((first and second) or (third and fourth)):
        return "UTF-32; save it as UTF-8"
    odd, even = start[1::2].count(0), start[::2].count(0)
    if min(odd, even) == 0 and max(odd, even) > len(start) * _MANY / 2:
        return "UTF-16; save it as UTF-8"
    controls = sum(byte < _SPACE and byte not in b"\t\n\r\f\v" for byte in start)
    return "a binary file, not a design" if controls > len(start) * _MANY / 2 else ""
