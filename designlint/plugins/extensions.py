"""What a plugin adds beside rules, kinds and metrics: output formats and importers."""

from __future__ import annotations

from collections.abc import Callable

from designlint.base.records import NamedTuple
from designlint.render.json_types import Report


class Format(NamedTuple):
    """An output format of `designlint check`: `--format NAME` prints it, `--output NAME=FILE` writes it.

    `render` makes its text from the report of a run, which has the form of the JSON output. The
    `summary` says in a few words what it is for.
    """

    name: str
    summary: str
    render: Callable[[Report], str]


class Importer(NamedTuple):
    """Reads what another program wrote about a system: `read` makes the text of a design from that of a
    file whose name ends with one of `suffixes` (`.json`)."""

    name: str
    summary: str
    suffixes: tuple[str, ...]
    read: Callable[[str], str]
