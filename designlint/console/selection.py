"""The arguments that choose which codes are checked, and with which severity."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING

from designlint.base.records import NamedTuple
from designlint.config import SEVERITIES, Settings
from designlint.config.selectors import unknown_code
from designlint.config.settings import unknown_profile
from designlint.console.command import UsageError
from designlint.diagnostics.diagnostic import Severity
from designlint.diagnostics.policy import DEFAULT_PROFILE, PROFILES

if TYPE_CHECKING:  # an answer from the cache needs no rules
    from designlint.registry import Registry


def add_selection_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments that choose codes and severities."""
    for option, text in (
        ("--select", "check these codes or families only"),
        ("--extend-select", "check these as well"),
        ("--ignore", "leave these codes or families out"),
    ):
        parser.add_argument(
            option,
            action="extend",
            type=_codes,
            default=[],
            metavar="CODES",
            help=f"{text}, separated by commas (may be repeated)",
        )
    parser.add_argument(
        "--severity",
        action="append",
        type=_level,
        default=[],
        metavar="CODE=LEVEL",
        help="set the severity of a code or family (may be repeated)",
    )
    parser.add_argument(
        "--profile",
        metavar="NAME",
        help=f"how severe findings are: {', '.join(PROFILES)} or one of the configuration "
        f"(default: {DEFAULT_PROFILE})",
    )


class Selected(NamedTuple):
    """Settings with what the command line selects on top, and what is to be asked of the rules once they are
    loaded: it raises UsageError where they do not have a code that is named."""

    settings: Settings
    judge: Callable[[Registry], None]


def selected(settings: Settings, arguments: Namespace) -> Selected:
    """Settings with what the arguments choose on top. Raises UsageError for an unknown profile."""
    levels = dict(arguments.severity)
    given = (*arguments.select, *arguments.extend_select, *arguments.ignore, *levels)
    profile = arguments.profile
    if profile is not None and (problem := unknown_profile(profile, settings.profiles)):
        raise UsageError(problem)
    fail_on = getattr(arguments, "fail_on", None)
    chosen = settings.extended(
        tuple(arguments.select),
        tuple(arguments.extend_select),
        tuple(arguments.ignore),
        levels,
        None if fail_on is None else SEVERITIES[fail_on],
        profile,
    )
    return Selected(chosen, partial(_refuse_unknown, given))


def _refuse_unknown(given: Collection[str], registry: Registry) -> None:
    if not given:
        return
    from designlint.findings.core_codes import core_codes  # few runs name a code

    known = [*registry.rules, *(code.code for code in core_codes())]
    for code in given:
        # A plugin that failed may have had it; its failure is reported.
        problem = "" if registry.failures else unknown_code(code, known)
        if problem:
            raise UsageError(problem)


def _codes(text: str) -> tuple[str, ...]:
    codes = tuple(code.strip() for code in text.split(","))
    for code in codes:
        if not code.isalnum():
            raise ArgumentTypeError(f"`{code}` is not a code or family of codes")
    return codes


def _level(text: str) -> tuple[str, Severity]:
    code, equals, level = text.partition("=")
    if not equals or level not in SEVERITIES or not code.isalnum():
        levels = "|".join(SEVERITIES)
        raise ArgumentTypeError(f"`{text}` is not CODE={levels}")
    return code, SEVERITIES[level]
