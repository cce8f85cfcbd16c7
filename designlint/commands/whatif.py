"""`designlint whatif`: what changes when something is lost, grows or is set."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable

from designlint.analyses.facts import Facts
from designlint.analyses.load.capacity import capacities
from designlint.analyses.verdicts.verdicts import Verdict, verdicts
from designlint.analyses.worlds import in_scenario
from designlint.check import run_rules, understood
from designlint.console.command import FINE, Output, Terminal, UsageError
from designlint.console.inputs import Inputs, one_input
from designlint.console.misread import errors_of, with_errors
from designlint.console.parser import add_terminal_or_json
from designlint.console.preparing import add_config_arguments
from designlint.diagnostic import Diagnostic, Severity
from designlint.language.project import Project
from designlint.language.syntax.parse import parse
from designlint.quantity import show_share
from designlint.records import NamedTuple
from designlint.render.changes import Change, render, render_json
from designlint.source import Source

WORLD = "whatif-asked-on-the-command-line"
"""The name of the scenario that the arguments become."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `whatif`."""
    parser.add_argument("path", metavar="PATH", help="a design file, or a folder that holds one")
    parser.add_argument(
        "--lose",
        action="append",
        default=[],
        metavar="NAME",
        help="a place or component that is lost",
    )
    parser.add_argument(
        "--load", action="append", default=[], metavar="10x", help="multiply the load"
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="COMPONENT.PROPERTY=VALUE",
        help="give a property another value",
    )
    add_terminal_or_json(parser, of="the comparison")
    add_config_arguments(parser)


def run(arguments: Namespace, terminal: Terminal) -> Output:
    """Compare a design with itself in the world that the arguments describe."""
    question = _question(arguments)
    changes, errors = _compare(one_input(arguments.path, arguments), question)
    with arguments.clock.stage("render"):
        if arguments.format == "json":
            text = render_json(changes)
        else:
            text = render(changes, width=terminal.width, colour=terminal.colour)
    return with_errors(Output(text, FINE), errors, terminal)


def _question(arguments: Namespace) -> Source:
    """The arguments as a scenario in the design language, so that they are read as one."""
    lines = [f"lose {name}" for name in arguments.lose]
    lines += [f"load {factor}" for factor in arguments.load]
    for setting in arguments.set:
        address, equals, value = setting.partition("=")
        if not equals:
            raise UsageError(f"`{setting}` is not COMPONENT.PROPERTY=VALUE")
        lines.append(f"set {address} {value}")
    if not lines:
        raise UsageError("nothing to compare: use --lose, --load or --set")
    return Source("command line", "\n".join([f"scenario {WORLD} {{", *lines, "}"]))


def _compare(inputs: Inputs, question: Source) -> tuple[list[Change], tuple[Diagnostic, ...]]:
    """What changes, and the errors of the design's own text."""
    asked = parse(question)
    project: Project = inputs.projects[0]
    if project.unreadable:
        raise UsageError(project.diagnostics[0].message)
    project = project._replace(files=(*project.files, asked))
    _, resolution, before = understood(project, inputs.registry, inputs.clock)
    for diagnostic in (*asked.diagnostics, *resolution.diagnostics):
        if diagnostic.primary.span.source is question:
            raise UsageError(diagnostic.message)
    after = in_scenario(before, before.design.scenarios[WORLD])
    with inputs.clock.stage("compare"):
        changes = [
            *_verdict_changes(before, after),
            *_load_changes(before, after),
            *_finding_changes(inputs, before, after),
        ]
    return changes, errors_of(inputs.projects[0], resolution)


def _verdict_changes(before: Facts, after: Facts) -> Iterable[Change]:
    for old, new in zip(before[verdicts], after[verdicts], strict=True):
        if _outcome(old) != _outcome(new):
            subject = f"{old.owner.path}: {old.claim.text}"
            grave = new.word if new.word != old.word else ""
            yield Change(
                "requirements", subject, " ".join(_outcome(old)), " ".join(_outcome(new)), grave
            )


def _outcome(verdict: Verdict) -> tuple[str, str]:
    return verdict.word, f"({verdict.judgement.value})"


def _load_changes(before: Facts, after: Facts) -> Iterable[Change]:
    """How full the components become, the fullest first."""
    found = []
    for path in before.design.components:
        old, new = before[capacities][path].utilisation(), after[capacities][path].utilisation()
        if old is None or new is None or old == new:
            continue
        grave = "violated" if new.low > 1.0 >= old.low else ""
        change = Change("utilisation", path, show_share(old.low), _used(new.low), grave)
        found.append((-new.low, change))
    return [change for _, change in sorted(found)]


def _used(share: float) -> str:
    return "nothing left to carry it" if share == float("inf") else show_share(share)


class _Key(NamedTuple):
    code: str
    element: str
    message: str


def _finding_changes(inputs: Inputs, before: Facts, after: Facts) -> Iterable[Change]:
    old, new = (_findings(inputs, facts) for facts in (before, after))
    for key, diagnostic in new.items():
        if key not in old:
            grave = "violated" if diagnostic.severity is Severity.ERROR else ""
            yield Change("findings", key.message, "", f"new {key.code}", grave)
    for key in old:
        if key not in new:
            yield Change("findings", key.message, key.code, "gone", "")


def _findings(inputs: Inputs, facts: Facts) -> dict[_Key, Diagnostic]:
    rules = [r for r in inputs.registry.rules.values() if inputs.settings.selects(r.code)]
    about_parts = [r for r in rules if r.family not in ("VER", "LNG", "COV")]
    sources = [syntax.source for syntax in inputs.projects[0].files]
    found, _ = run_rules(about_parts, facts, inputs.settings.levels, sources, whole=True)
    return {_Key(d.code, d.element, d.message): d for d in found}
