"""What `--verbose` adds on the standard error: what a command reads."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable


def remark(arguments: Namespace, text: str) -> None:
    """Add a line to the `notes` of arguments, where it is asked for and not yet there."""
    if getattr(arguments, "verbose", False) and text not in getattr(arguments, "notes", ()):
        arguments.notes = [*getattr(arguments, "notes", ()), text]


def remark_designs(arguments: Namespace, names: Iterable[str]) -> None:
    """Name each design that is read, by its main file."""
    for name in names:
        remark(arguments, f"design: {name}")
