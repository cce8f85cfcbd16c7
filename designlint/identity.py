"""Which finding is which: the file that each finding of a design belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from designlint.config.bounds import default_root
from designlint.diagnostic import Diagnostic
from designlint.fingerprint import is_of_file, stamped
from designlint.language.project import Project
from designlint.model import Design


def identified(
    diagnostics: Sequence[Diagnostic], project: Project, design: Design
) -> list[Diagnostic]:
    """The findings of a design with their identities; see `designlint.fingerprint`.

    What an imported file declares, and what is reported there, belongs to that file: the designs that
    share it share the finding. All else belongs to the main file. Files are named from the repository on,
    wherever the command is started.
    """
    if not project.files:
        return list(diagnostics)
    root = default_root(project.paths[0].parent, ()).folder
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
    if not path.is_relative_to(root):
        # A file of a package: where that is installed differs from machine to machine.
        return f"{path.parent.name}/{path.name}"
    return path.relative_to(root).as_posix()
