"""What can be measured: `require` and `expect` lines."""

from __future__ import annotations

from designlint.language import codes
from designlint.language.names import Scope, described
from designlint.language.suggest import nearest
from designlint.language.syntax.nodes import Sentence, span_between
from designlint.language.terms import ReadError, Terms
from designlint.language.values import read_slots
from designlint.model import Claim
from designlint.quantity import Quantity
from designlint.schema.metrics import METRICS, Metric
from designlint.schema.shape import compile_shape
from designlint.schema.values import Ref

EVERYTHING = "everything"
_OPERATORS = (">=", "<=", ">", "<")


def read_claim(statement: Sentence, scope: Scope) -> Claim:
    """Read `METRIC [ASPECT] [of SUBJECT] [OP VALUE] [at LOAD]`. Raises ReadError."""
    terms = Terms(statement)
    metric = _metric(terms)
    aspect = _aspect(metric, terms, scope)
    subject = _subject(metric, terms, scope)
    operator, target = _target(metric, terms, scope)
    load = 1.0
    if terms.take_word("at"):
        load = read_slots(compile_shape("<factor>"), terms, scope)["factor"].value
    if terms.here is not None:
        raise terms.expected("`at` with a load, or the end of the line")
    span = span_between(statement.clauses[0][0], statement.last)
    return Claim(metric, aspect, subject, operator, target, load, span)


def _metric(terms: Terms) -> Metric:
    here = terms.here
    if here is None or here.type != "NAME":
        raise terms.expected("a metric", (_metrics(),))
    metric = METRICS.get(here.text)
    if metric is None:
        near = nearest(here.text, METRICS)
        hints = () if near else (_metrics(),)
        raise ReadError(
            codes.UNKNOWN_WORD.at(
                here.span, help=hints, what="metric", word=here.text, where="", near=near
            )
        )
    terms.take()
    return metric


def _metrics() -> str:
    return f"metrics are {', '.join(METRICS)}"


def _aspect(metric: Metric, terms: Terms, scope: Scope) -> str | float | None:
    if metric.aspects == ("percentile",):
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
        raise terms.expected(f"`of` and {_subjects(metric)}")
    if of_all and terms.take_word(EVERYTHING):
        return None
    here = terms.here
    if here is None or here.type != "NAME":
        raise terms.expected(_subjects(metric))
    path = scope.resolve("element", terms.take())
    kind = scope.table.by_path[path].kind
    if ("component" if kind == "external" else kind) not in metric.subjects:
        known = " or ".join(described(s) for s in metric.subjects if s != EVERYTHING)
        problem = f"{metric.name} is measured of {known}; '{here.text}' is {described(kind)}"
        raise ReadError(codes.VALUE.at(here.span, problem=problem))
    return Ref(path)


def _subjects(metric: Metric) -> str:
    named = " or ".join(described(s) for s in metric.subjects if s != EVERYTHING)
    everything = f"`{EVERYTHING}` or " if EVERYTHING in metric.subjects else ""
    return f"{everything}the name of {named}"


def _target(metric: Metric, terms: Terms, scope: Scope) -> tuple[str, Quantity | str | bool]:
    if metric.value == "yes_no":
        return "==", True
    if metric.name == "residency":
        if not terms.take_word("in"):
            raise terms.expected("`in` and a jurisdiction or place")
        place: str = read_slots(compile_shape("<word>"), terms, scope)["word"]
        return "in", place
    operator = terms.take_word(*_OPERATORS)
    if operator is None:
        wanted = ">=" if metric.higher_is_better else "<="
        raise terms.expected(f"`{wanted}` and a target")
    shape = f"<target:{metric.value}>"
    target: Quantity | str = read_slots(compile_shape(shape), terms, scope)["target"]
    return operator.text, target
