"""All formats of findings, by name; the module of one is loaded only when it is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.diagnostics.result import Result, is_error
from designlint.render.places import AS_NAMED, Base

if TYPE_CHECKING:
    from designlint.render.described import Described


class View(NamedTuple):
    """What a format may go by beside the result itself; most need little of it.

    `seconds` is the time of the run, if that is to be shown. `base` says what paths start from,
    and `rules` gives the documentation of every code, which is costly. `group_by` is one of
    `grouping.WAYS`, or empty; only formats of `GROUPED` go by it. `verbose`: each finding whole.
    """

    width: int = 100
    colour: bool = False
    seconds: float | None = None
    quiet: bool = False
    show_accepted: bool = False
    fails: Callable[[Diagnostic], bool] = is_error
    base: Base = AS_NAMED
    rules: Callable[[], Mapping[str, Described]] = dict
    group_by: str = ""
    verbose: bool = False


class Rendered(NamedTuple):
    """The text of a format, and what its reader must know that has no place in it."""

    text: str
    notice: str = ""


class Format(NamedTuple):
    """A format: what it is for in a few words, and whether people read it as it is."""

    summary: str
    render: Callable[[Result, View], Rendered]
    for_people: bool = False


def _terminal(result: Result, view: View) -> Rendered:
    if view.verbose:
        from designlint.render.terminal import render
    else:
        from designlint.render.overview.overview import render

    return Rendered(
        render(
            result,
            width=view.width,
            colour=view.colour,
            seconds=view.seconds,
            quiet=view.quiet,
            group_by=view.group_by,
        )
    )


def _short(result: Result, view: View) -> Rendered:
    from designlint.render.short import render

    return Rendered(render(result, group_by=view.group_by))


def _json(result: Result, view: View) -> Rendered:
    from designlint.render.json_format import render

    return Rendered(render(result, show_accepted=view.show_accepted))


def _sarif(result: Result, view: View) -> Rendered:
    from designlint.render.sarif import render

    report = render(result, base=view.base, rules=view.rules(), show_accepted=view.show_accepted)
    if not report.left_out:
        return Rendered(report.text)
    return Rendered(report.text, f"{report.left_out} findings are left out of the SARIF report")


def _github(result: Result, view: View) -> Rendered:
    from designlint.render.github import render

    return Rendered(render(result, base=view.base))


def _gitlab(result: Result, view: View) -> Rendered:
    from designlint.render.gitlab import render

    return Rendered(render(result, base=view.base))


def _junit(result: Result, view: View) -> Rendered:
    from designlint.render.junit import render

    return Rendered(render(result, base=view.base, fails=view.fails))


def _markdown(result: Result, view: View) -> Rendered:
    from designlint.render.markdown import render

    return Rendered(render(result, base=view.base, group_by=view.group_by))


def _rdjson(result: Result, _: View) -> Rendered:
    from designlint.render.rdjson import render

    return Rendered(render(result))


FORMATS: dict[str, Format] = {
    "terminal": Format(
        "for people: worst first, a few lines each; with --verbose, excerpts and witnesses",
        _terminal,
        for_people=True,
    ),
    "short": Format("one line for each finding, for editors and grep", _short, for_people=True),
    "json": Format("everything, for programs", _json),
    "sarif": Format("SARIF 2.1.0, for code scanning", _sarif),
    "github": Format("annotations of GitHub Actions", _github),
    "gitlab": Format("GitLab's code quality report", _gitlab),
    "junit": Format("JUnit XML, for Jenkins and other build servers", _junit),
    "markdown": Format("a comment or a job summary", _markdown),
    "rdjson": Format("reviewdog's diagnostic format", _rdjson),
}

GROUPED = ("terminal", "short", "markdown")
"""The formats that can show findings in groups."""
