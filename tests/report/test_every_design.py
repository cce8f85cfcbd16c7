"""Whatever design reads has a review document in every format, from an empty one on."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint.cli import main
from tests.verdicts.judging import drawn

SMALL = (
    "",
    'design x "A shop"\n',
    "component a : service\n",
    "actor u\nflow f { u -> u }\n",
    "data d\n",
)


@pytest.mark.parametrize("form", ["html", "markdown", "json"])
@pytest.mark.parametrize("number", range(len(SMALL)))
def test_small_designs(number: int, form: str, tmp_path: Path) -> None:
    written(SMALL[number], form, tmp_path)


@pytest.mark.parametrize("seed", range(12))
def test_random_designs(seed: int, tmp_path: Path) -> None:
    for form in ("html", "markdown", "json"):
        written(drawn(seed).text, form, tmp_path)


def written(text: str, form: str, folder: Path) -> None:
    """Write a document, which has something in it."""
    design = folder / "a.design"
    design.write_text(text, encoding="utf-8")
    target = folder / "out"
    code = main(["report", str(design), "--format", form, "-o", str(target)])
    assert code in (0, 1), text
    assert target.exists()
