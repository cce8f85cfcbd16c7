"""`designlint diagram`: a picture of a design."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from designlint.analyses.facts import Facts
from designlint.clock import today
from designlint.console.command import Output, Terminal, UsageError
from designlint.console.inputs import Inputs, one_input
from designlint.console.limits import Limit
from designlint.console.misread import errors_of, with_errors
from designlint.console.outputs import add_output_arguments, format_of, needs_file, put
from designlint.console.preparing import add_config_arguments
from designlint.drawing import Picture, Sequence, fitting, focused, keys_of
from designlint.language.project import Project
from designlint.language.suggest import did_you_mean

if TYPE_CHECKING:
    from designlint.language.resolve import Resolution
    from designlint.views import Findings

VIEW_NAMES = (
    "context", "components", "deployment", "flow", "sequence", "requirements", "failure", "scenario",
)  # fmt: skip
FORMATS = ("svg", "png", "pdf", "dot", "mermaid")
USUAL = "svg"
SUFFIXES = {".svg": "svg", ".png": "png", ".pdf": "pdf", ".dot": "dot", ".gv": "dot",
            ".mmd": "mermaid", ".mermaid": "mermaid"}  # fmt: skip


_OF_ONE = ("flow", "sequence", "scenario")
LIMITS = (
    Limit("of", lambda given: given.view in _OF_ONE, f"goes with --view {' or '.join(_OF_ONE)}"),
    Limit("depth", lambda given: given.focus is not None, "goes with --focus"),
    Limit(
        "whole", lambda given: given.focus is None, "draws all, --focus a part: give one of them"
    ),
    Limit(
        "links", lambda given: _kind(given) in ("svg", "pdf", "dot"), "goes with svg, pdf and dot"
    ),
    Limit(
        "timeout", lambda given: _kind(given) in ("svg", "png", "pdf"), "goes with svg, png and pdf"
    ),
)
"""Options that apply only in some runs."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `diagram`."""
    parser.add_argument("path", metavar="PATH", help="a design file, or a folder that holds one")
    parser.add_argument(
        "--view",
        choices=VIEW_NAMES,
        default="components",
        help="what the picture shows (default: components)",
    )
    parser.add_argument("--of", metavar="NAME", help="the flow or scenario that the view is of")
    add_output_arguments(parser, FORMATS, of="the picture", usual=USUAL)
    parser.add_argument("--focus", metavar="NAME", help="only the part around this component")
    parser.add_argument(
        "--depth",
        type=int,
        default=1,
        metavar="N",
        help="with --focus: how many steps the part extends (default: 1)",
    )
    parser.add_argument(
        "--whole", action="store_true", help="draw every component, however many there are"
    )
    parser.add_argument(
        "--links",
        metavar="REPORT",
        help="link each element to its section of a report, such as review.html",
    )
    parser.add_argument(
        "--timeout",
        type=float,
        default=30.0,
        metavar="SECONDS",
        help="the limit for the layout (default: 30)",
    )
    add_config_arguments(parser)


def run(arguments: Namespace, terminal: Terminal) -> Output:
    """Draw a view of a design."""
    kind = format_of(arguments, SUFFIXES, USUAL)
    needs_file(arguments, kind, ("png", "pdf"))
    inputs = one_input(arguments.path, arguments)
    project, resolution, facts, found = _known(inputs, arguments.view)
    with arguments.clock.stage("render"):
        drawing = _fitting(_drawing(facts, found, arguments), arguments)
        made = _made(drawing, kind, arguments, _link(facts, arguments.links))
    return with_errors(put(arguments, made), errors_of(project, resolution), terminal)


def _known(inputs: Inputs, view: str) -> tuple[Project, Resolution, Facts, Findings]:
    """A design with its facts, and the findings of the families that the view shows."""
    from designlint.check import check, understood
    from designlint.views import VIEWS

    project = inputs.projects[0]
    if project.unreadable:
        raise UsageError(project.diagnostics[0].message)
    families = VIEWS[view].families
    if not families:
        return (*understood(project, inputs.registry, inputs.clock), ())
    others = {rule.family for rule in inputs.registry.rules.values()}.difference(families)
    settings = inputs.settings._replace(ignore=(*inputs.settings.ignore, *sorted(others)))
    checked = check(project, inputs.registry, settings, today(), inputs.clock)
    return project, checked.understood, checked.facts, checked.result.diagnostics


def _kind(arguments: Namespace) -> str:
    return format_of(arguments, SUFFIXES, USUAL)


def _drawing(facts: Facts, found: Findings, arguments: Namespace) -> Picture:
    from designlint.views import VIEWS

    view = VIEWS[arguments.view]
    if not view.of:
        return view.draw(facts, "", found)
    known = facts.design.flows if view.of == "flow" else facts.design.scenarios
    name = arguments.of or (next(iter(known)) if len(known) == 1 else None)
    if name is None:
        some = ", ".join(list(known)[:8])
        raise UsageError(f"--of NAME is missing: which {view.of}{f' ({some})' if some else ''}")
    if name not in known:
        raise UsageError(f"no {view.of} is named `{name}`{did_you_mean(name, known)}")
    return view.draw(facts, name, found)


def _fitting(drawing: Picture, arguments: Namespace) -> Picture:
    """The drawing as far as it is readable: a part of it, or each group as one node."""
    if arguments.focus is not None:
        name = _meant(arguments.focus, set(keys_of(drawing)))
        return focused(drawing, name, max(0, arguments.depth))
    if arguments.whole or isinstance(drawing, Sequence):
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
    from designlint.render.document.words import address

    design = facts.design

    def link(path: str) -> str:
        has_place = design.element(path) is not None and path not in design.groups
        return f"{report}{address(path)}" if has_place else ""

    return link


def _made(
    picture: Picture, kind: str, arguments: Namespace, link: Callable[[str], str] | None
) -> bytes:
    from designlint.render.layout import LayoutError
    from designlint.render.pictures import made

    seconds, fit = arguments.timeout, not arguments.whole
    try:
        return made(picture, kind, seconds=seconds, link=link, fit=fit)
    except LayoutError as error:
        raise UsageError(str(error)) from None
