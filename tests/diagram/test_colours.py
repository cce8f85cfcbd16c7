"""States are distinct: their frames stand out from the paper, and no two differ in colour alone."""

from __future__ import annotations

import pytest

from designlint.render.palette import DARK_PAPER, MARKS, PAPER, STROKES

LEAST = 3.0
"""The contrast of what is needed to understand a picture (WCAG 2.2, 1.4.11)."""


def luminance(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mark", [mark for mark in MARKS if mark != "plain"])
def test_a_state_stands_out_from_the_paper(mark: str) -> None:
    light, dark, _ = MARKS[mark]  # type: ignore[index]
    assert contrast(light, PAPER) >= LEAST
    assert contrast(dark, DARK_PAPER) >= LEAST


@pytest.mark.parametrize("line", list(STROKES))
def test_a_line_stands_out_from_the_paper(line: str) -> None:
    stroke = STROKES[line]  # type: ignore[index]
    assert contrast(stroke.colour, PAPER) >= LEAST
    assert contrast(stroke.dark, DARK_PAPER) >= LEAST


def test_no_two_lines_or_states_differ_in_colour_alone() -> None:
    looks = [(stroke.style, stroke.arrow) for stroke in STROKES.values()]
    assert len(set(looks)) == len(looks)
    words = [words for _, _, words in MARKS.values()]
    assert len(set(words)) == len(words)
