"""`designlint rules`: which rules there are, and which are active."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from designlint.base.records import NamedTuple
from designlint.config import Settings
from designlint.console.command import FINE, INTERNAL, Output, Terminal
from designlint.console.configured import settings_for
from designlint.console.parser import add_terminal_or_json
from designlint.console.preparing import add_config_arguments, registry_for
from designlint.console.selection import add_selection_arguments, selected
from designlint.diagnostics.diagnostic import Severity
from designlint.reference.markdown import paragraphs, prose, table
from designlint.reference.rules import Coded, coded, fixing, severity_range
from designlint.reference.terminal import render
from designlint.registry import Failure, Registry


class Listed(NamedTuple):
    """A code as the settings have it; `why_not` is empty where it is active."""

    rule: Coded
    severities: tuple[Severity, ...]
    why_not: str


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `rules`."""
    parser.add_argument(
        "path",
        nargs="?",
        default=".",
        metavar="PATH",
        help="the file or folder whose configuration applies (default: .)",
    )
    add_terminal_or_json(parser, of="the list")
    add_selection_arguments(parser)
    add_config_arguments(parser)


def run(arguments: Namespace, terminal: Terminal) -> Output:
    """List every code; exit code 3 when a plugin failed."""
    settings = settings_for(arguments.path, arguments)
    registry = registry_for(settings, arguments.clock)
    settings, judge = selected(settings, arguments)
    judge(registry)
    rows = listed(registry, settings)
    code = INTERNAL if registry.failures else FINE
    traces = "".join([failure.trace for failure in registry.failures]) if arguments.debug else ""
    with arguments.clock.stage("render"):
        if arguments.format == "json":
            return Output(_json(rows, registry.failures), code, traces)
        text = _text(rows, registry.failures)
        text = render(text, columns=terminal.width, colour=terminal.colour)
    return Output(text, code, traces)


def listed(registry: Registry, settings: Settings) -> list[Listed]:
    """Every code with the severity and state that the settings give it."""
    return [
        Listed(rule, _severities(rule, settings), settings.why_not(rule.code, max(rule.severities)))
        for rule in coded(registry.rules)
    ]


def _severities(rule: Coded, settings: Settings) -> tuple[Severity, ...]:
    configured = settings.severity_of(rule.code)
    return rule.severities if configured is None else (configured,)


def _text(rows: list[Listed], failures: tuple[Failure, ...]) -> str:
    head = ("code", "severity", "active", "fixes", "rule")
    body = [
        (
            r.rule.code,
            severity_range(r.severities),
            r.why_not or "yes",
            fixing(r.rule),
            f"{r.rule.name}: {prose(r.rule.summary)}",
        )
        for r in rows
    ]
    active = sum(not row.why_not for row in rows)
    broken = [prose(f"{failure.what} failed: {failure.problem}") for failure in failures]
    return paragraphs(table(head, body), f"{active} of {len(rows)} are active.", *broken)


def _json(rows: list[Listed], failures: tuple[Failure, ...]) -> str:
    rules = [
        {
            "code": row.rule.code,
            "name": row.rule.name,
            "severity": [str(severity) for severity in row.severities],
            "active": not row.why_not,
            "reason": row.why_not,
            "fixes": fixing(row.rule).split(" or ") if fixing(row.rule) else [],
            "summary": row.rule.summary,
        }
        for row in rows
    ]
    failed = [{"plugin": failure.what, "problem": failure.problem} for failure in failures]
    return json.dumps({"rules": rules, "failures": failed}, indent=2, ensure_ascii=False) + "\n"
