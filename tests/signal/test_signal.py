"""Floors for what the findings are worth; `python -m tests.signal` shows the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from designlint.diagnostics.diagnostic import Severity
from tests.signal import checking, outages, precision, recall
from tests.signal.mutation import CLEAN, Mutant, draft, drafts
from tests.signal.operators import OPERATORS
from tests.signal.recall import Outcome

KNOWN = Path(__file__).parent / "known.tsv"
PRECISION, KEPT = 0.90, 0.95
RECALL, WHOLE_RECALL = 0.75, 0.90
ALARMS, TWICE = 0.01, 0.05
NAMED, EXITS, EXAMPLES_EXIT = 0.90, 0.95, 0.55
LEAST = 200


def known() -> dict[str, str]:
    """The mutants whose defect is not seen, each with the reason."""
    lines = KNOWN.read_text(encoding="utf-8").splitlines()[1:]
    return dict(line.split("\t") for line in lines)


def share(count: int, results: list[Outcome]) -> float:
    """A share of the mutants."""
    return count / len(results)


def assert_signal(results: list[Outcome], floor: float) -> None:
    """Most defects are seen, once, without false alarms; what is missed is known."""
    missed = {one.mutant.name for one in results if not one.seen}
    assert missed <= known().keys()
    low = {f.family: f.share for f in recall.by_family(results) if f.share < floor}
    assert not low
    alarmed = [one.mutant.name for one in results if one.alarms]
    assert share(len(alarmed), results) <= ALARMS, alarmed
    repeated = [one.mutant.name for one in results if len(one.reported) > 1]
    assert share(len(repeated), results) <= TWICE, repeated


# ---- architectures that exist


def test_most_findings_on_architectures_are_worth_their_place() -> None:
    assert precision.precision(precision.labelled()) >= PRECISION


def test_what_was_true_is_still_reported() -> None:
    true = {key for key, label in precision.labels().items() if label == "true"}
    paths = precision.HERE.glob("*.design")
    found = {(p.stem, one.code, one.element) for p in paths for one in checking.of_file(p).all}
    assert len(true & found) / len(true) >= KEPT, true - found


def test_labels_are_known_words_about_designs() -> None:
    labels = precision.labels()
    assert set(labels.values()) <= set(precision.LABELS)
    assert {key[0] for key in labels} == {path.stem for path in precision.HERE.glob("*.design")}


# ---- public outages


def test_most_outages_are_named_before_and_not_after() -> None:
    pairs = [*outages.pairs(), *outages.examples()]
    assert sum(pair.named and pair.silent for pair in pairs) / len(pairs) >= NAMED


def test_most_outages_fail_before_and_pass_after() -> None:
    pairs = outages.pairs()
    assert sum(pair.fails and pair.passes for pair in pairs) / len(pairs) >= EXITS
    more = outages.examples()
    assert all(pair.passes for pair in more)
    assert sum(pair.fails for pair in more) / len(more) >= EXAMPLES_EXIT


def test_each_outage_says_its_source_its_defect_and_its_codes() -> None:
    for pair in outages.pairs():
        for which in ("before", "after"):
            text = (outages.HERE / pair.name / f"{which}.design").read_text(encoding="utf-8")
            assert text.startswith("# Source: https://")
            assert "\n# Defect: " in text
        assert pair.codes


# ---- clean designs and their mutants


@pytest.mark.parametrize("path", sorted(CLEAN.glob("*.design")), ids=lambda path: path.stem)
def test_a_clean_design_has_no_error_and_no_warning(path: Path) -> None:
    defects = checking.of_text(draft(path).text).defects
    assert [one.message for one in defects] == []
    assert not any(one.severity is Severity.ERROR for one in defects)


def test_each_operator_fits_somewhere_and_changes_something() -> None:
    mutants = recall.all_mutants()
    texts = {one.name: one.text for one in drafts()}
    assert {mutant.operator.name for mutant in mutants} == {one.name for one in OPERATORS}
    assert len(mutants) >= LEAST
    assert all(mutant.text != texts[mutant.design] for mutant in mutants)
    assert max(Counter(mutant.name for mutant in mutants).values()) == 1


def test_known_misses_are_mutants() -> None:
    assert known().keys() <= {mutant.name for mutant in recall.all_mutants()}


def results_of(chosen: Iterable[Mutant]) -> list[Outcome]:
    """The outcomes of mutants, all of which are designs."""
    results = list(recall.outcomes(chosen))
    assert [one.mutant.name for one in results if one.broken] == []
    return results


def test_one_mutant_of_each_operator() -> None:
    assert_signal(results_of(recall.sample()), RECALL)


@pytest.mark.slow
def test_all_mutants() -> None:
    assert_signal(results_of(recall.all_mutants()), WHOLE_RECALL)
