"""Where a configuration is: the nearest folder with `designlint.yaml`, or with `[tool.designlint]` in
its `pyproject.toml`; and the files beside it that only look like one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from designlint.base.reading import is_file

FILE_NAME = "designlint.yaml"
PYPROJECT = "pyproject.toml"
MAX_BYTES = 1_000_000
_ENDS = r"(?:\.config)?\.(?:ya?ml|toml|jsonc?|json5|cfg|ini|conf)$|rc(?:\.\w+)?$"
_ALIKE = 0.85
"""`desginlint` and `designlinter` are this much like `designlint`; `design` and `designs` are not."""


def config_in(folder: Path) -> Path | None:
    """The configuration in a folder; `designlint.yaml` goes before `pyproject.toml`."""
    path = folder / FILE_NAME
    if os.path.isfile(path):  # noqa: PTH113  # asked for every folder of every design
        return path
    path = folder / PYPROJECT
    return path if os.path.isfile(path) and _configures(path) else None  # noqa: PTH113  # as often


def may_configure(names: Iterable[str]) -> bool:
    """Whether a folder that has files of these names may have a configuration, or what looks like one."""
    return any(name == PYPROJECT or "lint" in name.lower() for name in names)


def find_config(start: Path) -> Path | None:
    """The nearest configuration in a folder or above it."""
    folder = start.resolve()
    found = (config_in(candidate) for candidate in (folder, *folder.parents))
    return next((path for path in found if path is not None), None)


def strays(folder: Path) -> list[str]:
    """The files of a folder that look like a configuration, but are not read."""
    try:
        with os.scandir(folder) as entries:
            names = [e.name for e in entries if _is_near(e.name) and e.is_file()]
    except OSError:
        return []
    if FILE_NAME in names and is_file(folder / PYPROJECT) and _configures(folder / PYPROJECT):
        names.append(PYPROJECT)
    return sorted(name for name in names if name != FILE_NAME)


def unread(name: str, beside: Iterable[str] = ()) -> str:
    """What is wrong with a stray file."""
    if name == PYPROJECT:
        return f"`[tool.designlint]` is not read, because `{FILE_NAME}` is beside it"
    if FILE_NAME in beside:
        return f"`{name}` is not read, because `{FILE_NAME}` is beside it"
    if name.endswith((".yaml", ".yml")):
        return f"`{name}` is not read; rename it to `{FILE_NAME}`"
    return f"`{name}` is not read; the configuration is `{FILE_NAME}`, or `[tool.designlint]` in `{PYPROJECT}`"


def _is_near(name: str) -> bool:
    """Whether a name is that of the configuration, or nearly."""
    folded = name.lower()
    end = re.search(_ENDS, folded) if "lint" in folded else None
    if end is None:
        return False
    if end[0].startswith(".json") and not folded.startswith("."):
        return False  # the findings of a run, more likely
    from difflib import SequenceMatcher  # only such a file needs it

    stem = re.sub(r"[^a-z]", "", folded[: end.start()])
    return stem == "designlint" or SequenceMatcher(None, stem, "designlint").ratio() >= _ALIKE


def _configures(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES)
    except OSError:
        return False
    if b"designlint" not in data:
        return False
    from designlint.config.toml import has_section  # few Python projects need it

    return has_section(data)
