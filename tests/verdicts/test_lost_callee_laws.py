"""Where a callee is lost, a call with a fallback fails exactly when a call to the fallback does."""

from __future__ import annotations

from itertools import product

import pytest

from designlint.analyses.verdicts.verdicts import expectations
from tests.verdicts.judging import facts_of

DESIGN = """actor u
provider p {{ availability 99.999%
  region us {{ availability 99.99%; zone z {{ availability 99.95% }} }}
  region eu {{ availability 99.99%; zone y {{ availability 99.95% }} }} }}
component api : service {{ replicas 4 in z, y; availability 99.9%; capacity 1k req/s per replica; state none }}
component first : service {{ {first}; capacity 1k req/s total }}
component spare : {kind} {{ {spare}; capacity 1k req/s total }}
flow f {{ rate 100 req/s peak; u -> api; api -> {called} }}
scenario X0 "x" {{ lose first; expect availability of f >= {least} }}
"""
STATED = (
    "replicas 1; availability 99.99% total; in us",
    "replicas 1; availability 99.9% total; in z",
    "replicas 1; availability 99.99% total",
    "replicas 2 in z; availability 99.9%",
    "replicas 2; availability 99.9%",
    "managed regional; availability 99.99% total; in eu",
)
LEAST = ("90%", "99.8%", "99.95%", "99.99%")


@pytest.mark.parametrize(("first", "spare"), [*product(STATED, STATED)])
def test_a_lost_callee_leaves_its_fallback_alone(first: str, spare: str) -> None:
    for kind, least in product(("service", "object_store"), LEAST):
        stated = {"first": first, "spare": spare, "kind": kind, "least": least}
        with_first, alone = (
            _verdict(DESIGN.format(called=called, **stated))
            for called in ("first, or else spare", "spare")
        )
        assert with_first == alone, (kind, least)


def _verdict(text: str) -> tuple[str, str, str]:
    facts = facts_of(text)
    assert facts is not None
    (found,) = facts[expectations]
    return found.judgement.status.value, found.judgement.basis.value, found.judgement.value
