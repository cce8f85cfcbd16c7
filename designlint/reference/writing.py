"""Pages as files: written whole or not at all, and checked against what is there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from designlint.reference.entry import MARK, Page, Verbatim


def stale(folder: Path, pages: Iterable[Page | Verbatim]) -> list[str]:
    """The paths of files that are missing, differ, or are ours and no longer made."""
    wanted = {page.path: page.text for page in pages}
    differing = [path for path, text in wanted.items() if _read(folder / path) != text]
    return sorted([*differing, *_left_over(folder, wanted)])


def write(folder: Path, pages: Iterable[Page | Verbatim]) -> list[str]:
    """Write the pages that are stale and remove those that are left over; the paths touched."""
    wanted = {page.path: page.text for page in pages}
    touched = stale(folder, pages)
    for path in touched:
        if path in wanted:
            _replace(folder / path, wanted[path])
        else:
            (folder / path).unlink()
    return touched


def _left_over(folder: Path, wanted: Iterable[str]) -> list[str]:
    """Pages that carry our mark and belong to nothing any more; other people's files stay."""
    known = set(wanted)
    found = [path.relative_to(folder).as_posix() for path in folder.rglob("*.md")]
    return [path for path in found if path not in known and _is_ours(folder / path)]


def _is_ours(path: Path) -> bool:
    return (_read(path) or "").startswith(MARK)


def _read(path: Path) -> str | None:
    """A file's text; None when there is none, or none that could be a page."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _replace(path: Path, text: str) -> None:
    """Replace a file in one step, so that no reader sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(path)
