"""Each metric with a design that meets it, one that violates it and one that leaves it undecided."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint.facts.verdicts.judgement import Status
from designlint.facts.verdicts.verdicts import ANALYSES, verdicts
from designlint.reference.worked import FOLDER
from designlint.schema.metrics import METRICS
from tests.facts.designs import facts_of
from tests.support.fixtures import Case, cases

EXAMPLES = [
    pytest.param(path.stem, case, id=f"{path.stem}-{case.heading}")
    for path in sorted(FOLDER.glob("*.md"))
    for case in cases(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("metric", "case"), EXAMPLES)
def test_it_comes_out_as_the_heading_says(metric: str, case: Case) -> None:
    (verdict,) = facts_of(case.text)[verdicts]
    status, _, _ = case.heading.lower().partition(":")
    assert (verdict.claim.metric.name, verdict.status.value) == (metric, status)
    proof = verdict.judgement.derivation
    if verdict.status is Status.UNDECIDED:
        assert verdict.judgement.missing
    else:
        assert any(line.span is not None or line.origin for line in proof)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_each_metric_comes_out_in_all_three_ways(path: Path) -> None:
    headings = [case.heading.split(":")[0] for case in cases(path.read_text(encoding="utf-8"))]
    assert headings == ["Met", "Violated", "Undecided"]


def test_every_metric_is_analysed_and_has_its_examples() -> None:
    assert set(ANALYSES) == set(METRICS) == {path.stem for path in FOLDER.glob("*.md")}
