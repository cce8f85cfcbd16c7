"""Where a command's document goes: a file, whose ending tells the format, or the standard output."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path

from designlint.commands.command import Output, UsageError


def add_output_arguments(parser: ArgumentParser, formats: Sequence[str], usual: str) -> None:
    """Declare `-o` and `--format`; `usual` is the format of the standard output."""
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="where to; its ending tells the format (default: stdout)",
    )
    parser.add_argument(
        "--format", choices=formats, help=f"the format (default: by ending, else {usual})"
    )


def format_of(arguments: Namespace, suffixes: Mapping[str, str], usual: str) -> str:
    """The format that is asked for. Raises UsageError for an ending that is none."""
    if arguments.format is not None:
        return str(arguments.format)
    if arguments.output is None:
        return usual
    suffix = Path(arguments.output).suffix.lower()
    if suffix not in suffixes:
        raise UsageError(f"'{arguments.output}' ends in no known format: {', '.join(suffixes)}")
    return suffixes[suffix]


def needs_file(arguments: Namespace, kind: str, binary: Sequence[str]) -> None:
    """Raises UsageError for a format that is no text and goes to no file."""
    if kind in binary and arguments.output is None:
        raise UsageError(f"{kind} goes to a file: -o FILE.{kind}")


def put(arguments: Namespace, content: bytes, notice: str = "") -> Output:
    """A document where it is wanted, with what there is to say of it. Raises UsageError."""
    if arguments.output is None:
        return Output(content.decode("utf-8"), 0, notice)
    from designlint.commands.writing import write_whole

    try:
        write_whole(Path(arguments.output), content)
    except OSError as trouble:
        raise UsageError(f"cannot write '{arguments.output}': {trouble.strerror}") from None
    return Output("", 0, notice)
