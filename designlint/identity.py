"""Which finding is which: the file that each finding of a design belongs to."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from designlint.diagnostic import Diagnostic
from designlint.fingerprint import is_of_file, stamped
from designlint.language.project import Project, project_root
from designlint.model import Design


def identified(
    diagnostics: Sequence[Diagnostic], project: Project, design: Design
) -> list[Diagnostic]:
    """The findings of a design with their identities; see `designlint.fingerprint`.

    What an imported file declares, and what is reported there, belongs to that file: the designs that
    share it share the finding. All else belongs to the main file.
    """
    if not project.files:
        return list(diagnostics)
    root = _root(project.paths[0])
    names = {
        syntax.source.name: _name(path, root)
        for syntax, path in zip(project.files, project.paths, strict=True)
    }
    main = names[project.files[0].source.name]
    return stamped(diagnostics, lambda one: _home(one, design, names, main))


def _home(found: Diagnostic, design: Design, names: Mapping[str, str], main: str) -> str:
    file = found.primary.span.source.name
    if is_of_file(found.code):
        return names.get(file, "")
    return names[file] if file in names and file == _declared_in(found.element, design) else main


def _declared_in(path: str, design: Design) -> str:
    """The name of the file that declares an element, or the one around it."""
    while path:
        element = design.element(path)
        if element is not None:
            return element.span.source.name
        path = path.rpartition(".")[0]
    return ""


def _name(path: Path, root: Path) -> str:
    return os.path.relpath(path, root).replace(os.sep, "/")


def _root(path: Path) -> Path:
    """The folder that names begin in, wherever the command was started: the repository, else the root of
    the project; of a file without either the working folder, where that is above."""
    for folder in path.parents:
        if (folder / ".git").exists():
            return folder
    root, here = project_root(path), Path.cwd()
    return here if root == path.parent and path.is_relative_to(here) else root
