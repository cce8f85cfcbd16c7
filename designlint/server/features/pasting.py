"""Answers to findings as edits: a statement in the place of the one of its name, or behind the others."""

from __future__ import annotations

import re
from collections.abc import Iterable

from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Edit, Help
from designlint.diagnostics.edits import removed
from designlint.language.syntax.nodes import (
    Block,
    Route,
    Sentence,
    Statement,
    head_span,
    whole_span,
)
from designlint.server.analysis import Analysis

_INSTEAD = re.compile(r"in place of `([^`]+)`")
_STEP = re.compile(r"the step (\S+) [-~]> (\S+) of `([^`]+)`|`(\S+) [-~]> (\S+)`")
_TOP = ("", "the design")
_DECLARED = re.compile(r"`[^`]+`")
_NEW = re.compile(r"\S+ [-~]> \S+|component ")


def pasted(analysis: Analysis, answer: Help, element: str) -> list[Edit]:
    """The edits that make an answer to a finding about an element; none where its place is not known."""
    if not answer.is_edit:
        return []
    call = _STEP.fullmatch(answer.place)
    if call is not None:
        statement = _route(analysis, call)
    elif _NEW.match(answer.text):
        # A step belongs into one of several flows, which only the author can choose.
        return _at_the_end(analysis, answer.text) if answer.place in _TOP else []
    elif answer.place and _DECLARED.fullmatch(answer.place) is None:
        return []
    else:
        declared = analysis.design.element(answer.place.strip("`") or element)
        extent = declared.extent if declared is not None else None
        statement = _statement(analysis, extent) if extent is not None else None
    if statement is None:
        return []
    edits = [_put(statement, answer.text)]
    instead = _INSTEAD.search(answer.note)
    for other in _inner(statement) if instead is not None else ():
        if instead is not None and head_span(other).text.strip() == instead[1]:
            edits += removed("", whole_span(other)).edits
    return [one._replace(span=one.span.whole) for one in edits]


def _put(statement: Statement, text: str) -> Edit:
    """A line in the block of a statement, in the place of that of its word where there is one."""
    word = text.split(maxsplit=1)[0]
    same = [
        one for one in _inner(statement) if isinstance(one, Sentence) and one.keyword.text == word
    ]
    if len(same) == 1:
        return Edit(whole_span(same[0]), text)
    if statement.block is None:
        at = statement.last.span_behind
        return Edit(at, f" {{ {text} }}")
    return _behind(statement, statement.block, text)


def _behind(statement: Statement, block: Block, text: str) -> Edit:
    source, close = block.closing.source, block.closing.start
    if "\n" not in block.span.text:
        last = block.statements[-1] if block.statements else None
        at = whole_span(last).end if last is not None else block.opening.end
        return Edit(Span(source, at, at), f"; {text}" if last is not None else f" {text}")
    line = source.line(statement.first.span.position.line)
    indent = line[: len(line) - len(line.lstrip())]
    start = source.text.rfind("\n", 0, close) + 1
    if source.text[start:close].strip():
        return Edit(Span(source, close, close), f"\n{indent}  {text}\n{indent}")
    return Edit(Span(source, start, start), f"{indent}  {text}\n")


def _at_the_end(analysis: Analysis, text: str) -> list[Edit]:
    source = analysis.project.files[0].source
    end = len(source.text)
    before = "" if source.text.endswith("\n") or not source.text else "\n"
    return [Edit(Span(source, end, end), f"{before}{text}\n")]


def _inner(statement: Statement) -> tuple[Statement, ...]:
    return statement.block.statements if statement.block is not None else ()


def _statement(analysis: Analysis, extent: Span) -> Statement | None:
    """The statement of a declaration, in the text as it is written."""
    for syntax in analysis.project.files:
        if syntax.source is extent.whole.source:
            return _within(syntax.statements, extent)
    return None


def _within(statements: Iterable[Statement], extent: Span) -> Statement | None:
    for statement in statements:
        span = whole_span(statement)
        if span == extent:
            return statement
        if span.contains(extent):
            return _within(_inner(statement), extent)
    return None


def _route(analysis: Analysis, call: re.Match[str]) -> Statement | None:
    """The line of a step or a relation between two components."""
    design = analysis.design
    caller, callee, flow = call[1] or call[4], call[2] or call[5], call[3]
    spans = [
        one.span
        for one in design.relations
        if (one.caller.path, one.callee.path) == (caller, callee)
    ]
    if flow:
        steps = design.calls.get((caller, callee), ())
        spans = [step.span for path, step in steps if path == flow]
    if not spans:
        return None
    at = spans[0]
    for syntax in analysis.project.files:
        if syntax.source is at.whole.source:
            found = _routes(syntax.statements, at)
            # A line of several arrows states the same of all its calls.
            return found if found is not None and len(found.arrows) == 1 else None
    return None


def _routes(statements: Iterable[Statement], at: Span) -> Route | None:
    for statement in statements:
        if not whole_span(statement).contains(at):
            continue
        if isinstance(statement, Route):
            return statement
        return _routes(_inner(statement), at)
    return None
