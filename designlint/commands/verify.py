"""`designlint verify`: the requirements of a design with their verdicts."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable

from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Status
from designlint.analyses.measure import origin_text
from designlint.analyses.verdicts.explain import derivation
from designlint.analyses.verdicts.verdicts import Verdict, expectations, verdicts
from designlint.commands.command import Output, Terminal, UsageError
from designlint.commands.inputs import ConfigError, add_config_arguments, one_design
from designlint.diagnostic import Step
from designlint.language.suggest import did_you_mean
from designlint.render.verdicts import Row, render
from designlint.verdict_words import remedy


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `verify`."""
    parser.add_argument("path", metavar="PATH", help="a design file, or a folder that holds one")
    parser.add_argument(
        "--why",
        metavar="NAME",
        help="one requirement or scenario, with its proof and what would meet it",
    )
    parser.add_argument(
        "--sensitivity",
        action="store_true",
        help="the numbers that each verdict hangs on, and where it would turn",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    add_config_arguments(parser)


def run(arguments: Namespace, terminal: Terminal) -> Output:
    """Judge every claim of a design; exit code 1 when one is violated."""
    try:
        checked = one_design(arguments.path, arguments)
    except ConfigError as trouble:
        raise UsageError(str(trouble)) from None
    if checked.result.unreadable:
        raise UsageError(checked.result.diagnostics[0].message)
    found = [*checked.facts[verdicts], *checked.facts[expectations]]
    if arguments.why:
        found = _only(found, arguments.why)
    rows = [row_of(verdict) for verdict in found]
    if arguments.why:
        rows = [
            row._replace(
                derivation=derivation(checked.facts, verdict),
                mending=remedy(checked.facts, verdict, thorough=True),
            )
            for row, verdict in zip(rows, found, strict=True)
        ]
    if arguments.sensitivity:
        rows = [
            row._replace(leanings=_leanings(checked.facts, verdict))
            for row, verdict in zip(rows, found, strict=True)
        ]
    violated = any(verdict.status is Status.VIOLATED for verdict in found)
    if arguments.json:
        from designlint.render.verdicts_json import render as render_json

        return Output(render_json(rows), int(violated))
    why = bool(arguments.why)
    text = render(rows, width=terminal.width, colour=terminal.colour, why=why)
    return Output(text, int(violated))


def row_of(verdict: Verdict) -> Row:
    """A verdict as a row of text."""
    judged = verdict.judgement
    missing = [f"{m.what} of {m.element}" if m.element else m.what for m in judged.missing]
    return Row(
        verdict.owner.path,
        verdict.claim.text,
        judged.status.value,
        judged.value,
        judged.target,
        judged.margin,
        judged.reason,
        tuple(missing),
        judged.assumptions,
        judged.derivation,
    )


def _only(found: Iterable[Verdict], name: str) -> list[Verdict]:
    by_owner: dict[str, list[Verdict]] = {}
    for verdict in found:
        by_owner.setdefault(verdict.owner.path, []).append(verdict)
    if name not in by_owner:
        near = did_you_mean(name, by_owner)
        raise UsageError(f"no measurable requirement or scenario is named '{name}'{near}")
    return by_owner[name]


def _leanings(facts: Facts, verdict: Verdict, most: int = 5) -> tuple[Step, ...]:
    """The most delicate of the numbers that a verdict hangs on."""
    from designlint.analyses.verdicts.sensitivity import leanings  # it takes many worlds

    return tuple(
        [
            Step(
                f"hangs on {one.property} of {one.element}: {one.now}, turns at {one.turns_at}",
                one.known.span,
                origin_text(one.known.origin),
            )
            for one in leanings(facts, verdict)[:most]
        ]
    )
