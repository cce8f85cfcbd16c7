"""`python -m designlint.reference` writes the pages of the reference; `--check` compares them."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from designlint.cli import parser_for
from designlint.commands import COMMANDS
from designlint.reference.pages import all_files, built_in
from designlint.reference.writing import stale, write

FOLDER = Path(".docs")
COMMAND = "python -m designlint.reference"


def main(argv: Sequence[str] | None = None) -> int:
    """Write or check; exit code 1 when a page is stale or a plugin of our own failed."""
    parser = ArgumentParser(prog=COMMAND, description="Write the reference pages.")
    parser.add_argument("--check", action="store_true", help="write nothing, name stale pages")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the pages are")
    arguments = parser.parse_args(argv)
    registry = built_in()
    if registry.failures:
        for failure in registry.failures:
            print(f"{failure.what}: {failure.problem}", file=sys.stderr)
        return 1
    pages = all_files(registry, parser_for(list(COMMANDS)))
    if not arguments.check:
        for path in write(arguments.folder, pages):
            print(arguments.folder / path)
        return 0
    old = stale(arguments.folder, pages)
    for path in old:
        print(f"{arguments.folder / path} is stale: run `{COMMAND}`")
    return int(bool(old))


if __name__ == "__main__":
    sys.exit(main())
