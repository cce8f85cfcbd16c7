"""From a design to a picture of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from designlint.analyses.facts import Facts
from designlint.base.clock import Clock
from designlint.check import check, understood
from designlint.console.command import UsageError
from designlint.console.misread import errors_of
from designlint.console.questions.documents import Document
from designlint.console.questions.picture import Wanted
from designlint.drawing import Picture, Sequence, fitting, focused, keys_of
from designlint.language.project import Project
from designlint.language.resolve import Resolution
from designlint.language.suggest import did_you_mean
from designlint.render.document.words import address
from designlint.render.layout import LayoutError
from designlint.render.pictures import made
from designlint.runs.question import lasts
from designlint.runs.setup import Setup
from designlint.views import VIEWS, Findings


def picture(
    project: Project, setup: Setup, today: date, clock: Clock | None, wanted: Wanted
) -> Document:
    """The view of a design that is wanted. Raises UsageError."""
    clock = Clock() if clock is None else clock
    resolution, facts, found, is_lasting = _known(project, setup, today, clock, wanted.view)
    with clock.stage("render"):
        drawing = _fitting(_drawing(facts, found, wanted), wanted)
        content = _made(drawing, wanted, _link(facts, wanted.links))
    return Document(content, errors=errors_of(project, resolution), lasts=is_lasting)


def _known(
    project: Project, setup: Setup, today: date, clock: Clock, view: str
) -> tuple[Resolution, Facts, Findings, bool]:
    """A design with its facts, the findings of the families that the view shows, and whether these are the
    same the next time."""
    families = VIEWS[view].families
    registry, settings = setup.registry, setup.settings
    if not families:
        _, resolution, facts = understood(project, registry, clock)
        return resolution, facts, (), True
    others = {rule.family for rule in registry.rules.values()}.difference(families)
    settings = settings._replace(ignore=(*settings.ignore, *sorted(others)))
    checked = check(project, registry, settings, today, clock)
    result = checked.result
    return checked.understood, checked.facts, result.diagnostics, lasts(result)


def _drawing(facts: Facts, found: Findings, wanted: Wanted) -> Picture:
    view = VIEWS[wanted.view]
    if not view.of:
        return view.draw(facts, "", found)
    known = facts.design.flows if view.of == "flow" else facts.design.scenarios
    name = wanted.of or (next(iter(known)) if len(known) == 1 else None)
    if name is None:
        some = ", ".join(list(known)[:8])
        raise UsageError(f"--of NAME is missing: which {view.of}{f' ({some})' if some else ''}")
    if name not in known:
        raise UsageError(f"no {view.of} is named `{name}`{did_you_mean(name, known)}")
    return view.draw(facts, name, found)


def _fitting(drawing: Picture, wanted: Wanted) -> Picture:
    """The drawing as far as it is readable: a part of it, or each group as one node."""
    if wanted.focus is not None:
        name = _meant(wanted.focus, set(keys_of(drawing)))
        return focused(drawing, name, max(0, wanted.depth))
    if wanted.whole or isinstance(drawing, Sequence):
        return drawing
    return fitting(drawing)


def _meant(name: str, keys: set[str]) -> str:
    """A node by its path, or by the end of it where that is unique."""
    if name in keys:
        return name
    found = sorted(key for key in keys if key.endswith(f".{name}"))
    if len(found) == 1:
        return found[0]
    raise UsageError(f"nothing in this view is named `{name}`{did_you_mean(name, sorted(keys))}")


def _link(facts: Facts, report: str | None) -> Callable[[str], str] | None:
    """The address of an element's part of a report; groups have none."""
    if report is None:
        return None
    design = facts.design

    def link(path: str) -> str:
        has_place = design.element(path) is not None and path not in design.groups
        return f"{report}{address(path)}" if has_place else ""

    return link


def _made(picture: Picture, wanted: Wanted, link: Callable[[str], str] | None) -> bytes:
    seconds, fit = wanted.seconds, not wanted.whole
    try:
        return made(picture, wanted.format, seconds=seconds, link=link, fit=fit)
    except LayoutError as error:
        raise UsageError(str(error)) from None
