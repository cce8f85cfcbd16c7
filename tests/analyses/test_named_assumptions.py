"""The assumptions that a verdict names: it follows from these alone."""

from __future__ import annotations

import pytest

from designlint.analyses.judgement import Basis, Status
from designlint.analyses.success.success import success
from tests.oracle.claims import facts_of, judged_in_order
from tests.oracle.drawing import small_design

ROUNDING = 1e-12


@pytest.mark.parametrize("ten", range(4))
def test_what_holds_if_some_assumptions_are_right(ten: int) -> None:
    """It is never narrower than what holds if all are, and without any never than what is proved."""
    for seed in range(10 * ten, 10 * ten + 10):
        facts = facts_of(small_design(seed).text())
        for flow in facts.design.flows:
            found = facts[success][flow]
            if found.given is None or found.assuming is None:
                continue
            whole, none = found.given(frozenset(found.assumptions)), found.given(frozenset())
            for narrow, wide in ((found.assuming, whole), (found.value, none), (whole, none)):
                assert wide.low <= narrow.low + ROUNDING, (seed, flow)
                assert wide.high >= narrow.high - ROUNDING, (seed, flow)


def test_a_verdict_names_what_it_rests_on() -> None:
    text = """actor u
component a : service { replicas 2 }
component b : service { replicas 1 }
component s : database { replicas 1; topology single }
component t : database { replicas 1; topology single }
data d
flow f { rate 10 req/s; u -> a -> b }
flow w { u -> s writes d; u -> t writes d }
"""
    claims = ["availability of f >= 99.9%", "availability of f >= 99%", "rpo of d <= 1d"]
    refuted, met, lost = judged_in_order(text, claims)
    assert [one.basis for one in (refuted, met, lost)] == [Basis.ASSUMPTIONS] * 3
    assert [one.text for one in refuted.assumptions] == ["b 99.5%"]
    assert met.status is Status.MET
    assert {"a 99.5%", "b 99.5%"} <= {one.text for one in met.assumptions}
    assert [one.text for one in lost.assumptions] == [
        "no backup of `s` is made (`backup` is not declared)"
    ]
