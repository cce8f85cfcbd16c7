"""From the arguments of a command to the answers for the designs that it names."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from designlint.console.command import Terminal, UsageError
from designlint.console.inputs import MakeTarget, by_name, several
from designlint.console.planning import plan
from designlint.runs.question import Answer, Question
from designlint.runs.target import Target

if TYPE_CHECKING:  # an answer from the cache needs no parser
    from designlint.language.project import Project


def answers_of(
    paths: Sequence[str], arguments: Namespace, question: Question[Answer], terminal: Terminal
) -> list[Answer]:
    """The answer for each design that paths name. Raises UsageError and ConfigError."""
    return plan(paths, arguments, question).answers(terminal.progress)


def answer_of(
    path: str,
    arguments: Namespace,
    question: Question[Answer],
    terminal: Terminal,
    make_target: MakeTarget = by_name,
) -> Answer:
    """The answer for the one design that a path names. Raises UsageError and ConfigError."""
    planned = plan([path], arguments, question, make_target)
    if len(planned.designs) != 1:
        raise several(path, planned.designs)
    return planned.answers(terminal.progress)[0]


def readable(target: Target) -> Project:
    """The design of a target. Raises UsageError where its main file cannot be read."""
    project = target.project
    if project.unreadable:
        raise UsageError(project.diagnostics[0].message)
    return project
