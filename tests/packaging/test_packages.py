"""Every package is named in `pyproject.toml`: a checkout works without, a wheel does not."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_folder_with_code_is_packaged() -> None:
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    named = set(stated["tool"]["setuptools"]["packages"])
    folders = {
        ".".join([name, *path.parent.relative_to(ROOT / folder).parts])
        for folder, name in (("designlint", "designlint"), ("rules", "designlint_rules"))
        for path in (ROOT / folder).rglob("__init__.py")
    }
    assert named == folders | {"designlint.grammar"}
