"""What a preview shows of a design: pictures, and the review.

What reads facts (`material`) is for the worker alone; what lays them out (`content`) takes longest, and may
run beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.base.clock import Clock, today
from designlint.base.records import NamedTuple
from designlint.check import Checked
from designlint.config import ConfigError, Settings
from designlint.console.editions import state_of
from designlint.console.figures import figures_of
from designlint.console.templates import template_folder
from designlint.document import Document
from designlint.drawing import Picture, Sequence, fitting
from designlint.live.page import Content, View
from designlint.model import Design, paths_of
from designlint.render.document import html
from designlint.render.document.environment import BrokenTemplateError
from designlint.render.document.words import Words, address
from designlint.render.layout import LayoutError
from designlint.render.pictures import made
from designlint.review import Picture as Figure
from designlint.review import pictures, review
from designlint.server.preview.previews import REVIEW
from designlint.server.worker import CancellableClock, Token
from designlint.views import VIEWS

SECONDS = 30.0
"""The limit for the layout of the pictures of a view."""
_TITLES = {
    "components": "Components", "context": "Context", "deployment": "Deployment",
    "requirements": "Requirements", "failure": "Failure",
}  # fmt: skip


class Drawn(NamedTuple):
    """A picture, with the paths of the elements that a click on it can lead to."""

    picture: Picture
    elements: frozenset[str]


class Reviewed(NamedTuple):
    """A review document with its pictures, and the settings that name its templates."""

    document: Document
    pictures: tuple[Figure, ...]
    settings: Settings


Material = Drawn | Reviewed | None
"""What a view is made of; None where the design has no such view."""


def views(design: Design) -> Iterator[View]:
    """What can be shown of a design."""
    for key, title in _TITLES.items():
        if key != "deployment" or design.places:
            yield View(key, title)
    yield from (View(f"sequence/{path}", f"Flow {path}") for path in design.flows)
    yield from (View(f"scenario/{path}", f"Scenario {path}") for path in design.scenarios)
    yield View(REVIEW, "Review")


def material(key: str, checked: Checked, settings: Settings, token: Token) -> Material:
    """What a view is made of. Raises SupersededError where the token is cancelled meanwhile."""
    facts = checked.facts
    # The facts may be those of an earlier text, whose token is cancelled.
    facts.clock.begin_again(CancellableClock(token))
    if key == REVIEW:
        edition = state_of(checked.project.paths).edition
        return Reviewed(review(checked, today(), edition), pictures(checked), settings)
    name, _, path = key.partition("/")
    design = facts.design
    if all(key != one.key for one in views(design)):
        return None
    drawn = VIEWS[name].draw(facts, path, checked.result.diagnostics)
    picture = drawn if isinstance(drawn, Sequence) else fitting(drawn)
    return Drawn(picture, frozenset(paths_of(design)))


def content(found: Material) -> Content:
    """A view as a browser shows it, or why it cannot be shown."""
    try:
        match found:
            case None:
                return reason("the design has no such view any more")
            case Reviewed():
                return Content("text/html; charset=utf-8", _page(found).encode())
            case Drawn(picture, elements):
                svg = made(
                    picture,
                    "svg",
                    seconds=SECONDS,
                    link=lambda path: address(path) if path in elements else "",
                    fit=True,
                )
                return Content("image/svg+xml", svg)
    except (LayoutError, ConfigError, BrokenTemplateError) as error:
        return reason(str(error))


def reason(text: str) -> Content:
    """The reason why there is nothing to show."""
    return Content("text/plain; charset=utf-8", text.encode())


def _page(found: Reviewed) -> str:
    document = found.document
    folder = template_folder(found.settings)
    figures, _ = figures_of(found.pictures, Words(document).link, SECONDS, Clock())
    return html.render(document, figures, folder=folder)
