"""From the arguments of a command to a run: the designs that it asks about, their setups, what is kept."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Generic

from designlint.base.clock import Clock, day
from designlint.config import Settings
from designlint.console.caching import chosen_folder, keep_parts, store_in
from designlint.console.configured import STDIN, Configured
from designlint.console.files import excluded_notice
from designlint.console.importing import Importers
from designlint.console.inputs import MakeTarget, by_name, named_targets, no_design
from designlint.console.preparing import plugins_before_rules, registry_for
from designlint.console.progress import Progress
from designlint.console.remarks import remark_designs
from designlint.console.setups import Choose, Setups
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.runs.question import Answer, Question
from designlint.runs.run import Means, Run
from designlint.runs.setup import Setup
from designlint.runs.target import Target, designs_among


class Planned(Generic[Answer]):
    """A run that is ready to go: the files that were named as `targets`, those of them that are `designs`,
    what they are asked and checked with, the warnings about the configuration, and the designs that are not
    named. `notice` says which designs are left out because they have not changed."""

    def __init__(
        self,
        run: Run[Answer],
        targets: Sequence[Target],
        designs: Sequence[Target],
        warnings: tuple[Diagnostic, ...],
        importers: Importers,
        notice: str = "",
    ) -> None:
        self.run = run
        self.targets = targets
        self.designs = designs
        self.warnings = warnings
        self.importers = importers
        self.notice = notice

    @property
    def settings(self) -> Settings:
        """The settings of the run as a whole; a design may have others."""
        return self.run.settings

    def answers(self, progress: Progress) -> list[Answer]:
        """The answer for each design."""
        counted = partial(progress.counted, what="designs are checked")
        return self.run.with_means(counted=counted).answers(self.designs)


def plan(
    paths: Sequence[str],
    arguments: Namespace,
    question: Question[Answer],
    make_target: MakeTarget = by_name,
    choose: Choose | None = None,
    *,
    excludes: bool = False,
) -> Planned[Answer]:
    """The run that asks the designs that paths name; `excludes` leaves out named files, too, that the
    configuration excludes. Raises UsageError and ConfigError."""
    named = list(paths) or ["."]
    setups = Setups(Configured(named, arguments), arguments.clock, choose)
    first = setups.of(setups.configured.first(named))
    if arguments.no_cache or not question.is_kept or measures(arguments):
        _ = (
            first.registry
        )  # what is wrong with the rules is reported first, where they are needed anyway
    importers = Importers(named, arguments)
    targets = named_targets(
        named, setups, arguments, make_target, importers=importers, excludes=excludes
    )
    notice = excluded_notice(named, setups.configured.of) if excludes else ""
    if not targets and not notice:
        raise no_design(paths)
    run = _run(question, setups, first, targets, arguments)
    if STDIN in named:
        # Another process cannot read the text again.
        run = run.with_means(again=None)
    designs = designs_among(targets, run.store)
    remark_designs(arguments, [target.name for target in designs])
    keep_parts(run.store, targets, designs)
    planned = Planned(run, targets, designs, setups.warnings(), importers, notice)
    return (
        planned
        if getattr(arguments, "changed_since", None) is None
        else _changed(planned, arguments)
    )


def run_again(
    question: Question[Answer], settings: Settings, folder: Path | None, day: str
) -> Run[Answer]:
    """The run of another process with the same settings."""
    return Run(question, setup_again(question, settings, folder, day), day)


def setup_again(
    question: Question[Any], settings: Settings, folder: Path | None, day: str
) -> Setup:
    """The setup of settings in another process."""
    load = partial(registry_for, settings, Clock())
    setup = Setup(settings, load, plugins_before_rules(settings))
    setup.store = store_in(folder, question, setup, day)
    return setup


def measures(arguments: Namespace) -> bool:
    """Whether the time of each stage is shown."""
    return bool(getattr(arguments, "timings", False) or arguments.debug)


def _run(
    question: Question[Answer],
    setups: Setups,
    first: Setup,
    targets: Sequence[Target],
    arguments: Namespace,
) -> Run[Answer]:
    is_measured = measures(arguments)
    folder = chosen_folder(targets, arguments, is_measured=is_measured or not question.is_kept)
    now = day()
    packages: dict[str, list[str]] = {}
    for setup in setups.all:
        setup.store = store_in(folder, question, setup, now, packages)
        setup.again = partial(setup_again, question, setup.settings, folder, now)
    # Only what happens in this process can be measured.
    jobs = 1 if is_measured else getattr(arguments, "jobs", 1)
    again = partial(run_again, question, first.settings, folder, now)
    return Run(question, first, now, Means(jobs, again, arguments.clock))


def _changed(planned: Planned[Answer], arguments: Namespace) -> Planned[Answer]:
    """The run without the designs that have not changed."""
    from designlint.console.changed import changed_designs  # only then git is asked

    chosen = changed_designs(planned.designs, planned.run.store, arguments)
    if not chosen.notice:
        return planned
    # What is left out was found, but is not judged.
    elsewhere = Importers((), arguments)
    notice = f"{planned.notice}designlint: {chosen.notice}\n"
    designs = chosen.designs
    return Planned(planned.run, designs, designs, planned.warnings, elsewhere, notice)
