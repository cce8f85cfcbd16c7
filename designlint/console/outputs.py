"""Where a command's document goes: a file, whose ending chooses the format, or the standard output."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path

from designlint.console.command import FINE, Output, UsageError
from designlint.console.parser import add_format_argument

STDOUT = "-"
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
    if arguments.output in (None, STDOUT):
        return usual
    if suffix not in suffixes:
        raise UsageError(f"`{arguments.output}` ends in no known format: {', '.join(suffixes)}")
    return suffixes[suffix]


def needs_file(arguments: Namespace, kind: str, binary: Sequence[str]) -> None:
    """Refuse a binary format without a file. Raises UsageError."""
    if kind in binary and arguments.output in (None, STDOUT):
        raise UsageError(f"{kind} goes to a file: -o FILE.{kind}")


def choose_format(arguments: Namespace) -> None:
    """Let the ending of the file that a text is printed to choose between terminal and JSON. Raises
    UsageError where `--format` contradicts the ending."""
    file = getattr(arguments, "printed_to", None)
    if file is None or Path(file).suffix.lower() != ".json":
        return
    if "format" in arguments.given and arguments.format != "json":
        raise UsageError(f"`{file}` is named like JSON, and --format is {arguments.format}")
    arguments.format = "json"


def printed(output: Output, arguments: Namespace) -> Output:
    """An output whose text goes to a file where the arguments name one. Raises UsageError."""
    file = getattr(arguments, "printed_to", None)
    if file in (None, STDOUT):
        return output
    _write(file, output.text.encode("utf-8"), arguments)
    return output._replace(text="")


def put(arguments: Namespace, content: bytes, notice: str = "") -> Output:
    """Write a document to its file, else to the standard output. Raises UsageError."""
    if arguments.output in (None, STDOUT):
        return Output(content.decode("utf-8"), FINE, notice)
    _write(arguments.output, content, arguments)
    return Output("", FINE, notice)


def _write(file: str, content: bytes, arguments: Namespace) -> None:
    from designlint.console.writing import write_whole

    try:
        with arguments.clock.stage("write"):
            write_whole(Path(file), content)
    except OSError as error:
        raise UsageError(f"cannot write `{file}`: {error.strerror}") from None
