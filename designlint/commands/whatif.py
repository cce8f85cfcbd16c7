"""`designlint whatif`: what changes when something is lost, grows or is set."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable

from designlint.analyses.facts import Facts
from designlint.analyses.impact.condition import State, conditions
from designlint.analyses.impact.impact import Fuller, Turned, impact
from designlint.analyses.placement.placement import is_gone
from designlint.analyses.verdicts.verdicts import Verdict
from designlint.analyses.worlds import in_scenario
from designlint.check import run_rules, understood
from designlint.console.command import FINDINGS, FINE, Output, Terminal, UsageError
from designlint.console.impact import flow_rows
from designlint.console.inputs import Inputs, one_input
from designlint.console.misread import errors_of, with_errors
from designlint.console.parser import add_terminal_or_json
from designlint.console.preparing import add_config_arguments
from designlint.diagnostic import Diagnostic, Severity
from designlint.language.project import Project
from designlint.language.suggest import did_you_mean
from designlint.language.syntax.parse import parse
from designlint.quantity import show_share
from designlint.records import NamedTuple
from designlint.render.changes import Change, render, render_json
from designlint.render.impact.rows import FlowRow
from designlint.source import Source

WORLD = "whatif-asked-on-the-command-line"
"""The name of the scenario that the arguments become."""
_NAMES = re.compile("`([^`]+)`")


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
        "--scenario",
        metavar="NAME",
        help="a scenario of the design, in the place of other questions",
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
    found = _compare(one_input(arguments.path, arguments), arguments)
    with arguments.clock.stage("render"):
        if arguments.format == "json":
            text = render_json(found.changes, found.flows)
        else:
            text = render(
                found.changes, flows=found.flows, width=terminal.width, colour=terminal.colour
            )
    code = FINDINGS if found.fails else FINE
    return with_errors(Output(text, code), found.errors, terminal)


class _Compared(NamedTuple):
    """What changes, whether that fails the command, and the errors of the design's own text."""

    flows: list[FlowRow]
    changes: list[Change]
    fails: bool
    errors: tuple[Diagnostic, ...]


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
        raise UsageError("nothing to compare: use --lose, --load, --set or --scenario")
    return Source("command line", "\n".join([f"scenario {WORLD} {{", *lines, "}"]))


def _compare(inputs: Inputs, arguments: Namespace) -> _Compared:
    """What changes in the world that is asked about. Raises UsageError for a name that is not there."""
    project: Project = inputs.projects[0]
    if project.unreadable:
        raise UsageError(project.diagnostics[0].message)
    before, after, errors = _worlds(inputs, project, arguments)
    with inputs.clock.stage("compare"):
        found = impact(before, after)
        changes = [
            *_verdict_changes(found.claims),
            *_load_changes(found.loads),
            *_finding_changes(inputs, before, after),
        ]
    return _Compared(flow_rows(found.flows), changes, found.fails, errors)


def _worlds(
    inputs: Inputs, project: Project, arguments: Namespace
) -> tuple[Facts, Facts, tuple[Diagnostic, ...]]:
    """The facts of both worlds, and the errors of the design's own text."""
    if arguments.scenario:
        if arguments.lose or arguments.load or arguments.set:
            raise UsageError("--scenario goes without --lose, --load and --set")
        _, resolution, before = understood(project, inputs.registry, inputs.clock)
        name = arguments.scenario
        if name not in before.design.scenarios:
            near = did_you_mean(name, before.design.scenarios)
            raise UsageError(f"no scenario is named `{name}`{near}")
    else:
        question, name = _question(arguments), WORLD
        asked = parse(question)
        whole = project._replace(files=(*project.files, asked))
        _, resolution, before = understood(whole, inputs.registry, inputs.clock)
        for diagnostic in (*asked.diagnostics, *resolution.diagnostics):
            if diagnostic.primary.span.source is question:
                raise UsageError(diagnostic.message)
    after = in_scenario(before, before.design.scenarios[name])
    return before, after, errors_of(project, resolution)


def _verdict_changes(claims: Iterable[Turned]) -> Iterable[Change]:
    for one in claims:
        old, new = one.before, one.after
        subject = f"{old.owner.path}: {old.claim.text}"
        grave = new.word if one.is_turned else ""
        yield Change(
            "requirements", subject, " ".join(_outcome(old)), " ".join(_outcome(new)), grave
        )


def _outcome(verdict: Verdict) -> tuple[str, str]:
    return verdict.word, f"({verdict.judgement.value})"


def _load_changes(loads: Iterable[Fuller]) -> Iterable[Change]:
    """How full the components become, the fullest first."""
    for component, old, new in loads:
        if old is not None and new is not None:
            grave = "violated" if new.low > 1.0 >= old.low else ""
            yield Change("utilisation", component, show_share(old.low), _used(new.low), grave)


def _used(share: float) -> str:
    return "nothing left to carry it" if share == float("inf") else show_share(share)


class _Key(NamedTuple):
    code: str
    element: str
    message: str


def _finding_changes(inputs: Inputs, before: Facts, after: Facts) -> Iterable[Change]:
    """The findings that are new, say something else, or are resolved."""
    old, new = (_findings(inputs, facts) for facts in (before, after))
    known, left = ({(key.code, key.element) for key in found} for found in (old, new))
    for key, diagnostic in new.items():
        if key not in old:
            grave = "violated" if diagnostic.severity is Severity.ERROR else ""
            word = "changed" if (key.code, key.element) in known else "new"
            yield Change("findings", key.message, "", f"{word} {key.code}", grave)
    for key in old:
        is_left = key in new or (key.code, key.element) in left
        if not is_left and not _is_about_down(key, after):
            yield Change("findings", key.message, key.code, "gone", "")


def _is_about_down(key: _Key, after: Facts) -> bool:
    """Whether a finding names something that is down: it is not resolved by that."""
    names = {key.element, *_NAMES.findall(key.message)}
    parts = {part for name in names for part in re.split(r" ?[-~]> ?", name)}
    return any(_is_down(after, part) for part in parts)


def _is_down(after: Facts, name: str) -> bool:
    design = after.design
    if name in design.flows:
        return after[conditions][name].state is State.STOPPED
    if name in design.components:
        return is_gone(design, name)
    return any(place in design.lost for place in (*design.domains_of(name), name))


def _findings(inputs: Inputs, facts: Facts) -> dict[_Key, Diagnostic]:
    rules = [r for r in inputs.registry.rules.values() if inputs.settings.selects(r.code)]
    about_parts = [r for r in rules if r.family not in ("VER", "LNG", "COV")]
    sources = [syntax.source for syntax in inputs.projects[0].files]
    settings, variants = inputs.settings, inputs.registry.variants
    found, _ = run_rules(about_parts, facts, settings, sources, variants, whole=True)
    return {_Key(d.code, d.element, d.message): d for d in found}
