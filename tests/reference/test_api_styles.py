"""The page that compares the styles of interfaces."""

from __future__ import annotations

import pytest

from designlint.cli import main
from designlint.reference.api_styles import STYLES
from designlint.schema.context import STYLE
from designlint.schema.shape import compile_shape


def test_every_style_is_compared_with_its_source() -> None:
    (slot,) = compile_shape(STYLE.shape).slots
    assert [style.name for style in STYLES] == list(slot.choices)
    assert all(all(style) for style in STYLES)


@pytest.mark.parametrize("words", [["api", "styles"], ["api-styles"], ["styles"]])
def test_explain_shows_it(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", *words]) == 0
    shown = capsys.readouterr().out
    assert "who begins" in shown
    assert "RFC 6455" in shown
