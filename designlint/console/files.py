"""The design files below a folder, without those that are hidden, ignored or excluded."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from designlint.config import Settings
from designlint.config.patterns import spec_of

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

SUFFIX = ".design"
_GITIGNORE = ".gitignore"


def below(folder: str, settings: Settings) -> list[str]:
    """All design files below a folder, sorted, as paths that begin with the folder's name."""
    found: list[str] = []
    ignored = _Ignored(Path(folder), settings)
    for parent, folders, names in os.walk(folder):
        here = Path(parent)
        if _GITIGNORE in names:
            ignored.read(here)
        folders[:] = sorted(
            f
            for f in folders
            if not f.startswith(".") and not ignored.matches(here / f, folder=True)
        )
        designs = [here / name for name in sorted(names) if _is_design(name)]
        found.extend(
            path.as_posix() for path in designs if not ignored.matches(path) and path.is_file()
        )
    return found


def _is_design(name: str) -> bool:
    """Whether a file that is found has the name of a design. Editors and file systems keep theirs beside
    it, hidden: `.#a.design` of Emacs, `._a.design` of macOS."""
    return name.endswith(SUFFIX) and not name.startswith(".")


def is_excluded(path: str, settings: Settings) -> bool:
    """Whether the configuration leaves out a file that is named: pre-commit and editors name every file
    that changes. What `.gitignore` leaves out is checked where it is named."""
    return bool(settings.exclude) and not Path(path).is_dir() and _excluded(Path(path), settings)


def excluded_notice(paths: Iterable[str], settings: Settings) -> str:
    """The remark on the named files that are left out; empty without one."""
    out = [path for path in paths if is_excluded(path, settings)]
    verb = "is" if len(out) == 1 else "are"
    listed = ", ".join(f"`{path}`" for path in out)
    return f"designlint: {listed} {verb} excluded by the configuration\n" if out else ""


def _excluded(path: Path, settings: Settings) -> bool:
    name = _absolute(path)
    root = _absolute(settings.root or path.parent)
    spec = spec_of(settings.exclude)
    parts = name.removeprefix(f"{root.rstrip('/')}/").split("/")
    folders = ["/".join(parts[:number]) for number in range(1, len(parts))]
    # As in a search: what is in a folder that is left out is out, whatever names it again.
    return any(_verdict(root, spec, f"{root}/{folder}", folder=True) for folder in folders) or bool(
        _verdict(root, spec, name, folder=False)
    )


class _Ignored:
    """The patterns of the configuration and of `.gitignore` files, also of those above the folder."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._specs: dict[str, GitIgnoreSpec] = {}
        self._excluded: tuple[str, GitIgnoreSpec] | None = None
        if settings.exclude:
            root = settings.root or folder
            self._excluded = (_absolute(root), spec_of(settings.exclude))
        for parent in _above(folder):
            self.read(parent)

    def read(self, folder: Path) -> None:
        """Take in the `.gitignore` of a folder, if it has one."""
        path = folder / _GITIGNORE
        if path.is_file():
            try:
                lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
            except OSError:
                return  # git would not read it, either
            self._specs.setdefault(_absolute(folder), spec_of(lines))

    def matches(self, path: Path, *, folder: bool = False) -> bool:
        """Whether a file or folder is left out; of several patterns the innermost decides."""
        if not self._specs and self._excluded is None:
            return False
        name = _absolute(path)
        if self._excluded is not None and _verdict(*self._excluded, name, folder=folder):
            return True
        verdicts = [_verdict(at, spec, name, folder=folder) for at, spec in self._specs.items()]
        return next((v for v in reversed(verdicts) if v is not None), False)


def _verdict(at: str, spec: GitIgnoreSpec, name: str, *, folder: bool) -> bool | None:
    """Whether a folder's patterns exclude a path (true), include it (false), or do not match (None)."""
    if not name.startswith(f"{at.rstrip('/')}/"):
        return None
    relative = name[len(at.rstrip("/")) + 1 :]
    return spec.check_file(f"{relative}/" if folder else relative).include


def _above(folder: Path) -> Iterator[Path]:
    """The folders around one up to that of its git repository, outermost first; none without one."""
    parents = [folder.resolve(), *folder.resolve().parents]
    for number, parent in enumerate(parents):
        if (parent / ".git").exists():
            yield from reversed(parents[1 : number + 1])
            return


def _absolute(path: Path) -> str:
    return Path(os.path.abspath(path)).as_posix()  # noqa: PTH100  # links keep their own names
