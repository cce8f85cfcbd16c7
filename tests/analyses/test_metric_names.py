"""Code asks a metric, not its name: where names of metrics stand in the code, and that they are right."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.metrics import METRICS

ROOT = Path(__file__).parents[2]
FILES = [p for folder in ("designlint", "rules") for p in sorted((ROOT / folder).rglob("*.py"))]
ALLOWED = {
    (
        "designlint/model/statements.py",
        "measures",
    ): "the one question that is about a name: is it this metric?",
    ("designlint/review/consistency.py", "consistency"): (
        "a document has names alone, and this part of it shows what two metrics claim of reads"
    ),
    ("designlint/review/matrix.py", "matrix"): "a document has names alone: a column for each",
    ("designlint/review/matrix.py", "_row"): "a document has names alone: the marks of a column",
    ("designlint/review/sensitivity.py", "_worth"): (
        "what a plot tries last because it takes long; no verdict depends on it"
    ),
}
"""The functions that compare the name of a metric, each with the reason."""
ABOUT_SOME = ("measures", "claims_on", "verdicts_about", "contradicted")
"""What is asked for the claims on metrics that are named."""


def is_metric_name(node: ast.expr) -> bool:
    """Whether an expression is `metric.name`, `x.metric.name`, or `x.metric`, which may be a name."""
    if not isinstance(node, ast.Attribute):
        return False
    if node.attr == "metric":
        return True
    inner = node.value
    named = inner.attr if isinstance(inner, ast.Attribute) else getattr(inner, "id", "")
    return node.attr == "name" and named == "metric"


def distinguishes_metrics(node: ast.AST) -> bool:
    """Whether a name decides what is done: by a comparison, or as the key of a constant table."""
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        is_identity = all(isinstance(op, ast.Is | ast.IsNot) for op in node.ops)
        return not is_identity and any(map(is_metric_name, sides))
    if isinstance(node, ast.Match):
        return is_metric_name(node.subject)
    if isinstance(node, ast.Subscript):
        return is_metric_name(node.slice) and getattr(node.value, "id", "").isupper()
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        table = getattr(node.func.value, "id", "")
        return node.func.attr == "get" and table.isupper() and is_metric_name(node.args[0])
    return False


def places(tree: ast.Module) -> Iterator[str]:
    """The functions in which names distinguish metrics."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and any(
            map(distinguishes_metrics, ast.walk(function))
        ):
            yield function.name


def test_names_of_metrics_are_compared_in_few_places_each_for_a_reason() -> None:
    found = {
        (path.relative_to(ROOT).as_posix(), function)
        for path in FILES
        for function in places(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == set(ALLOWED)


@pytest.mark.parametrize(
    "code",
    [
        "claim.metric.name == 'rto'",
        "'rto' != verdict.claim.metric.name",
        "metric.name in ('rto', 'rpo')",
        "TABLE[claim.metric.name]",
        "_TABLE.get(metric.name)",
    ],
)
def test_a_comparison_is_found(code: str) -> None:
    assert list(places(ast.parse(f"def f():\n    return {code}\n"))) == ["f"]


def named() -> Iterator[tuple[str, str]]:
    """The names of metrics that code asks for, with where."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = getattr(node, "func", None)
            name = getattr(called, "attr", getattr(called, "id", ""))
            if isinstance(node, ast.Call) and name in ABOUT_SOME:
                texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
                yield from ((path.stem, text) for text in texts if isinstance(text, str))


def test_what_is_asked_for_by_name_is_a_metric() -> None:
    found = list(named())
    assert len(found) > 10
    assert [(where, name) for where, name in found if name not in METRICS] == []
