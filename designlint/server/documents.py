"""The texts that an editor holds: they stand for the files that they will be saved to."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from lsprotocol import types
from pygls import uris

from designlint.base.cached import cached_property
from designlint.base.reading import resolved
from designlint.base.source import Source
from designlint.server.positions import Units

_IMPORT = "import"


class Document:
    """A file that is open: its text with line ends of one kind, and its version."""

    def __init__(self, uri: str, path: Path, text: str, version: int) -> None:
        self.uri = uri
        self.path = path
        self.version = version
        self.source = Source(path.as_posix(), text)

    @cached_property
    def imports(self) -> list[str]:
        """The lines that may import a file."""
        text, found = self.source.text, list[str]()
        at = text.find(_IMPORT)
        while at >= 0:
            end = text.find("\n", at)
            end = end if end >= 0 else len(text)
            found.append(text[text.rfind("\n", 0, at) + 1 : end])
            at = text.find(_IMPORT, end)
        return found

    def changed(
        self, changes: Sequence[types.TextDocumentContentChangeEvent], version: int, units: Units
    ) -> Document:
        """The document after changes, each made to what those before it have left."""
        source = self.source
        for change in changes:
            text = with_line_ends(change.text)
            if isinstance(change, types.TextDocumentContentChangePartial):
                at = units.span(source, change.range)
                text = source.text[: at.start] + text + source.text[at.end :]
            source = Source(source.name, text)
        return Document(self.uri, self.path, source.text, version)


class Documents(Mapping[Path, str]):
    """The open documents, as texts by path; `of` has them by their address."""

    def __init__(self) -> None:
        self._by_path: dict[Path, Document] = {}

    def __getitem__(self, path: Path) -> str:
        return self._by_path[path].source.text

    def __iter__(self) -> Iterator[Path]:
        return iter(self._by_path)

    def __len__(self) -> int:
        return len(self._by_path)

    def put(self, document: Document) -> None:
        """Hold a document, in the place of an older version of it."""
        self._by_path[document.path] = document

    def drop(self, uri: str) -> Document | None:
        """Let go of a document that was closed."""
        return self._by_path.pop(path_of(uri), None)

    def of(self, uri: str) -> Document | None:
        """The open document of an address."""
        return self._by_path.get(path_of(uri))

    def uri(self, path: Path) -> str:
        """The address of a file, as the editor writes it where it has the file open."""
        held = self._by_path.get(path)
        return held.uri if held is not None else uri_of(path)


def with_line_ends(text: str) -> str:
    """A text with line ends of one kind, without a byte order mark, as files are read."""
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def path_of(uri: str) -> Path:
    """The file of an address; of a document that was never saved, a path that no file has."""
    path = file_of(uri)
    if path is not None:
        return resolved(path)
    name = uri.rpartition("/")[2].rpartition(":")[2].replace("\0", "")
    return Path("/untitled") / name.encode("utf-8", "backslashreplace").decode("utf-8")


def file_of(uri: str) -> Path | None:
    """The file or folder that an address names; None where it names none."""
    path = uris.to_fs_path(uri) if uri.startswith("file:") else None
    return Path(path) if path and _can_be(path) else None


def _can_be(path: str) -> bool:
    """Whether a file may have a path."""
    try:
        return b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        return False


def uri_of(path: Path) -> str:
    """The address of a file."""
    return path.absolute().as_uri()
