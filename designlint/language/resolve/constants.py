"""Constants: `let NAME VALUE` gives a value a name, and the name stands for the value wherever a value
stands. They are put in before anything is read, so that each reader sees what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Diagnostic, Help, Label
from designlint.language import codes
from designlint.language.names import LET, Symbol
from designlint.language.resolve.reading import Reading
from designlint.language.resolve.vocabulary import words_of
from designlint.language.suggest import nearest
from designlint.language.syntax.nodes import Clause, Route, Sentence, Statement, Term
from designlint.language.syntax.parse import Syntax
from designlint.schema.declarations import DECLARATIONS

_OF_WORDS = frozenset((codes.VALUE.code, codes.UNKNOWN_NAME.code))
MAX_TERMS = 1_000
"""The longest value, with what the constants in it stand for."""


class _Constant(NamedTuple):
    """A constant: its path, its name, and the terms of its value."""

    path: str
    name: Term
    value: tuple[Clause, ...]


class Constants:
    """The constants of a design's files."""

    def __init__(self, files: Sequence[Syntax], reading: Reading) -> None:
        self._reading = reading
        self._declared: dict[str, _Constant] = {}
        self._by_end: dict[str, list[str]] = {}
        self._values: dict[str, tuple[Clause, ...]] = {}
        self._open: list[str] = []
        for syntax in files:
            for statement in syntax.statements:
                if isinstance(statement, Sentence) and statement.keyword.text == LET:
                    self._declare(statement, syntax.namespace)
        self.files = files
        self._known = reading.kept.token("constants", [one.name for one in self._declared.values()])
        if self._declared:
            for constant in self._declared.values():
                self._value(constant)
            self.files = [self._file(syntax) for syntax in files]

    def judge(self) -> None:
        """Report the constants whose names mean something else: a reader would take one for the
        other."""
        words = words_of(self._reading) if self._declared else frozenset()
        for path, constant in self._declared.items():
            symbol = self._reading.table.by_path.get(path)
            if symbol is not None:
                label = Label(symbol.span, f"declared here, as {symbol.kind}")
                self._report_twice(constant, (label,))
            elif constant.name.text in words:
                problem = f"`{constant.name.text}` is a word of the language: choose another name"
                self._reading.add(codes.VALUE.at(constant.name.span, problem=problem))

    def suggested(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """The diagnostics, with the constant that a word was probably meant to be."""
        found = list(diagnostics)
        if not self._declared:
            return found
        names = [constant.name.text for constant in self._declared.values()]
        return [self._with_name(one, names) if one.code in _OF_WORDS else one for one in found]

    def _with_name(self, found: Diagnostic, names: Iterable[str]) -> Diagnostic:
        near = nearest(found.primary.span.text, names) if found.fix is None else None
        if near is None or near == found.primary.span.text:
            return found
        return found._replace(help=(*found.help, Help(f"did you mean the constant `{near}`?")))

    def _declare(self, statement: Sentence, namespace: str) -> None:
        first, *rest = statement.clauses or ((),)
        if statement.block is not None:
            self._reading.refuse_block(statement.block, f"`{LET}`")
        name = first[0] if first else None
        if name is None or name.type != "NAME" or "." in name.text:
            at = name.span if name is not None else statement.keyword.span_behind
            problem = "expected the name of the constant"
            self._reading.add(codes.VALUE.at(at, problem=problem))
            return
        if len(first) == 1:
            hint = f"the form is `{LET} NAME VALUE`"
            problem = "expected the value of the constant"
            self._reading.add(codes.VALUE.at(name.span_behind, help=(hint,), problem=problem))
            return
        path = f"{namespace}.{name.text}" if namespace else name.text
        constant = _Constant(path, name, (first[1:], *rest))
        earlier = self._declared.setdefault(path, constant)
        self._reading.table.constants.setdefault(path, Symbol(path, LET, name.span))
        if earlier is not constant:
            self._report_twice(constant, (Label(earlier.name.span, "this one is used"),))
            return
        ends = path
        self._by_end.setdefault(ends, []).append(path)
        while "." in ends:
            ends = ends.split(".", 1)[1]
            self._by_end.setdefault(ends, []).append(path)

    def _report_twice(self, constant: _Constant, labels: tuple[Label, ...]) -> None:
        self._reading.add(
            codes.DUPLICATE.at(
                constant.name.span,
                secondary=labels,
                what="the name",
                name=constant.path,
                verb="declared",
            )
        )

    def _find(self, term: Term, namespace: str) -> _Constant | None:
        """The constant that a term names: the nearest, else the only one whose path ends so."""
        if term.type != "NAME":
            return None
        found = self._by_end.get(term.text, ())
        if not found:
            return None
        outer = namespace
        while outer and f"{outer}.{term.text}" not in found:
            outer = outer.rpartition(".")[0]
        path = f"{outer}.{term.text}" if outer else term.text
        if path in found:
            return self._declared[path]
        return self._declared[found[0]] if len(found) == 1 else None

    def _value(self, constant: _Constant) -> tuple[Clause, ...]:
        """What a constant stands for; nothing that is in a cycle stands for anything."""
        path = constant.path
        if path in self._values:
            return self._values[path]
        if path in self._open:
            chain = [*self._open[self._open.index(path) :], path]
            problem = f"cycle of constants: {' -> '.join(chain)}"
            self._reading.add(codes.VALUE.at(constant.name.span, problem=problem))
            return constant.value
        self._open.append(path)
        namespace = path.rpartition(".")[0]
        value = self._put_in(constant.value, namespace)
        self._open.pop()
        if sum(map(len, value)) > MAX_TERMS:
            problem = f"a constant stands for at most {MAX_TERMS:_} words"
            self._reading.add(codes.VALUE.at(constant.name.span, problem=problem))
            value = constant.value
        self._values[path] = value
        return value

    def _put_in(self, clauses: Sequence[Clause], namespace: str) -> tuple[Clause, ...]:
        """Clauses with what their constants stand for."""
        found: list[list[Term]] = []
        for clause in clauses:
            found.append([])
            for term in clause:
                constant = self._find(term, namespace)
                if constant is None:
                    found[-1].append(term)
                    continue
                self._reading.table.use_constant(constant.path, term)
                for number, part in enumerate(self._value(constant)):
                    if number:
                        found.append([])
                    found[-1] += [one._replace(via=term) for one in part]
        return tuple([tuple(clause) for clause in found])

    def _file(self, syntax: Syntax) -> Syntax:
        statements = [
            self._reading.kept.of(
                "constants",
                statement,
                partial(self._statement, statement, syntax.namespace),
                lambda _: (self._known,),
            )
            for statement in syntax.statements
        ]
        return syntax._replace(statements=tuple(statements))

    def _statement(self, statement: Statement, namespace: str) -> Statement:
        block = statement.block
        if block is not None:
            inner = tuple([self._statement(one, namespace) for one in block.statements])
            block = block._replace(statements=inner)
        if isinstance(statement, Route):
            return statement._replace(
                clauses=self._put_in(statement.clauses, namespace), block=block
            )
        keyword = statement.keyword.text
        if keyword in DECLARATIONS and keyword != "accept":
            return statement._replace(block=block)  # its name is no value
        return statement._replace(clauses=self._put_in(statement.clauses, namespace), block=block)
