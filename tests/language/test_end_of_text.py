"""A text ends once, whatever it ends in."""

from __future__ import annotations

import pytest

from designlint.base.source import Source
from designlint.language.syntax.parse import parse


@pytest.mark.parametrize("end", ["", "\n", "  ", "  # so far", "\n# so far", "\n# so far\n\n"])
def test_a_text_ends_once(end: str) -> None:
    syntax = parse(Source("a.design", f"component s : service {{ replicas 2 }}{end}"))
    assert (len(syntax.statements), syntax.diagnostics) == (1, ())
