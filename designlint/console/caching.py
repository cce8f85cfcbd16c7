"""Where a run keeps its answers, and which of its files it keeps there."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from designlint.console.limits import Limit
from designlint.console.remarks import remark
from designlint.runs.question import Question
from designlint.runs.setup import Setup
from designlint.runs.target import Target

if TYPE_CHECKING:  # a small run loads nothing of the cache
    from designlint.base.cache import Cache
    from designlint.runs.store import Store

RESULTS = "results"
CACHE_LIMIT = Limit("cache_dir", lambda given: not given.no_cache, "goes without --no-cache")


def add_cache_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments on what is kept between runs."""
    parser.add_argument(
        "--cache-dir", metavar="DIR", help="keep results there (default: the user's cache folder)"
    )
    parser.add_argument("--no-cache", action="store_true", help="neither use nor keep results")


def chosen_folder(
    targets: Sequence[Target], arguments: Namespace, *, is_measured: bool
) -> Path | None:
    """The folder of the answers; None where none are kept. An answer from the cache takes no time that could
    be measured."""
    folder = None if arguments.no_cache or is_measured else _folder(arguments)
    if folder is None:
        remark(arguments, "cache: not used")
        return None
    from designlint.runs.store import is_in_checkout

    if is_in_checkout(folder, (target.path for target in targets)):
        remark(arguments, f"cache: not used, since {folder} lies in the checkout of a design")
        return None
    remark(arguments, f"cache: {folder}")
    return folder


def configuration_cache(arguments: Namespace, file: Path) -> Cache | None:
    """Where it is kept what the text of a configuration file was read as; None where nothing is kept."""
    folder = None if getattr(arguments, "no_cache", True) else _folder(arguments)
    if folder is None:
        return None
    from designlint.base.cache import Cache
    from designlint.runs.store import is_in_checkout

    return None if is_in_checkout(folder, [file]) else Cache(folder)


def _folder(arguments: Namespace) -> Path | None:
    if arguments.cache_dir is not None:
        return Path(arguments.cache_dir).absolute() / RESULTS
    from designlint.base import cache

    folder = cache.cache_folder()
    return None if folder is None else folder / RESULTS


def store_in(
    folder: Path | None,
    question: Question[Any],
    setup: Setup,
    day: str,
    known: dict[str, list[str]] | None = None,
) -> Store | None:
    """The answers to a question that are kept in a folder; see `fingerprint` for what is `known`."""
    if folder is None:
        return None
    from designlint.runs.fingerprint import fingerprint
    from designlint.runs.store import Store

    key = fingerprint(question, setup.rules, setup.settings, day, known)
    return Store(folder, key, question.shapes)


def keep_parts(store: Store | None, targets: Sequence[Target], designs: Sequence[Target]) -> None:
    """Keep the files that designs import, so that they need not be read again to find their imports."""
    if store is None or len(targets) == len(designs):
        return
    alone = {target.name for target in designs}
    for target in targets:
        if target.name not in alone and "project" in vars(target) and target.data is not None:
            store.put(target.name, target.data, target.project, None, target.root)
