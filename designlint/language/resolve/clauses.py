"""The clauses of a line with arrows: what it reads and writes, how often, and its properties."""

from __future__ import annotations

from typing import Any

from designlint.diagnostics.edits import replaced
from designlint.language import codes
from designlint.language.names import Scope
from designlint.language.resolve.reading import Reading, Values
from designlint.language.suggest import clip, nearest
from designlint.language.syntax.nodes import Route, Term, span_between
from designlint.language.terms import COMMA, ReadError, Terms
from designlint.language.values import read_value
from designlint.model import Named
from designlint.model.known import NOTHING, Known, Properties, Stated
from designlint.quantities.multiplicity import multiplicity
from designlint.quantities.quantity import Dimension
from designlint.schema.declarations import STEP_WORDS
from designlint.schema.property import Property
from designlint.schema.relation import RELATION_PROPERTIES
from designlint.schema.shape import TYPES

_ON_RELATION = {key.name: key for key in RELATION_PROPERTIES}
_ROLES = ("leader", "follower", "any")


class Clauses:
    """The clauses behind the last name of a line with arrows, and those in its block."""

    def __init__(self, route: Route, reading: Reading, scope: Scope) -> None:
        self._route = route
        self._reading = reading
        self._scope = scope
        self._terms = Terms(route)
        self._step_words: list[Term] = []
        self._stated: set[str] = set()
        self.reads: tuple[Named, ...] = ()
        self.writes: tuple[Named, ...] = ()
        self.deletes: tuple[Named, ...] = ()
        self.share = 1.0
        self.times = 1.0
        self.parallel = False
        self.on_miss_of: Named | None = None
        self.optional = False
        self.or_else: Named | None = None
        self.role: str | None = None
        self.values: Values = {}

    def all_properties(self) -> Properties:
        """What the clauses and the block state."""
        return Properties(self.values)

    def read(self) -> None:
        """Read all clauses; the first that cannot be read ends the line."""
        try:
            while self._terms.here is not None:
                self._clause()
        except ReadError as error:
            self._reading.report(error, self._route)
        block = self._reading.block(self._route.block, _ON_RELATION, "call", self._scope)
        self.values = {**self.values, **block}

    def refuse_step_words(self) -> None:
        """A relation is no step: it is not optional, and reads nothing by itself."""
        for term in self._step_words:
            problem = f"`{term.text}` is allowed in a step of a flow, not in a relation"
            self._reading.add(codes.VALUE.at(term.span, problem=problem))

    def _clause(self) -> None:
        terms = self._terms
        before, here = terms.before, terms.take()
        if here.type == COMMA:
            return
        if before is not None and before.type != COMMA and here.text != "parallel":
            terms.at -= 1
            better = terms.going_on()
            if better is not None:
                raise better
            fix = replaced("put a comma there", before.span_behind, ",", safe=True)
            raise terms.expected("a comma", (f"write `, {clip(here.text)}`",), fix)
        if here.text in _ON_RELATION:
            self._property(here)
            return
        self._once(here)
        if here.type == "NUMBER":
            self._share(here)
        elif (times := multiplicity(here.text)) is not None:
            self.times = times
        else:
            self._word(here)
        self._step_words.append(here)

    def _once(self, here: Term) -> None:
        """Refuse a second clause of a kind that is stated once."""
        kind = here.text
        if here.type == "NUMBER":
            kind = "a share"
        elif multiplicity(here.text) is not None:
            kind = "a multiplicity"
        if kind in self._stated:
            problem = f"{kind if ' ' in kind else f'`{kind}`'} is stated twice"
            raise ReadError(codes.VALUE.at(here.span, problem=problem))
        if kind not in ("reads", "writes", "deletes"):
            self._stated.add(kind)

    def _word(self, here: Term) -> None:
        match here.text:
            case "reads":
                self.reads += self._data()
            case "writes":
                self.writes += self._data()
            case "deletes":
                self.deletes += self._data()
            case "optional":
                self.optional = True
            case "parallel":
                self.parallel = True
            case "on":
                self._rest("on miss of", "a cache")
                self.on_miss_of = self._named("component")
            case "or":
                self._rest("or else", "a component")
                self.or_else = self._named("node")
            case "from":
                self.role = self._role()
            case _:
                raise self._no_clause(here)

    def _rest(self, phrase: str, what: str) -> None:
        """Move past the words of a phrase behind its first."""
        for word in phrase.split()[1:]:
            if not self._terms.take_word(word):
                raise self._terms.expected(f"`{phrase}` and the name of {what}")

    def _role(self) -> str:
        role = self._terms.take_word(*_ROLES)
        if role is None:
            raise self._terms.expected("`leader`, `follower` or `any`")
        return role.text

    def _no_clause(self, here: Term) -> ReadError:
        self._terms.at -= 1
        near = nearest(here.text, (*STEP_WORDS, *_ON_RELATION))
        hint = "clauses are reads, writes, deletes, 5%, x3, on miss of, optional, or else, from"
        if here.type == "COLON":
            hint = "`->` is a synchronous call, `~>` an asynchronous one; more stands behind a comma: `a -> b, retries 2`"
        if here.text == "share":
            hint = "write the share by itself: `a -> b, 5%`"
        if near is None:
            return self._terms.expected("a clause of a step", (hint,))
        fix = replaced(f"write `{near}`", here.span, near)
        return self._terms.expected("a clause of a step", (f"did you mean `{near}`?",), fix)

    def _property(self, here: Term) -> None:
        key: Property[Any] = _ON_RELATION[here.text]
        value = read_value(key, self._terms, self._scope)
        span = span_between(here, self._terms.all[self._terms.at - 1])
        self.values[key] = Known(value, Stated(span), NOTHING)

    def _share(self, here: Term) -> None:
        start = self._terms.at = self._terms.at - 1
        quantity = self._terms.take_quantity(Dimension.SHARE)
        if quantity.dimension is not Dimension.SHARE:
            self._terms.at = start
            raise self._terms.expected("a share such as 5%, or a multiplicity such as x3")
        if not 0 <= quantity.value <= 1:
            hint = "more than once per call is x3"
            problem = "a share is between 0% and 100%"
            raise ReadError(codes.VALUE.at(here.span, help=(hint,), problem=problem))
        self.share = quantity.value

    def _data(self) -> tuple[Named, ...]:
        found = [self._named("data")]
        while self._goes_on():
            self._terms.take()
            found.append(self._named("data"))
        return tuple(found)

    def _goes_on(self) -> bool:
        """Whether a comma and one more data item follow, not a comma and the next clause."""
        comma, term, behind = (*self._terms.all[self._terms.at :], None, None, None)[:3]
        if comma is None or comma.type != COMMA or term is None or term.type != "NAME":
            return False
        if term.text in _ON_RELATION and behind is not None and behind.type != COMMA:
            return False  # a property has a value: `timeout 5s`
        return bool(self._scope.table.find("data", term.text, self._scope.path))

    def _named(self, kind: str) -> Named:
        here = self._terms.here
        if here is None or here.type != "NAME":
            raise self._terms.expected(TYPES[kind])
        path = self._scope.resolve(kind, self._terms.take())
        return Named(path, here.span)
