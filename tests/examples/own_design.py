"""The design of designlint itself, and the modules that its parts name."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from designlint.language.project import load_project
from designlint.language.resolve import resolve
from designlint.model import Design, Element
from tests.support.metrics import METRICS

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "designlint"
OWN = ROOT / "examples" / "designlint" / "main.design"

_MODULES = re.compile(r" \(([\w/, ]+)\)$")


@cache
def own_design() -> Design:
    """The model of the design."""
    return resolve(load_project(OWN, OWN.name).files, METRICS).design


@cache
def parts() -> dict[str, tuple[Path, ...]]:
    """The files and folders of each component, by its path."""
    components = own_design().components.values()
    return {c.path: paths for c in components if (paths := tuple(map(path_of, modules_of(c))))}


def modules_of(element: Element) -> tuple[str, ...]:
    """The modules that the title of an element names in parentheses at its end."""
    found = _MODULES.search(element.title)
    return tuple(found[1].split(", ")) if found else ()


def path_of(module: str) -> Path:
    """The file or folder of a module: of the package, or, as the rules are, beside it."""
    known = (PACKAGE / module, PACKAGE / f"{module}.py", ROOT / module)
    return next((path for path in known if path.exists()), PACKAGE / module)
