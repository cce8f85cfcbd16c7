"""From the arguments of `check` to one result: the designs, their rules, the processes, and the
warnings about the configuration."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from designlint.clock import Clock, today
from designlint.config import UNUSED_SETTING, Override, Settings
from designlint.console.files import below, excluded_notice
from designlint.console.inputs import named_targets, no_design
from designlint.console.preparing import STDIN, Prepared, prepared, settings_for
from designlint.console.selection import selected
from designlint.diagnostic import Diagnostic
from designlint.folding import folded
from designlint.records import NamedTuple
from designlint.result import Result
from designlint.runs.run import Run, merged
from designlint.runs.target import Target, designs_among

WORTH_FILES, WORTH_BYTES = 8, 40_000
"""From this many files or bytes on, looking into the cache is faster than checking."""
MAX_JOBS = 64


class Planned(NamedTuple):
    """A run that is ready to go: the files that were named, those of them that are designs, what they
    are checked with, and the warnings about the configuration."""

    targets: Sequence[Target]
    designs: Sequence[Target]
    run: Run
    warnings: tuple[Diagnostic, ...]
    notice: str = ""

    @property
    def settings(self) -> Settings:
        """The settings of the configuration and the command line."""
        return self.run.settings

    def results(self) -> list[Result]:
        """The result of each design."""
        return self.run.results(self.designs)

    def as_one(self, results: Iterable[Result]) -> Result:
        """Results as that of the whole run, with the warnings about the configuration."""
        result = merged(results)
        unused = unused_overrides(self.settings, self.targets, result, self.run)
        stamped = map(self.settings.stamp, (*self.warnings, *unused))
        shown = [diagnostic for diagnostic in stamped if diagnostic is not None]
        diagnostics = sorted([*result.diagnostics, *shown], key=lambda d: d.sort_key)
        return result._replace(diagnostics=folded(diagnostics))


def add_run_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments on how the work is done."""
    parser.add_argument(
        "--jobs",
        type=_jobs,
        default=0,
        metavar="N",
        help="how many processes to use (default: one for each core, for many designs)",
    )
    parser.add_argument(
        "--cache-dir", metavar="DIR", help="keep results there (default: the user's cache folder)"
    )
    parser.add_argument("--no-cache", action="store_true", help="neither use nor keep results")


def plan(paths: Sequence[str], arguments: Namespace) -> Planned:
    """The run over the designs that paths name. Raises UsageError and ConfigError."""
    named = list(paths) or ["."]
    ready = prepared(settings_for(named[0], arguments), arguments.clock)
    settings = selected(ready.settings, ready.registry, arguments)
    targets = named_targets(named, settings, arguments, excludes=True)
    notice = excluded_notice(named, settings)
    if not targets and not notice:
        raise no_design(paths)
    folder = _cache_folder(targets, arguments)
    # Only what happens in this process can be measured.
    jobs = 1 if _measures(arguments) else arguments.jobs
    run = _run(ready, settings, folder, today(), jobs)._replace(clock=arguments.clock)
    if STDIN not in named:
        # Another process has to load the rules itself.
        run = run._replace(again=partial(run_again, settings, folder, run.today))
    designs = designs_among(targets, run.store)
    _keep_parts(run, targets, designs)
    return Planned(targets, designs, run, ready.warnings, notice)


def run_again(settings: Settings, folder: Path | None, today: date) -> Run:
    """The run of another process with the same settings."""
    return _run(prepared(settings, Clock()), settings, folder, today, 1)


def _run(ready: Prepared, settings: Settings, folder: Path | None, today: date, jobs: int) -> Run:
    store = None
    if folder is not None:
        from designlint.runs.fingerprint import fingerprint
        from designlint.runs.store import Store

        store = Store(folder, fingerprint(ready.registry, settings, today))
    return Run(ready.registry, settings, today, store, jobs)


def _measures(arguments: Namespace) -> bool:
    """Whether the time of each stage is shown."""
    return bool(arguments.timings or arguments.debug)


def _cache_folder(targets: Sequence[Target], arguments: Namespace) -> Path | None:
    if arguments.no_cache or _measures(arguments):
        return None  # a result from the cache takes no time that could be shown
    if arguments.cache_dir is not None:
        return Path(arguments.cache_dir).absolute() / "results"
    size = sum(len(target.data or b"") for target in targets if target.is_file)
    if len(targets) < WORTH_FILES and size < WORTH_BYTES:
        return None
    from designlint.runs.store import cache_folder

    folder = cache_folder()
    return None if folder is None else folder / "results"


def _keep_parts(run: Run, targets: Sequence[Target], designs: Sequence[Target]) -> None:
    """Keep the files that designs import, so that they need not be read again to find their imports."""
    if run.store is None or len(targets) == len(designs):
        return
    alone = {target.name for target in designs}
    for target in targets:
        if target.name not in alone and "project" in vars(target) and target.data is not None:
            run.store.put(target.name, target.data, target.project, None)


def unused_overrides(
    settings: Settings, targets: Sequence[Target], result: Result, run: Run
) -> list[Diagnostic]:
    """Warnings about overrides that match nothing.

    One that matches no checked file may be about other designs, so all design files below the folder of
    the configuration are looked at.
    """
    idle = [o for n, o in enumerate(settings.overrides) if n not in result.overrides]
    if not idle or settings.root is None:
        return []
    every = {str(Path(name).resolve()): name for name in below(str(settings.root), settings)}
    seen = {str(t.path) for t in targets} | {str(p) for t in targets for p in t.parts(run.store)}
    whole = seen >= set(every)
    return [
        UNUSED_SETTING.at(override.span, problem=f"this override matches no {what}")
        for override in idle
        if (what := _missing(override, list(every), settings, whole=whole))
    ]


def _missing(override: Override, files: list[str], settings: Settings, *, whole: bool) -> str:
    """What an override names that does not exist; empty where that is unknown."""
    if override.files and not override.names_file(files, settings.root):
        return f"design file: {', '.join(override.files)}"
    if not whole:
        return ""
    where = " in its files" if override.files else ""
    return f"element{where}: {', '.join(override.elements)}"


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MAX_JOBS:
        raise ArgumentTypeError(f"`{text}` is not a number of processes from 1 to {MAX_JOBS}")
    return int(text)
