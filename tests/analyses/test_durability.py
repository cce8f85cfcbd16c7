"""Which share of what is kept outlasts a year."""

from __future__ import annotations

import math

import pytest

from designlint.analyses.judgement import Status
from designlint.analyses.recovery.durability import durability
from designlint.quantities.units import YEAR
from designlint.solvers.copies import loss_within, mean_time_to_loss
from tests.analyses.designs import facts_of, judged, lacks

DAY = 86_400.0


def text(part: str, kind: str = "database", more: str = "") -> str:
    return (
        f"data d\nactor author\ncomponent vault : object_store {{ managed regional }}\n"
        f"component s : {kind} {{ holds d; {part} }}\n{more}\nflow f {{ author -> s writes d }}\n"
    )


def test_what_is_published_is_believed() -> None:
    found = judged(text("tech aws.s3", "object_store"), "durability of d >= 99.999999999%")
    assert found.status is Status.MET
    assert "catalogue: aws.s3, designed for" in found.derivation[0].origin
    refuted = judged(text("tech aws.s3", "object_store"), "durability of d >= 99.9999999999%")
    assert (refuted.status, refuted.value) == (Status.VIOLATED, "99.999999999%")


def test_what_is_stated_beats_what_is_published() -> None:
    part = "tech aws.s3; durability 99%"
    assert judged(text(part, "object_store"), "durability of s >= 99.9%").status is Status.VIOLATED


def test_a_backup_can_bring_back_more() -> None:
    part = "durability 99%; backup every 1h to vault"
    found = judged(text(part), "durability of d >= 99.9%")
    assert (found.status, found.value) == (Status.UNDECIDED, "at least 99%")


@pytest.mark.parametrize("copies", [2, 3])
def test_copies_that_are_made_anew(copies: int) -> None:
    part = f"replicas {copies}; topology consensus; mtbf 100d; rebuild_time 1d"
    found = durability(facts_of(text(part)), "d")
    lost = loss_within(YEAR, mean_time_to_loss(copies, 100 * DAY, DAY))
    assert found.likely is not None
    assert found.likely.low == pytest.approx(1 - lost, rel=1e-12)
    assert (found.likely.high, found.value) == (1.0, (0.0, 1.0))


def test_an_estimate_proves_nothing() -> None:
    part = "replicas 3; topology consensus; mtbf 1y; rebuild_time 1h"
    assert judged(text(part), "durability of d >= 99.99%").word == "met (likely)"
    weak = judged(text("replicas 1; mtbf 1y"), "durability of d >= 99.99%")
    assert (weak.status, lacks(weak.missing)) == (Status.UNDECIDED, {("s", "durability")})


@pytest.mark.parametrize(
    ("part", "missing"),
    [
        ("", {("s", "durability")}),
        ("replicas 3; mtbf 1y; rebuild_time 1h", {("s", "durability")}),
        ("replicas 3; topology consensus; mtbf 1y", {("s", "rebuild time")}),
        ("managed regional", {("s", "durability")}),
    ],
)
def test_what_would_decide(part: str, missing: set[tuple[str, str]]) -> None:
    found = judged(text(part), "durability of d >= 99%")
    assert (found.status, lacks(found.missing)) == (Status.UNDECIDED, missing)


def test_a_data_item_in_two_stores_is_as_safe_as_the_worse() -> None:
    other = "component o : object_store { holds d; durability 99% }"
    found = durability(facts_of(text("durability 99.9%", more=other)), "d")
    assert tuple(found.value) == (0.99, 1.0)


def test_more_copies_never_lower_it() -> None:
    def low(copies: int) -> float:
        part = f"replicas {copies}; topology consensus; mtbf 30d; rebuild_time 2d"
        return durability(facts_of(text(part)), "d").likely.low  # type: ignore[union-attr]

    lows = [low(copies) for copies in range(1, 7)]
    assert lows == sorted(lows)
    assert lows[0] == 0.0  # a year is longer than the mean: nothing is proved
    assert math.isclose(lows[-1], 1.0, abs_tol=1e-3)


def test_what_lasts_for_ever_is_shown_briefly() -> None:
    part = "replicas 9; topology consensus; mtbf 10y; rebuild_time 1min"
    found = durability(facts_of(text(part)), "d")
    assert any("over a million years" in line.text for line in found.derivation)


def test_nothing_holds_it() -> None:
    found = judged("data d", "durability of d >= 99%")
    assert (found.status, lacks(found.missing)) == (
        Status.UNDECIDED,
        {("d", "store")},
    )
