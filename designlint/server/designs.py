"""Which designs the open files belong to, and what each is checked with: as the command `check` has it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

from designlint.base.clock import Clock
from designlint.config import ConfigError
from designlint.console.command import UsageError
from designlint.console.configured import Configured, relative
from designlint.console.files import is_excluded, search
from designlint.console.importing import MOST_FOLDERS, Importers
from designlint.console.setups import Setups
from designlint.language.project import Project, load_project
from designlint.language.syntax.parts import Parts
from designlint.runs.setup import Setup


class Designs:
    """The designs of the folders that are open, with the `texts` that the editor holds.

    What was found of imports and configurations is kept until `forget` is called: when a file is created,
    deleted or saved, when the settings of the editor change.
    """

    def __init__(self, texts: Mapping[Path, str], config: str | None = None) -> None:
        self._texts = texts
        self.config = config
        self.folders: list[Path] = []
        self.forget()

    def forget(self) -> None:
        """Read imports and configurations again when they are next asked for."""
        arguments = Namespace(config=self.config, clock=Clock())
        named = [str(folder) for folder in self.folders]
        self._arguments = arguments
        self._setups: Setups | None = None
        self._named = named
        self.forget_imports()

    def forget_imports(self) -> None:
        """Look for imports again when they are next asked for."""
        self._importers: Importers | None = None

    def of(self, file: Path) -> list[Path]:
        """The main files of the designs that a file is a part of; the file itself where no other imports
        it. Raises ConfigError and UsageError."""
        return self.importers.of(file) or [file]

    @property
    def importers(self) -> Importers:
        """What imports each file. Raises UsageError."""
        if self._importers is None:
            # Named folders would count as searched already; here each file is asked about by itself.
            self._importers = Importers((), self._arguments, self._texts)
        return self._importers

    def setup(self, main: Path) -> Setup:
        """What a design is checked with. Raises ConfigError and UsageError."""
        return self._all_setups().of(self._configured().at(main.parent))

    def leaves_out(self, file: Path) -> bool:
        """Whether the configuration excludes a file."""
        try:
            return is_excluded(str(file), self._configured().at(file.parent))
        except (ConfigError, UsageError):
            return False

    def load(
        self,
        main: Path,
        clock: Clock | None = None,
        before: Project | None = None,
        parts: dict[Path, Parts] | None = None,
    ) -> Project:
        """A design as it is read, with the texts of the editor in the place of its files; what is as it was
        `before`, and in the `parts` of its files, is not parsed again. Raises ConfigError and UsageError."""
        root = self._configured().root(main)
        return load_project(main, relative(main), self._texts, clock, root, before, parts)

    def all_files(self) -> Sequence[str]:
        """The design files in the open folders, of which one may be a whole disk, as far as a search goes; none
        where a configuration has an error."""
        try:
            settings = self._configured().at
            found = [search(str(one), settings, MOST_FOLDERS).files for one in self.folders]
        except (ConfigError, UsageError):
            return ()
        return list(dict.fromkeys(chain.from_iterable(found)))

    def _configured(self) -> Configured:
        return self._all_setups().configured

    def _all_setups(self) -> Setups:
        if self._setups is None:
            configured = Configured(self._named, self._arguments)
            self._setups = Setups(configured, Clock())
        return self._setups
