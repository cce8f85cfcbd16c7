"""The designs of a run, each read only when it has to be."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from designlint.base.cached import cached_property
from designlint.base.clock import Clock
from designlint.base.reading import bytes_of, resolved
from designlint.language.root import Root
from designlint.language.texts import MAX_BYTES
from designlint.runs.setup import Setup

if TYPE_CHECKING:  # an answer from the cache needs no parser, a small run no cache
    from designlint.language.project import Project
    from designlint.runs.store import Entry, Store

_IMPORT = b"import"


class Target:
    """A design by its main file, called `name`; `project` is given where it comes from elsewhere.

    `file` is the path of the main file, if that differs from its name. `clock` counts the time of
    reading it. `root` is the folder that its imports may not leave, and `setup` what it is checked with,
    where that is not what all of the run are checked with. Of a design that is there for its parts, `only`
    these files are asked about.
    """

    only: frozenset[Path] | None = None

    def __init__(
        self,
        name: str,
        project: Project | None = None,
        file: Path | None = None,
        clock: Clock | None = None,
        root: Root | None = None,
        setup: Setup | None = None,
    ) -> None:
        self.name = name
        self._clock = clock
        self.root = root
        self.setup = setup
        self._file = Path(name) if file is None else file
        self.is_file = project is None
        if project is not None:
            self.project = project

    @cached_property
    def path(self) -> Path:
        """Its main file."""
        return resolved(self._file)

    @property
    def folder(self) -> Path:
        """The folder whose configuration applies: that of its main file; of a link out of its project, that
        of the link."""
        is_left = self.root is not None and self.root.is_left
        return resolved(self._file.parent) if is_left else self.path.parent

    @cached_property
    def data(self) -> bytes | None:
        """The bytes of its main file; None where there are none to be had."""
        try:
            return bytes_of(self.path, MAX_BYTES)
        except OSError:
            return None

    @cached_property
    def project(self) -> Project:
        """The design as it is read."""
        from designlint.language.project import NO_TEXTS, load_project

        return load_project(self._file, self.name, NO_TEXTS, self._clock, self.root)

    def known(self, store: Store | None) -> Entry | None:
        """What the cache has of it."""
        store = store if self.setup is None else self.setup.store
        if store is None or not self.is_file or self.data is None:
            return None
        return store.get(self.name, self.path, self.data, self.root)

    def there(self) -> Target:
        """The same design for another process, where it is read again."""
        return Target(self.name, None, self._file, None, self.root, self.setup)

    def parts(self, store: Store | None) -> tuple[Path, ...]:
        """The files that it imports, one after the other. A text without the word has none."""
        if self.is_file and (self.data is None or _IMPORT not in self.data):
            return ()
        entry = self.known(store)
        return (entry.paths if entry else self.project.paths)[1:]


def designs_among(targets: Iterable[Target], store: Store | None) -> list[Target]:
    """The targets that no other one imports: an imported file is a part of the other design."""
    found = list(targets)
    parts = {part for target in found for part in target.parts(store)}
    if not parts:
        return found
    chosen: list[Target] = []
    covered: set[Path] = set()
    # Imported files come last, so of files that import each other in a cycle the first one stays.
    for target in sorted(found, key=lambda t: t.is_file and t.path in parts):
        if not target.is_file or target.path not in covered:
            covered.update((target.path, *target.parts(store)))
            chosen.append(target)
    return [target for target in found if target in chosen]
