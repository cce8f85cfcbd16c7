"""From the answers of a check to one result, with the warnings about the configuration."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from designlint.base.reading import resolved
from designlint.base.source import Span
from designlint.config import UNUSED_SETTING, Override, Settings
from designlint.console.caching import add_cache_arguments
from designlint.console.files import below
from designlint.console.importing import without_unjudged
from designlint.console.planning import Planned
from designlint.console.progress import Progress
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.diagnostics.result import Result
from designlint.runs.merging import merged
from designlint.runs.narrowing import asked
from designlint.runs.run import Run
from designlint.runs.target import Target

MAX_JOBS = 64


def results_of(planned: Planned[Result], progress: Progress) -> list[Result]:
    """The result of each design, of a part with the files that are asked about."""
    results = planned.answers(progress)
    return [asked(one, target) for one, target in zip(results, planned.designs, strict=True)]


def fails_by_design(planned: Planned[Result]) -> Callable[[Diagnostic], bool]:
    """Whether a finding makes the run fail, by the settings of its design."""
    of = {one.name: one.setup.settings for one in planned.designs if one.setup is not None}
    return lambda diagnostic: of.get(diagnostic.design, planned.settings).fails(diagnostic)


def as_one(planned: Planned[Result], results: Sequence[Result]) -> Result:
    """Results as that of the whole run, with the warnings about the configuration."""
    result = without_unjudged(merged(results), planned.designs, planned.importers)
    stamped = map(planned.settings.stamp, (*planned.warnings, *_unused(planned, results)))
    shown = [diagnostic for diagnostic in stamped if diagnostic is not None]
    diagnostics = sorted([*result.diagnostics, *shown], key=lambda d: d.sort_key)
    return result._replace(diagnostics=tuple(diagnostics))


def _unused(planned: Planned[Result], results: Sequence[Result]) -> list[Diagnostic]:
    """Warnings about overrides that match nothing, each once: several configurations may extend the
    one that states it."""
    named: dict[Span, bool] = {}
    setups: dict[int, tuple[Settings, set[int]]] = {}
    for target, result in zip(planned.designs, results, strict=False):
        settings = planned.settings if target.setup is None else target.setup.settings
        setups.setdefault(id(settings), (settings, set()))[1].update(result.overrides)
    for settings, used in setups.values():
        for number, override in enumerate(settings.overrides):
            named[override.span] = named.get(override.span, False) or number in used
    found = [
        diagnostic
        for settings, _ in setups.values()
        for diagnostic in unused_overrides(settings, planned.targets, named, planned.run)
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
    add_cache_arguments(parser)


def unused_overrides(
    settings: Settings, targets: Sequence[Target], named: Mapping[Span, bool], run: Run[Result]
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
