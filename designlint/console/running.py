"""From the arguments of `check` to one result: the designs, their rules, the processes, and the
warnings about the configuration."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from designlint.clock import Clock, today
from designlint.config import UNUSED_SETTING, Override, Settings
from designlint.console.caching import chosen_folder, keep_parts, store_in
from designlint.console.configured import STDIN, Configured
from designlint.console.files import below, excluded_notice
from designlint.console.importing import Importers, without_unjudged
from designlint.console.inputs import named_targets, no_design
from designlint.console.preparing import prepared
from designlint.console.progress import Progress
from designlint.console.remarks import remark_designs
from designlint.console.selection import selected
from designlint.console.setups import Setups
from designlint.diagnostic import Diagnostic
from designlint.reading import resolved
from designlint.records import NamedTuple
from designlint.result import Result
from designlint.runs.merging import merged
from designlint.runs.narrowing import asked
from designlint.runs.run import Run
from designlint.runs.setup import Setup
from designlint.runs.target import Target, designs_among
from designlint.source import Span

MAX_JOBS = 64


class Planned(NamedTuple):
    """A run that is ready to go: the files that were named, those of them that are designs, what they
    are checked with, the warnings about the configuration, and the designs that are not named. `notice` says
    which designs are left out because they have not changed."""

    targets: Sequence[Target]
    designs: Sequence[Target]
    run: Run
    warnings: tuple[Diagnostic, ...]
    importers: Importers
    notice: str = ""

    @property
    def settings(self) -> Settings:
        """The settings of the run as a whole; a design may have others."""
        return self.run.settings

    @property
    def fails(self) -> Callable[[Diagnostic], bool]:
        """Whether a finding makes the run fail, by the settings of its design."""
        of = {one.name: one.setup.settings for one in self.designs if one.setup is not None}
        return lambda diagnostic: of.get(diagnostic.design, self.settings).fails(diagnostic)

    def results(self, progress: Progress) -> list[Result]:
        """The result of each design."""
        counted = partial(progress.counted, what="designs are checked")
        results = self.run._replace(counted=counted).results(self.designs)
        return [asked(one, target) for one, target in zip(results, self.designs, strict=True)]

    def as_one(self, results: Sequence[Result]) -> Result:
        """Results as that of the whole run, with the warnings about the configuration."""
        result = without_unjudged(merged(results), self.designs, self.importers)
        unused = self._unused(results)
        stamped = map(self.settings.stamp, (*self.warnings, *unused))
        shown = [diagnostic for diagnostic in stamped if diagnostic is not None]
        diagnostics = sorted([*result.diagnostics, *shown], key=lambda d: d.sort_key)
        return result._replace(diagnostics=tuple(diagnostics))

    def _unused(self, results: Sequence[Result]) -> list[Diagnostic]:
        """Warnings about overrides that match nothing, each once: several configurations may extend the
        one that states it."""
        named: dict[Span, bool] = {}
        setups: dict[int, tuple[Settings, set[int]]] = {}
        for target, result in zip(self.designs, results, strict=False):
            settings = self.settings if target.setup is None else target.setup.settings
            setups.setdefault(id(settings), (settings, set()))[1].update(result.overrides)
        for settings, used in setups.values():
            for number, override in enumerate(settings.overrides):
                named[override.span] = named.get(override.span, False) or number in used
        found = [
            diagnostic
            for settings, _ in setups.values()
            for diagnostic in unused_overrides(settings, self.targets, named, self.run)
        ]
        return list(dict.fromkeys(found))


def add_run_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments on how the work is done."""
    parser.add_argument(
        "--changed-since",
        metavar="REF",
        help="check only the designs with a file, imported ones included, or a configuration that has "
        "changed since this branch left the revision REF (git)",
    )
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
    setups = Setups(
        Configured(named, arguments), arguments.clock, partial(selected, arguments=arguments)
    )
    first = setups.of(setups.configured.first(named))
    importers = Importers(named, arguments)
    targets = named_targets(named, setups, arguments, importers=importers, excludes=True)
    notice = excluded_notice(named, setups.configured.of)
    if not targets and not notice:
        raise no_design(paths)
    folder = chosen_folder(targets, arguments, is_measured=_measures(arguments))
    now = today()
    packages: dict[str, list[str]] = {}
    for setup in setups.all:
        setup.store = store_in(folder, setup, now, packages)
        setup.again = partial(setup_again, setup.settings, folder, now)
    # Only what happens in this process can be measured.
    jobs = 1 if _measures(arguments) else arguments.jobs
    run = Run(first.registry, first.settings, now, first.store, jobs, clock=arguments.clock)
    if STDIN not in named:
        # Another process has to load the rules itself.
        run = run._replace(again=partial(run_again, first.settings, folder, now))
    designs = designs_among(targets, run.store)
    remark_designs(arguments, [target.name for target in designs])
    keep_parts(run.store, targets, designs)
    if arguments.changed_since is None:
        return Planned(targets, designs, run, setups.warnings(), importers, notice)
    from designlint.console.changed import changed_designs  # only then git is asked

    chosen = changed_designs(designs, run.store, arguments)
    if not chosen.notice:
        return Planned(targets, designs, run, setups.warnings(), importers, notice)
    # What is left out was found, but is not judged.
    elsewhere = Importers((), arguments)
    notice += f"designlint: {chosen.notice}\n"
    return Planned(chosen.designs, chosen.designs, run, setups.warnings(), elsewhere, notice)


def run_again(settings: Settings, folder: Path | None, today: date) -> Run:
    """The run of another process with the same settings."""
    setup = setup_again(settings, folder, today)
    return Run(setup.registry, settings, today, setup.store, 1)


def setup_again(settings: Settings, folder: Path | None, today: date) -> Setup:
    """The setup of settings in another process."""
    setup = Setup(settings, prepared(settings, Clock()).registry)
    setup.store = store_in(folder, setup, today)
    return setup


def _measures(arguments: Namespace) -> bool:
    """Whether the time of each stage is shown."""
    return bool(arguments.timings or arguments.debug)


def unused_overrides(
    settings: Settings, targets: Sequence[Target], named: Mapping[Span, bool], run: Run
) -> list[Diagnostic]:
    """Warnings about overrides that match nothing; `named` says which of them name something.

    One that matches no checked file may be about other designs, so all design files below the folder of
    the configuration are looked at. One of a file that others extend is about their designs, too.
    """
    own = [name for name, home in settings.homes.items() if home.folder == settings.folder]
    idle = [o for o in settings.overrides if not named[o.span] and o.span.source.name in own]
    if not idle or settings.folder is None:
        return []
    found = below(str(settings.folder), lambda _: settings)
    every = {str(resolved(Path(name))): name for name in found}
    seen = {str(t.path) for t in targets} | {str(p) for t in targets for p in t.parts(run.store)}
    whole = seen >= set(every)
    return [
        UNUSED_SETTING.at(override.span, problem=f"this override matches no {what}")
        for override in idle
        if (what := _missing(override, list(every), whole=whole))
    ]


def _missing(override: Override, files: list[str], *, whole: bool) -> str:
    """What an override names that does not exist; empty where that is unknown."""
    if override.files and not override.names_file(files):
        return f"design file: {', '.join(override.files)}"
    if not whole:
        return ""
    where = " in its files" if override.files else ""
    return f"element{where}: {', '.join(override.elements)}"


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MAX_JOBS:
        raise ArgumentTypeError(f"`{text}` is not a number of processes from 1 to {MAX_JOBS}")
    return int(text)
