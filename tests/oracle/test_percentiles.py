"""What is proved of the latency of a flow holds in every world that keeps what is declared."""

from __future__ import annotations

import pytest

from designlint.analyses.judgement import Basis
from tests.oracle.left_open import has_caller_without_place
from tests.oracle.percentiles import refuted
from tests.oracle.visits import random_request


def hold(seed: int) -> None:
    request = random_request(seed)
    found = list(refuted(request, seed))
    if has_caller_without_place(request):
        found = [one for one in found if one.judgement.basis is Basis.PROOF]
    assert found == [], "\n".join([f"seed {seed}", request.text(), *map(str, found)])


@pytest.mark.parametrize("ten", range(5))
def test_no_world_refutes_what_is_proved(ten: int) -> None:
    for seed in range(10 * ten, 10 * ten + 10):
        hold(seed)


@pytest.mark.slow
@pytest.mark.parametrize("hundred", range(5))
def test_no_world_of_many_refutes_what_is_proved(hundred: int) -> None:
    for seed in range(1000 + 100 * hundred, 1100 + 100 * hundred):
        hold(seed)
