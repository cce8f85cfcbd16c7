"""The page of hooks shows what the results of analyses answer."""

from __future__ import annotations

import inspect

from designlint.api import analyses
from designlint.reference.answers import answers


def test_methods_and_properties_are_found_by_the_way_to_them() -> None:
    ways = [way for way, _ in answers(analyses)]
    assert len(set(ways)) == len(ways)
    assert {
        "Call.fan_out",
        "Capacity.certain_use",
        "facts[call_graph].synchronous_cycles",
        "facts[hard_dependencies][...].stops_flow",
        "facts[reads_of][...].weak",
        "facts[stores][...].ring",
        "facts[verdicts].about",
    } <= set(ways)


def test_a_result_with_a_public_name_is_shown_by_that_name_alone() -> None:
    ways = [way for way, _ in answers(analyses)]
    assert not [way for way in ways if way.startswith("facts[capacities][...]")]


def test_every_answer_says_what_it_is() -> None:
    assert [way for way, answer in answers(analyses) if not inspect.getdoc(answer)] == []
