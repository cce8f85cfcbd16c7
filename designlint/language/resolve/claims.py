"""What can be measured: `require` and `expect` lines."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from designlint.language import codes
from designlint.language.names import Scope, described
from designlint.language.suggest import nearest
from designlint.language.syntax.nodes import Sentence, span_between
from designlint.language.terms import ReadError, Terms, with_help
from designlint.language.values import read_slots
from designlint.model import Claim
from designlint.model.metric import EVERYTHING, PERCENTILE, SUBJECTS, Metric
from designlint.quantities.quantity import Quantity
from designlint.schema.shape import compile_shape
from designlint.schema.values import Ref


def read_claim(statement: Sentence, scope: Scope, metrics: Mapping[str, Metric]) -> Claim:
    """Read `METRIC [ASPECT] [of SUBJECT] [OP VALUE] [between failovers] [at LOAD]`. Raises ReadError."""
    terms = Terms(statement)
    metric = _metric(terms, metrics)
    try:
        return _read(metric, statement, terms, scope)
    except ReadError as error:
        raise with_help(error, f"the form is `{metric.form}`") from None


def _read(metric: Metric, statement: Sentence, terms: Terms, scope: Scope) -> Claim:
    aspect = _aspect(metric, terms, scope)
    subject = _subject(metric, terms, scope)
    operator, target = _target(metric, terms, scope)
    between = metric.between_failovers and bool(terms.take_word("between"))
    if between and not terms.take_word("failovers"):
        raise terms.expected("`failovers`")
    load = 1.0
    if terms.take_word("at"):
        load = read_slots(compile_shape("<factor>"), terms, scope)["factor"].value
    if terms.here is not None:
        also = "`between failovers`, " if metric.between_failovers and not between else ""
        raise terms.expected(f"{also}`at` with a load, or the end of the line")
    span = span_between(statement.clauses[0][0], statement.last)
    return Claim(metric, aspect, subject, operator, target, load, span, between)


def _metric(terms: Terms, metrics: Mapping[str, Metric]) -> Metric:
    here = terms.here
    every = f"metrics are {', '.join(metrics)}"
    if here is None or here.type != "NAME":
        raise terms.expected("a metric", (every,))
    metric = metrics.get(here.text)
    if metric is None:
        near = nearest(here.text, metrics)
        hints = () if near else (every,)
        raise ReadError(
            codes.UNKNOWN_WORD.at(
                here.span, help=hints, what="metric", word=here.text, where="", near=near
            )
        )
    terms.take()
    return metric


def _aspect(metric: Metric, terms: Terms, scope: Scope) -> str | float | None:
    if metric.aspects == (PERCENTILE,):
        value: float = read_slots(compile_shape("<percentile>"), terms, scope)["percentile"]
        return value
    if metric.aspects:
        word = terms.take_word(*metric.aspects)
        if word is None:
            raise terms.expected(" or ".join(f"`{aspect}`" for aspect in metric.aspects))
        return word.text
    return None


def _subject(metric: Metric, terms: Terms, scope: Scope) -> Ref | None:
    of_all = EVERYTHING in metric.subjects
    if not terms.take_word("of"):
        if of_all:
            return None
        raise terms.expected(f"`of` and {_subjects(metric)}", _examples(metric, scope))
    if of_all and terms.take_word(EVERYTHING):
        return None
    here = terms.here
    if here is None or here.type != "NAME":
        raise terms.expected(_subjects(metric))
    path = scope.resolve("element", terms.take())
    kind = scope.table.by_path[path].kind
    if not any(kind in SUBJECTS[subject] for subject in metric.subjects):
        known = " or ".join(described(s) for s in metric.subjects if s != EVERYTHING)
        problem = f"{metric.name} is measured of {known}; `{here.text}` is {described(kind)}"
        raise ReadError(codes.VALUE.at(here.span, problem=problem))
    return Ref(path)


def _examples(metric: Metric, scope: Scope) -> tuple[str, ...]:
    """The first element of the design that can be measured, as it is written."""
    known = scope.table.by_path.items()
    measured = (SUBJECTS.get(subject, ()) for subject in metric.subjects)
    paths = (path for kinds in measured for path, symbol in known if symbol.kind in kinds)
    return tuple(f"such as `of {path}`" for path in islice(paths, 1))


def _subjects(metric: Metric) -> str:
    named = " or ".join(described(s) for s in metric.subjects if s != EVERYTHING)
    everything = f"`{EVERYTHING}` or " if EVERYTHING in metric.subjects else ""
    return f"{everything}the name of {named}"


def _target(metric: Metric, terms: Terms, scope: Scope) -> tuple[str, Quantity | str | bool]:
    form = metric.target
    if not form.operators:
        return "==", True
    operator = terms.take_word(*form.operators)
    if operator is None:
        raise terms.expected(f"`{metric.operator}` and {form.name}")
    shape = f"<target:{form.value}>"
    target: Quantity | str = read_slots(compile_shape(shape), terms, scope)["target"]
    return operator.text, target
