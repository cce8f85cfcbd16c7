"""The table of verdicts: trees of derivations."""

from __future__ import annotations

from designlint.diagnostic import Step
from designlint.render.verdicts import branches


def test_a_tree_shows_which_line_explains_which() -> None:
    depths = [0, 1, 2, 2, 1, 0, 1]
    steps = [Step(str(number), depth=depth) for number, depth in enumerate(depths)]
    drawn = [f"{branch}{step.text}" for branch, step in branches(steps)]
    assert drawn == ["0", "|- 1", "|  |- 2", "|  `- 3", "`- 4", "5", "`- 6"]


def test_a_flat_list_has_no_branches() -> None:
    assert [branch for branch, _ in branches([Step("a"), Step("b")])] == ["", ""]
