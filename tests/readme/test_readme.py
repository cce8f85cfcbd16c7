"""What the README shows is what a reader gets."""

from __future__ import annotations

import pytest

from tests.readme.blocks import README, ROOT
from tests.readme.session import PICTURE, current_picture, outputs

TEXT = README.read_text(encoding="utf-8")


def test_every_output_is_fresh() -> None:
    for shown, output in outputs(TEXT):
        assert shown.output == output, f"designlint {shown.command}: run `poe readme`"


def test_the_picture_is_fresh() -> None:
    assert PICTURE.read_text(encoding="utf-8") == current_picture(), "run `poe readme`"


@pytest.mark.parametrize("path", ["LICENSE", ".docs/README.md", "examples/shortlink.design"])
def test_what_is_linked_exists(path: str) -> None:
    assert f"({path})" in TEXT
    assert (ROOT / path).is_file()
