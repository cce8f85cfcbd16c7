"""What all components of a design may have together."""

from __future__ import annotations

from designlint.language.project import load_text
from designlint.language.resolve import resolve
from designlint.schema.component import REPLICAS
from designlint.schema.shape import MAX_INSTANCES, MAX_REPLICAS
from tests.support.metrics import METRICS

COUNT = MAX_REPLICAS // MAX_INSTANCES


def components(count: int) -> str:
    """So many components of as many replicas as one may have."""
    return "".join(
        f"component s{n} : service {{ replicas {MAX_INSTANCES} }}\n" for n in range(count)
    )


def test_as_many_replicas_as_are_supported_are_no_error() -> None:
    understood = resolve(load_text(components(COUNT), "x.design").files, METRICS)
    assert understood.diagnostics == ()


def test_what_passes_the_limit_is_an_error_and_not_stated() -> None:
    text = f"{components(COUNT)}component one : service {{ replicas 2 }}\n"
    understood = resolve(load_text(text, "x.design").files, METRICS)
    (found,) = understood.diagnostics
    assert found.message.endswith("more than 1000000 replicas in one design are not supported")
    assert found.primary.span.position.line == COUNT + 1
    assert understood.design.components["one"][REPLICAS] is None
    assert understood.design.components["s0"][REPLICAS] is not None
