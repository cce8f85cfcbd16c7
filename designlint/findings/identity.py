"""Which finding is which: the file that each finding of a design belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from designlint.config.bounds import default_root
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.diagnostics.fingerprint import Home, is_of_file, stamped
from designlint.language.project import Project
from designlint.model import Design, Element


def identified(
    diagnostics: Sequence[Diagnostic], project: Project, design: Design
) -> list[Diagnostic]:
    """The findings of a design with their identities; see `designlint.diagnostics.fingerprint`.

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


def _home(found: Diagnostic, design: Design, names: Mapping[str, str], main: str) -> Home:
    span = found.primary.span
    file = span.source.name
    if is_of_file(found.code):
        return Home(names.get(file, ""))
    element = _declared(found.element, design)
    if element is None:
        return Home(main)
    is_there = element.span.source.name == file and file in names
    extent = element.extent or element.span
    return Home(names[file] if is_there else main, extent.contains(span))


def _declared(path: str, design: Design) -> Element | None:
    """What is declared at a path, or around it."""
    while path:
        element = design.element(path)
        if element is not None:
            return element
        path = path.rpartition(".")[0]
    return None


def _name(path: Path, root: Path) -> str:
    if not path.is_relative_to(root):
        # A file of a package: where that is installed differs from machine to machine.
        return f"{path.parent.name}/{path.name}"
    return path.relative_to(root).as_posix()
