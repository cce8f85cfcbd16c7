"""Where a run keeps its results, and which of its files it keeps there."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from designlint.console.remarks import remark
from designlint.runs.setup import Setup
from designlint.runs.target import Target

if TYPE_CHECKING:  # a small run loads nothing of the cache
    from designlint.runs.store import Store

WORTH_FILES, WORTH_BYTES = 8, 40_000
"""From this many files or bytes on, looking into the cache is faster than checking."""
RESULTS = "results"


def chosen_folder(
    targets: Sequence[Target], arguments: Namespace, *, is_measured: bool
) -> Path | None:
    """The folder of the results; None where none are kept. A result from the cache takes no time that could
    be measured."""
    folder = None if arguments.no_cache or is_measured else _folder(targets, arguments)
    if folder is None:
        remark(arguments, "cache: not used")
        return None
    from designlint.runs.store import is_in_checkout

    if is_in_checkout(folder, (target.path for target in targets)):
        remark(arguments, f"cache: not used, since {folder} lies in the checkout of a design")
        return None
    remark(arguments, f"cache: {folder}")
    return folder


def _folder(targets: Sequence[Target], arguments: Namespace) -> Path | None:
    if arguments.cache_dir is not None:
        return Path(arguments.cache_dir).absolute() / RESULTS
    size = sum(len(target.data or b"") for target in targets if target.is_file)
    if len(targets) < WORTH_FILES and size < WORTH_BYTES:
        return None
    from designlint.runs.store import cache_folder

    folder = cache_folder()
    return None if folder is None else folder / RESULTS


def store_in(
    folder: Path | None,
    setup: Setup,
    today: date,
    known: dict[str, list[str]] | None = None,
) -> Store | None:
    """The results that are kept in a folder; see `fingerprint` for what is `known`."""
    if folder is None:
        return None
    from designlint.runs.fingerprint import fingerprint
    from designlint.runs.store import Store

    return Store(folder, fingerprint(setup.registry, setup.settings, today, known))


def keep_parts(store: Store | None, targets: Sequence[Target], designs: Sequence[Target]) -> None:
    """Keep the files that designs import, so that they need not be read again to find their imports."""
    if store is None or len(targets) == len(designs):
        return
    alone = {target.name for target in designs}
    for target in targets:
        if target.name not in alone and "project" in vars(target) and target.data is not None:
            store.put(target.name, target.data, target.project, None, target.root)
