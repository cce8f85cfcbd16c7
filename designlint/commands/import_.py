"""`designlint import`: what other files say about a system, as the text of a design."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from functools import partial

from designlint.base.guest import GuestError, asked
from designlint.console.command import Output, Terminal, UsageError
from designlint.console.outputs import put
from designlint.console.records import record_files
from designlint.madr import NoRecordError, declared
from designlint.plugins.extensions import Importer
from designlint.registry import load_registry

MADR = "madr"
_SUFFIXES = (".md", ".markdown")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `import`."""
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="files, or folders whose files of the format are read",
    )
    parser.add_argument(
        "--format",
        default=MADR,
        metavar="NAME",
        help=f"what the files are: {MADR} (decision records in Markdown), or a format of a plugin "
        "(default: %(default)s)",
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="the design file to write (default: stdout)"
    )


def run(arguments: Namespace, _: Terminal) -> Output:
    """Print or write the text of a design."""
    if arguments.format == MADR:
        text = _laid_out(_decisions(record_files(arguments.paths, _SUFFIXES)))
    else:
        text = _by_plugin(arguments.format, arguments.paths)
    return put(arguments, text.encode("utf-8"))


def _decisions(files: dict[str, str]) -> str:
    try:
        return declared(files)
    except NoRecordError as error:
        raise UsageError(str(error)) from None


def _laid_out(text: str) -> str:
    """A text in the one layout."""
    from designlint.base.source import Source
    from designlint.language.format import format_source

    return format_source(Source("imported.design", text)).text


def _by_plugin(name: str, paths: list[str]) -> str:
    importers = load_registry().importers
    importer: Importer | None = importers.get(name)
    if importer is None:
        raise UsageError(f"there is no format `{name}`: {', '.join((MADR, *importers))}")
    texts = record_files(paths, importer.suffixes)
    what = f"the importer `{name}` of {importer.read.__module__}"
    read = [asked(what, partial(importer.read, text)) for text in texts.values()]
    if not all(isinstance(text, str) for text in read):
        raise GuestError(f"{what} failed: it gives no text")
    return "\n".join(read)
