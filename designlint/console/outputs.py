"""Where a command's document goes: a file, whose ending chooses the format, or the standard output."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path

from designlint.console.command import FINE, Output, UsageError
from designlint.console.parser import add_format_argument

_ENDINGS = frozenset(
    (".svg", ".png", ".pdf", ".dot", ".gv", ".mmd", ".mermaid", ".html", ".htm", ".md", ".markdown",
     ".json", ".yaml", ".yml", ".xml", ".csv", ".jpg", ".jpeg", ".gif", ".docx", ".design")
)  # fmt: skip
"""The endings by which a system knows what is in a file; another one says nothing of a format."""


def add_output_arguments(
    parser: ArgumentParser, formats: Sequence[str], *, of: str, usual: str
) -> None:
    """Declare `-o` and `--format` of a document; `usual` is the format of the standard output."""
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="the file to write; its ending chooses the format (default: stdout)",
    )
    by = f"by the ending of the file, else {usual}"
    add_format_argument(parser, formats, of=of, usual=None, by=by)


def format_of(arguments: Namespace, suffixes: Mapping[str, str], usual: str) -> str:
    """The format that is asked for. Raises UsageError for an ending of no format, or of another one than
    `--format`: a PNG in a file that ends in `.svg` is opened by nothing."""
    suffix = Path(arguments.output or "").suffix.lower()
    if arguments.format is not None:
        stated = str(arguments.format)
        if suffix in _ENDINGS and suffixes.get(suffix) != stated:
            ends = suffixes.get(suffix, suffix.removeprefix("."))
            raise UsageError(
                f"`{arguments.output}` ends like {ends}, and --format is {stated}; change one of them"
            )
        return stated
    if arguments.output is None:
        return usual
    if suffix not in suffixes:
        raise UsageError(f"`{arguments.output}` ends in no known format: {', '.join(suffixes)}")
    return suffixes[suffix]


def needs_file(arguments: Namespace, kind: str, binary: Sequence[str]) -> None:
    """Refuse a binary format without a file. Raises UsageError."""
    if kind in binary and arguments.output is None:
        raise UsageError(f"{kind} goes to a file: -o FILE.{kind}")


def put(arguments: Namespace, content: bytes, notice: str = "") -> Output:
    """Write a document to its file, else to the standard output. Raises UsageError."""
    if arguments.output is None:
        return Output(content.decode("utf-8"), FINE, notice)
    from designlint.console.writing import write_whole

    try:
        with arguments.clock.stage("write"):
            write_whole(Path(arguments.output), content)
    except OSError as error:
        raise UsageError(f"cannot write `{arguments.output}`: {error.strerror}") from None
    return Output("", FINE, notice)
