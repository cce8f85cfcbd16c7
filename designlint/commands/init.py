"""`designlint init`: a first design, a configuration and hooks for pre-commit."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from designlint.base.packaged import files
from designlint.base.reading import exists
from designlint.base.records import NamedTuple
from designlint.console.command import FINE, Output, Terminal, UsageError
from designlint.console.limits import limits
from designlint.console.writing import make_folder, write_whole
from designlint.language.suggest import did_you_mean

SUFFIX = ".design"
DEFAULT = "service"
_HEADER = 'design example "What it is"'
_PURPOSE = "What it is"

CONFIGURATION = """\
# What designlint checks in the designs below this folder; `designlint rules` lists what is active.
# A risk that is taken knowingly is no setting: it is accepted in the design itself, with its reason.

exclude: [drafts/]
"""
HOOKS = """\
# Checks the designs before each commit; designlint has to be installed where git runs.
repos:
  - repo: local
    hooks:
      - id: designlint-format
        name: designlint format
        entry: designlint format
        language: system
        files: \\.design$
      - id: designlint
        name: designlint check
        entry: designlint check .
        language: system
        files: \\.design$
        pass_filenames: false
"""


class _Answers(NamedTuple):
    name: str
    purpose: str


LIMITS = limits(
    ("name", "purpose", "no_pre_commit"),
    lambda given: not given.list,
    "goes with files that are written, not with --list",
)
"""Options that apply only in some runs."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `init`."""
    parser.add_argument(
        "folder",
        nargs="?",
        default=".",
        metavar="DIR",
        help="where to write; created if missing (default: .)",
    )
    parser.add_argument(
        "--template",
        metavar="NAME",
        default=DEFAULT,
        help=f"the template to begin with (default: {DEFAULT})",
    )
    parser.add_argument("--list", action="store_true", help="list the templates, write nothing")
    parser.add_argument("--name", help="the name of the system (default: the folder's name)")
    parser.add_argument(
        "--purpose", metavar="TEXT", help="the purpose of the system, in a few words"
    )
    parser.add_argument(
        "--no-pre-commit", action="store_true", help="write no .pre-commit-config.yaml"
    )


def run(arguments: Namespace, _: Terminal) -> Output:
    """Write the files, or none when one of them exists."""
    templates = _templates()
    if arguments.list:
        width = max(map(len, templates))
        lines = [f"{name:{width}}  {_first_line(text)}\n" for name, text in templates.items()]
        return Output("".join(lines), FINE)
    text = templates.get(arguments.template)
    if text is None:
        near = did_you_mean(arguments.template, templates)
        raise UsageError(f"there is no template `{arguments.template}`{near or '; see --list'}")
    folder = Path(arguments.folder)
    answers = _ask(_answers(arguments, folder))
    design = folder / f"{answers.name}{SUFFIX}"
    written = {design: _filled(text, answers), folder / "designlint.yaml": CONFIGURATION}
    if not arguments.no_pre_commit:
        written[folder / ".pre-commit-config.yaml"] = HOOKS
    _write(folder, written)
    listed = "".join([f"wrote {path.as_posix()}\n" for path in written])
    return Output(f"{listed}\nNext: designlint check {design.as_posix()}\n", FINE)


def _templates() -> dict[str, str]:
    """The texts of the templates by name."""
    found = [f for f in files("designlint.templates").iterdir() if f.name.endswith(SUFFIX)]
    return {
        file.name.removesuffix(SUFFIX): file.read_text(encoding="utf-8")
        for file in sorted(found, key=lambda file: file.name)
    }


def _first_line(text: str) -> str:
    """The first sentence of the comment at its head."""
    comment = " ".join(
        line.removeprefix("#").strip() for line in text.split("\n\n", maxsplit=1)[0].splitlines()
    )
    return comment.split(". ")[0].removesuffix(".")


def _answers(arguments: Namespace, folder: Path) -> _Answers:
    """The arguments, and defaults for those that are not given."""
    given = arguments.name
    if given is not None and given != _name(given):
        raise UsageError(f"`{given}` is not a name; write {_name(given)}")
    return _Answers(given or _name(folder.resolve().name), arguments.purpose or _PURPOSE)


def _name(text: str) -> str:
    """The valid name of a design that is nearest to a text."""
    name = re.sub(r"\W+", "_", text.lower()).strip("_")
    return name if re.match(r"[^\W\d]", name) else f"system_{name}".rstrip("_")


def _ask(known: _Answers) -> _Answers:
    """Ask at a terminal, nowhere else; an empty answer takes the default."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return known
    try:
        name = input(f"What is the system called? [{known.name}] ").strip()
        purpose = input(f"What is it, in a few words? [{known.purpose}] ").strip()
    except (EOFError, KeyboardInterrupt):
        raise UsageError("nothing is written") from None
    return _Answers(_name(name) if name else known.name, purpose or known.purpose)


def _filled(text: str, answers: _Answers) -> str:
    purpose = " ".join(answers.purpose.split()).replace("\\", "\\\\").replace('"', '\\"')
    return text.replace(_HEADER, f'design {answers.name} "{purpose}"')


def _write(folder: Path, texts: dict[Path, str]) -> None:
    for path in texts:
        if exists(path) or path.is_symlink():
            raise UsageError(f"`{path.as_posix()}` exists; nothing is written")
    try:
        make_folder(folder)
        for path, text in texts.items():
            write_whole(path, text)
    except OSError as error:
        where = error.filename or folder
        raise UsageError(f"`{where}` cannot be written: {error.strerror}") from None
