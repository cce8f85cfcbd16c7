"""The changelog and its fragments: one small file for each change that a user can notice."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from designlint import __version__

ROOT = Path(__file__).parents[2]
CHANGES = Path(".docs/changes")
CHANGELOG = Path(".docs/CHANGELOG.md")
GUIDE = "README.md"
"""The page about fragments, which is none."""
UNFINISHED = "FILL IN"
"""Stands where an author has something left to write."""

_NAME = re.compile(r"\+[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.([a-z]+)\.md")
_SECTION = re.compile(r"^## (\d+\.\d+\.\d+).*\n", re.MULTILINE)
_REMOVED = re.compile(r"^### Removed\n(.*?)(?=^#|\Z)", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile(r"`([^`\s]+)`")


class Fragment(NamedTuple):
    """A fragment: its file's name and its text."""

    file: str
    text: str

    @property
    def kind(self) -> str:
        """The kind of change, by the name of the file; empty where the name has none."""
        found = _NAME.fullmatch(self.file)
        return found[1] if found else ""


def kinds() -> list[str]:
    """The kinds of changes, as the configuration of towncrier has them."""
    read = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [one["directory"] for one in read["tool"]["towncrier"]["type"]]


def fragments(root: Path = ROOT) -> list[Fragment]:
    """The fragments of a checkout, by name."""
    files = sorted(path for path in (root / CHANGES).iterdir() if path.name != GUIDE)
    return [Fragment(path.name, path.read_text(encoding="utf-8")) for path in files]


def problems(fragment: Fragment) -> Iterator[str]:
    """What is wrong with a fragment; nothing when it is well-formed."""
    if fragment.kind not in kinds():
        yield f"{fragment.file}: the name is not `+NAME.KIND.md` with a kind of {', '.join(kinds())}"
    text = fragment.text.strip()
    if UNFINISHED in text:
        yield f"{fragment.file}: unfinished: {text}"
    if not text.endswith("."):
        yield f"{fragment.file}: the text does not end with a full stop"
    if "\n\n" in text or text.startswith(("#", "-", "*")):
        yield f"{fragment.file}: the text is not one paragraph"
    if "](" in text:
        yield f"{fragment.file}: a link has no place that fits both folders: write the path"


def versions(changelog: str) -> list[str]:
    """The versions of a changelog, newest first."""
    return _SECTION.findall(changelog)


def next_minor(root: Path = ROOT) -> str:
    """The minor version that changes of today will be part of: `0.2`."""
    major, minor, _ = __version__.split(".")
    released = __version__ in versions((root / CHANGELOG).read_text(encoding="utf-8"))
    return f"{major}.{int(minor) + released}"


def removed_names(root: Path = ROOT) -> set[str]:
    """What the fragments and the newest version of the changelog say is removed."""
    texts = [fragment.text for fragment in fragments(root) if fragment.kind == "removed"]
    sections = _SECTION.split((root / CHANGELOG).read_text(encoding="utf-8"))
    texts += _REMOVED.findall(sections[2]) if len(sections) > 2 else []
    return {name for text in texts for name in _QUOTED.findall(text)}
