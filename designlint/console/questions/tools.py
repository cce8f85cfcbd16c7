"""The tools of the machine that draw pictures."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_NAMES = ("graphviz-pure", "dot")


def layout_tool() -> str:
    """Every program that may lay out a picture, with its size and time: another one draws another picture.
    Packages that do are installed ones."""
    folders = [str(Path(sys.executable).parent), *os.environ.get("PATH", "").split(os.pathsep)]
    found = []
    for folder in dict.fromkeys(folders):
        for name in _NAMES:
            for ending in ("", ".exe"):
                try:
                    stat = os.stat(os.path.join(folder, f"{name}{ending}"))  # noqa: PTH116, PTH118
                except OSError:
                    continue
                found.append(f"{folder} {name} {stat.st_size} {stat.st_mtime_ns}")
    return "\n".join(found)
