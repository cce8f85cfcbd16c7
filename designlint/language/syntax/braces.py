"""Braces that have lost their partner, and where a missing one was meant."""

from __future__ import annotations

from designlint.base.records import NamedTuple
from designlint.language.syntax.nodes import Term


class Balanced(NamedTuple):
    """Terms whose braces all match, with what had to be closed or left out for that."""

    terms: list[Term]
    unclosed: tuple[Term, ...] = ()
    unopened: tuple[Term, ...] = ()


class _Open(NamedTuple):
    brace: Term
    indent: int


def balance(terms: list[Term]) -> Balanced:
    """Make every brace match.

    A block that is never closed ends before the first line that is not indented more than the
    block's own line; where the indentation is no guide, it ends with the text.
    """
    unclosed, unopened = _unmatched(terms)
    if not unclosed and not unopened:
        return Balanced(terms)
    if unopened:
        left_out = set(unopened)
        terms = [term for term in terms if term not in left_out]
    if not unclosed:
        return Balanced(terms, (), unopened)
    closed = _close_by_indent(terms) or _close_at_end(terms, unclosed)
    return closed._replace(unopened=unopened)


def _unmatched(terms: list[Term]) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    stack: list[Term] = []
    unopened: list[Term] = []
    for term in terms:
        if term.type == "LBRACE":
            stack.append(term)
        elif term.type == "RBRACE":
            if stack:
                stack.pop()
            else:
                unopened.append(term)
    return tuple(stack), tuple(unopened)


def _close_at_end(terms: list[Term], unclosed: tuple[Term, ...]) -> Balanced:
    source = unclosed[0].source
    end = len(source.text)
    closing = [Term("_END", "", end, source), Term("RBRACE", "", end, source)] * len(unclosed)
    return Balanced(terms + closing, unclosed)


def _close_by_indent(terms: list[Term]) -> Balanced | None:
    """None when the indentation is no guide: a closing brace would lose its partner."""
    closed: list[Term] = []
    unclosed: list[Term] = []
    stack: list[_Open] = []
    indent = 0
    begins_line = True
    for term in terms:
        if begins_line:
            indent = term.span.position.column
            while stack and _is_left_open(stack[-1], term, indent):
                unclosed.append(stack.pop().brace)
                closed += (
                    Term("RBRACE", "", term.start, term.source),
                    Term("_END", "", term.start, term.source),
                )
        if term.type == "LBRACE":
            stack.append(_Open(term, indent))
        elif term.type == "RBRACE":
            if not stack:
                return None
            stack.pop()
        begins_line = term.type == "_END" and "\n" in term.text
        closed.append(term)
    if stack:
        rest = _close_at_end(closed, tuple([opened.brace for opened in stack]))
        return Balanced(rest.terms, (*unclosed, *rest.unclosed))
    return Balanced(closed, tuple(unclosed))


def _is_left_open(opened: _Open, term: Term, column: int) -> bool:
    return column < opened.indent or (column == opened.indent and term.type != "RBRACE")
