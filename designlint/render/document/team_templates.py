"""A team's own templates, looked at before they are used: what would change nothing is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from designlint.base.packaged import files
from designlint.render.document.environment import MOST_BYTES, BrokenTemplateError, blocks

KINDS = ("html", "text")
OURS = "designlint/"
"""What the templates of designlint are called by those that extend them."""


def refuse_idle_templates(folder: Path) -> None:
    """Refuse a folder in which no file has a name that is looked for, and a block that the template
    which is extended does not have. Raises BrokenTemplateError."""
    known = {name: kind for kind in KINDS for name in names(kind)}
    found = []
    for name, kind in known.items():
        with _readable(folder, name):
            if _is_inside(folder, name):
                found.append((name, kind))
    if not found:
        looked_for = ", ".join(f"`{name}`" for name in sorted(known) if "/" not in name)
        problem = f"no file in `{folder.name}` has the name of a template: {looked_for}, or one of `parts/`"
        raise BrokenTemplateError(problem, str(folder), "", 1)
    for name, kind in found:
        with _readable(folder, name):
            _refuse_unknown_blocks(folder / name, kind)


@contextmanager
def _readable(folder: Path, name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        problem = f"`{name}` cannot be read: {error.strerror}"
        raise BrokenTemplateError(problem, str(folder / name), "", 1) from None


def names(kind: str) -> list[str]:
    """The names of designlint's own templates of a kind."""
    root = files("designlint.render.document") / kind
    own = [one.name for one in root.iterdir() if one.name.endswith((".html", ".md"))]
    parts = root / "parts"
    inner = [f"parts/{one.name}" for one in parts.iterdir()] if parts.is_dir() else []
    return [*own, *inner]


def _is_inside(folder: Path, name: str) -> bool:
    path = (folder / name).resolve()
    return path.is_relative_to(folder.resolve()) and path.is_file()


def _refuse_unknown_blocks(path: Path, kind: str) -> None:
    if path.stat().st_size > MOST_BYTES:
        return  # its use is refused
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        tree = Environment(autoescape=True).parse(text)
    except (TemplateSyntaxError, RecursionError):
        return  # it is reported where it is used
    extended = _extended(tree)
    if not extended.startswith(OURS) or extended.removeprefix(OURS) not in names(kind):
        return
    known = blocks(kind, extended.removeprefix(OURS))
    for block in tree.body:
        if isinstance(block, nodes.Block) and block.name not in known:
            raise BrokenTemplateError(
                _problem(block.name, extended, known), str(path), text, block.lineno
            )


def _extended(tree: nodes.Template) -> str:
    """The name of the template that one extends; empty where it extends none, or a computed one."""
    extends = next((node for node in tree.body if isinstance(node, nodes.Extends)), None)
    named = extends.template if extends is not None else None
    return str(named.value) if isinstance(named, nodes.Const) else ""


def _problem(name: str, extended: str, known: list[str]) -> str:
    near = get_close_matches(name, known, 1)
    hint = f"did you mean `{near[0]}`?" if near else f"it has {', '.join(known)}"
    return f"`{extended}` has no block `{name}`; {hint}"
