"""`designlint verify`: the requirements of designs with their verdicts."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable

from designlint.analyses.facts import Facts
from designlint.analyses.measure import origin_text
from designlint.analyses.verdicts.register import register_of
from designlint.analyses.verdicts.verdicts import Verdict, expectations, verdicts
from designlint.check import Understood
from designlint.console.command import FINDINGS, FINE, Output, Terminal, UsageError
from designlint.console.impact import functional_rows, with_flows
from designlint.console.inputs import all_understood
from designlint.console.misread import errors_of, with_errors
from designlint.console.parser import add_terminal_or_json
from designlint.console.preparing import add_config_arguments
from designlint.diagnostic import Diagnostic, Step
from designlint.language.suggest import did_you_mean
from designlint.records import NamedTuple
from designlint.render.functional import Functional
from designlint.render.verdicts import Assumed, Row, render
from designlint.verdict_words import remedy

_FAILING = ("violated", "assumed", "likely", "undecided", "unproved")
# The first of _FAILING that a verdict fails.
_FAILS = {
    "violated": "violated",
    "violated on assumptions": "assumed",
    "violated (likely)": "likely",
    "undecided": "undecided",
    "met (likely)": "unproved",
    "met on assumptions": "unproved",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `verify`."""
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="design files or folders (default: .)"
    )
    parser.add_argument(
        "--why",
        metavar="NAME",
        help="one requirement or scenario, with its proof and the changes that would meet it",
    )
    parser.add_argument(
        "--sensitivity",
        action="store_true",
        help="the numbers that each verdict is sensitive to, and their break-even values",
    )
    parser.add_argument(
        "--assumptions",
        action="store_true",
        help="the assumptions that verdicts rest on, each with the requirements that do",
    )
    parser.add_argument(
        "--fail-on",
        choices=_FAILING,
        default=_FAILING[0],
        help="exit with 1 also for claims that are violated on assumptions (assumed), likely violated "
        "(likely), undecided, or met without a proof (unproved); each includes those before it "
        "(default: violated)",
    )
    add_terminal_or_json(parser, of="the verdicts")
    add_config_arguments(parser)


def run(arguments: Namespace, terminal: Terminal) -> Output:
    """Judge every claim of the designs; exit code 1 when one fails by `--fail-on`."""
    judged = [_judged(one, arguments) for one in all_understood(arguments.paths, arguments)]
    found = [verdict for one in judged for verdict in one.verdicts]
    if arguments.why and not found:
        raise _unknown(arguments.why, judged)
    reached = _FAILING[: _FAILING.index(arguments.fail_on) + 1]
    fails = any(_FAILS.get(verdict.word) in reached for verdict in found)
    with arguments.clock.stage("render"):
        text = _text(judged, arguments, terminal)
    output = Output(text, FINDINGS if fails else FINE)
    return with_errors(output, [error for one in judged for error in one.errors], terminal)


class _Judged(NamedTuple):
    """A design by its main file, the verdicts that are asked for with the text of each, the names of all
    that it has, and its errors."""

    design: str
    verdicts: list[Verdict]
    rows: list[Row]
    owners: list[str]
    errors: tuple[Diagnostic, ...]
    functional: list[Functional]


def _judged(one: Understood, arguments: Namespace) -> _Judged:
    project, resolution, facts = one
    name = project.files[0].source.name
    with arguments.clock.stage("verdicts"):
        every = [*facts[verdicts], *facts[expectations]]
        found = [v for v in every if arguments.why in (None, v.owner.path)]
        rows = [_row(verdict, facts, arguments)._replace(design=name) for verdict in found]
        rows = list(with_flows(facts, rows)) if arguments.format == "terminal" else rows
        functional = [] if arguments.why else functional_rows(facts, name)
    owners = [verdict.owner.path for verdict in every]
    return _Judged(name, found, rows, owners, errors_of(project, resolution), functional)


def _register(judged: _Judged) -> list[Assumed]:
    return [
        Assumed(
            one.line,
            tuple(dict.fromkeys(verdict.owner.path for verdict in one.verdicts)),
            judged.design,
        )
        for one in register_of(judged.verdicts)
    ]


def _text(judged: list[_Judged], arguments: Namespace, terminal: Terminal) -> str:
    rows = [row for one in judged for row in one.rows]
    register = [assumed for one in judged for assumed in _register(one)]
    functional = [row for one in judged for row in one.functional]
    if arguments.format == "json":
        from designlint.render.verdicts_json import render as render_json

        return render_json(rows, register, functional)
    return render(
        rows,
        width=terminal.width,
        colour=terminal.colour,
        why=bool(arguments.why),
        register=register if arguments.assumptions else None,
        designs=[one.design for one in judged if one.rows or not arguments.why],
        functional=functional,
    )


def _row(verdict: Verdict, facts: Facts, arguments: Namespace) -> Row:
    """A verdict as a row of text, with as much proof as is asked for."""
    row = row_of(verdict)
    if arguments.why:
        row = row._replace(
            derivation=verdict.derivation(verdict.world(facts)),
            remedy=remedy(facts, verdict, thorough=True),
        )
    if arguments.sensitivity:
        row = row._replace(sensitivity=_sensitivity(facts, verdict))
    return row


def row_of(verdict: Verdict) -> Row:
    """A verdict as a row of text."""
    judged = verdict.judgement
    missing = [m.of(m.element) for m in judged.missing]
    return Row(
        verdict.owner.path,
        verdict.claim.text,
        judged.status.value,
        judged.rests_on,
        judged.word,
        judged.value,
        judged.target,
        judged.margin,
        judged.reason,
        tuple(missing),
        judged.assumptions,
        judged.derivation,
    )


def _unknown(name: str, judged: Iterable[_Judged]) -> UsageError:
    near = did_you_mean(name, dict.fromkeys([owner for one in judged for owner in one.owners]))
    return UsageError(f"no measurable requirement or scenario is named `{name}`{near}")


def _sensitivity(facts: Facts, verdict: Verdict, most: int = 5) -> tuple[Step, ...]:
    """The numbers that a verdict is most sensitive to."""
    from designlint.analyses.verdicts.sensitivity import sensitivities  # it judges many worlds

    return tuple(
        [
            Step(
                f"sensitive to {one.property} of {one.element}: {one.now}, break-even at {one.turns_at}",
                one.known.span,
                origin_text(one.known.origin),
            )
            for one in sensitivities(facts, verdict)[:most]
        ]
    )
