"""From text to syntax tree, past every error: each is reported once, and parsing resumes after it."""

from __future__ import annotations

from functools import cache
from typing import Any

from designlint.base.records import NamedTuple
from designlint.base.source import Source, Span
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.diagnostics.edits import replaced
from designlint.language.codes import SYNTAX, TOO_DEEP, TOO_MANY_ERRORS
from designlint.language.syntax.braces import balance
from designlint.language.syntax.conflicts import without_conflicts
from designlint.language.syntax.lalr import END, Automaton, Machine
from designlint.language.syntax.nodes import Block, Route, Sentence, Statement, Term, names_in
from designlint.language.syntax.problems import is_comment, problem_of
from designlint.language.syntax.scan import LONG_QUOTE, STRAY, Scanner
from designlint.language.syntax.tables import Grammar, load

MAX_DEPTH = 40
MAX_ERRORS = 100

ERROR = "ERROR"


class Syntax(NamedTuple):
    """A source's statements, the errors of its text, and the words of what could not be parsed.

    A name among `unparsed` may be declared in a part that was skipped. `namespace` is what the names that
    it declares begin with, where it is imported under a name. A file `of_package` is not the author's to
    edit.
    """

    source: Source
    statements: tuple[Statement, ...]
    diagnostics: tuple[Diagnostic, ...]
    unparsed: frozenset[str]
    namespace: str = ""
    of_package: bool = False


def parse(source: Source) -> Syntax:
    """Parse a source whole. Bad text becomes diagnostics; nothing raises."""
    conflicts = without_conflicts(source)
    terms = _scanner().scan(source, conflicts.text)
    braces = balance(terms)
    # A text without an end holds all that follows it, closing braces too.
    endless = bool(terms) and terms[-1].text.startswith(LONG_QUOTE) and terms[-1].type == STRAY
    unclosed = () if endless else braces.unclosed
    diagnostics = [*conflicts.diagnostics]
    diagnostics += [
        SYNTAX.at(brace.span, problem=f"this `{brace.text}` {problem}")
        for found, problem in (
            (unclosed, "is never closed"),
            (braces.unopened, "has no opening brace"),
        )
        for brace in found
    ]
    if len(diagnostics) > MAX_ERRORS:
        more = TOO_MANY_ERRORS.at(diagnostics[MAX_ERRORS].primary.span, limit=MAX_ERRORS)
        diagnostics[MAX_ERRORS:] = [more]
    syntax = _Parser(source, braces.terms, diagnostics).parse()
    if not conflicts.skipped:
        return syntax
    return syntax._replace(unparsed=syntax.unparsed.union(names_in(conflicts.skipped)))


def terms_of(text: str) -> list[Term]:
    """The terms of a text that need not be a whole design."""
    return _scanner().scan(Source("", text))


class _Parser:
    """One pass over balanced terms with a machine that recovery may rewind."""

    def __init__(self, source: Source, terms: list[Term], diagnostics: list[Diagnostic]) -> None:
        self._source = source
        self._terms = terms
        self._at = 0
        self._diagnostics = diagnostics
        self._unparsed: set[str] = set()
        self._machine = Machine(_automaton())

    def parse(self) -> Syntax:
        end = Term(END, "", len(self._source.text), self._source)
        while not self._advance():
            found = end if self._at == len(self._terms) else self._terms[self._at]
            self._report(found)
            self._recover(found)
        statements: tuple[Statement, ...] = self._machine.values[-1]
        kept = tuple([s for s in statements if not self._nests_too_deep(s)])
        return Syntax(self._source, kept, tuple(self._diagnostics), frozenset(self._unparsed))

    def _nests_too_deep(self, statement: Statement) -> bool:
        block = statement.block
        if block is None or block.depth <= MAX_DEPTH:
            return False
        self._skip(statement)
        self._add(TOO_DEEP.at(block.opening.span, limit=MAX_DEPTH))
        return True

    def _add(self, diagnostic: Diagnostic) -> None:
        self._diagnostics.append(diagnostic)

    def _advance(self) -> bool:
        """Parse to the end, or stop at the first term that fits nowhere."""
        self._at = self._machine.feed(self._terms, self._at)
        return self._at == len(self._terms) and self._machine.finish()

    def _recover(self, found: Term) -> None:
        """Keep the statement before `found` if it is whole; else give it up to its end."""
        if is_comment(found):
            self._at += 1  # it stands for nothing
            return
        if found.type == "NAME" and "_END" in self._machine.accepted:
            self._put("_END", found)
            return
        if self._machine.closes_block:
            # The block is whole: to take its brace back would open it again, for ever.
            self._put("_END", found)
        while ERROR not in self._machine.accepted:
            self._skip(self._machine.pop())
        self._put(ERROR, found)
        self._skip_statement()

    def _put(self, kind: str, place: Term) -> None:
        """Feed a term that the text does not have."""
        self._machine.feed([Term(kind, "", place.start, place.source)])

    def _skip_statement(self) -> None:
        """Move to the end of the line, or to the brace that ends the block around it."""
        depth = 0
        while self._at < len(self._terms):
            term = self._terms[self._at]
            if depth == 0 and term.type in ("_END", "RBRACE"):
                return
            depth += (term.type == "LBRACE") - (term.type == "RBRACE")
            self._skip(term)
            self._at += 1

    def _ends_in_braces(self, found: Term) -> bool:
        """Whether braces that open or close blocks are in a comment of another language, or behind it:
        they would be lost in a comment of this one. Whole blocks are, too, where a statement begins
        before them: `component a // service { ... }`."""
        text = self._source.text
        end = text.find("\n", found.end)
        rest = text[found.end : end if end >= 0 else None]
        before = text[text.rfind("\n", 0, found.start) + 1 : found.start]
        opened, closed = found.text.count("{"), found.text.count("}")
        inside = opened != closed or bool(opened and before.strip())
        return is_comment(found) and (inside or bool(rest.strip()))

    def _skip(self, part: object) -> None:
        """Note the names of a part that could not be parsed."""
        self._unparsed.update(names_in(part))

    def _report(self, found: Term) -> None:
        if len(self._diagnostics) > MAX_ERRORS:
            return
        if len(self._diagnostics) == MAX_ERRORS:
            self._add(TOO_MANY_ERRORS.at(_reported_span(found), limit=MAX_ERRORS))
            return
        types = [v.type for v in self._machine.values if type(v) is Term]
        inside = types.count("LBRACE") > types.count("RBRACE")
        previous = self._terms[self._at - 1] if self._at else None
        problem = problem_of(found, frozenset(self._machine.accepted), previous, inside=inside)
        fix = None
        if problem.replacement and not self._ends_in_braces(found):
            wrong = _beginning(found, problem.wrong)
            title = f"write `{problem.replacement}`"
            fix = replaced(title, wrong, problem.replacement, safe=True)
        if previous is not None and previous.type == "RBRACE" and found.type == "NAME":
            fix = replaced(f"put `;` before `{found.text}`", previous.span_behind, ";", safe=True)
        span = _reported_span(found)
        self._add(SYNTAX.at(span, help=problem.hint, fix=fix, problem=problem.message))


class _Build:
    """What each rule of the grammar becomes; the machine calls these as it recognises them."""

    def start(self, parts: list[Statement | None]) -> tuple[Statement, ...]:
        return tuple([part for part in parts if part is not None])

    def sentence(self, parts: list[Any]) -> Sentence:
        block = parts.pop() if type(parts[-1]) is Block else None
        return Sentence(parts[0], tuple(parts[1:]), block)

    def route(self, parts: list[Any]) -> Route:
        block = parts.pop() if type(parts[-1]) is Block else None
        terms = [part for part in parts if type(part) is Term]
        clauses = tuple([part for part in parts if type(part) is not Term])
        return Route(tuple(terms[::2]), tuple(terms[1::2]), clauses, block)

    def clause(self, parts: list[Term]) -> tuple[Term, ...]:
        return tuple(parts)

    def block(self, parts: list[Any]) -> Block:
        statements = tuple([part for part in parts[1:-1] if part is not None])
        depth = 1 + max((s.block.depth for s in statements if s.block), default=0)
        return Block(statements, parts[0], parts[-1], depth)

    def error(self, _: list[Term]) -> None:
        return None


def _reported_span(found: Term) -> Span:
    """Where an unexpected term is reported: at its beginning, where it could be long."""
    if found.type == "_END":
        return _beginning(found, "")
    if found.type == STRAY and found.text.startswith(LONG_QUOTE):
        return _beginning(found, LONG_QUOTE)
    return found.span


def _beginning(term: Term, text: str) -> Span:
    """The characters of `text` at the beginning of a term."""
    return Span(term.source, term.start, term.start + len(text))


@cache
def _grammar() -> Grammar:
    return load()


@cache
def _automaton() -> Automaton:
    return Automaton(_grammar().tables, _Build())


@cache
def _scanner() -> Scanner:
    return Scanner(_grammar().terminals, _grammar().ignored)
