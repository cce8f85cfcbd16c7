"""Markdown as text for a terminal."""

from __future__ import annotations

import pytest

from designlint.reference.terminal import render
from designlint.render.cells import width
from tests.reference.pages import texts


def shown(markdown: str, columns: int = 40) -> str:
    return render(markdown, columns=columns, colour=False)


def test_headings_stand_alone_and_are_bold_in_colour() -> None:
    assert shown("# One\n\n## Two\n\nText.") == "One\n===\n\nTwo\n\nText.\n"
    assert render("## Two", columns=40, colour=True) == "\x1b[1mTwo\x1b[0m\n"


def test_a_long_heading_is_wrapped_between_words() -> None:
    assert shown("# One two three", 8) == "One two\nthree\n=======\n"


def test_paragraphs_are_rewrapped() -> None:
    text = "one two three four\nfive six seven eight nine ten"
    assert shown(text, 20) == "one two three four\nfive six seven eight\nnine ten\n"


def test_code_is_indented_and_never_wrapped() -> None:
    assert shown("```design\n# no heading\na  | b\n```", 5) == "    # no heading\n    a  | b\n"


def test_a_longer_fence_holds_a_shorter_one() -> None:
    text = "````python\n```design\nx\n```\n````\nafter"
    assert shown(text) == "    ```design\n    x\n    ```\nafter\n"


def test_an_open_fence_ends_with_the_text() -> None:
    assert "x" in shown("```\nx\ny")


def test_lists_keep_their_marks_and_hang() -> None:
    text = "- one two three\n  four five\n- six\n  1. seven eight nine"
    assert (
        shown(text, 14)
        == "- one two\n  three four\n  five\n- six\n  1. seven\n     eight\n     nine\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see [`a | b`](x.md#a)", "see `a | b`"),
        ("see [`a [b]`](x.md#a)", "see `a [b]`"),
        ("see [page](https://a.example/)", "see page (https://a.example/)"),
        ("**bold** and \\*not\\*", "bold and *not*"),
        ("`a \\* **b**`", "`a \\* **b**`"),
        ("facts\\[loads]", "facts[loads]"),
    ],
)
def test_markup_inside_of_a_line(text: str, expected: str) -> None:
    assert shown(text) == f"{expected}\n"


def test_a_table_has_columns_where_they_fit() -> None:
    table = "| a | meaning |\n| --- | --- |\n| `x \\| y` | one two |\n| z | three |"
    assert shown(table) == "a        meaning\n`x | y`  one two\nz        three\n"


def test_the_last_column_is_wrapped() -> None:
    cell = " ".join(["word"] * 12)
    lines = shown(f"| a | b |\n| --- | --- |\n| x | {cell} |").split("\n")
    assert lines[1].startswith("x  word")
    assert lines[2].startswith("   word")


def test_a_table_that_does_not_fit_becomes_a_list() -> None:
    wide = "| a | b | c |\n| --- | --- | --- |\n| one | a long cell of its own | so is this cell |"
    assert shown(wide, 30) == "one\n    b: a long cell of its own\n    c: so is this cell\n"
    two = "| a | b |\n| --- | --- |\n| a name of some length | a longer text that has to go on |"
    assert shown(two, 30) == ("a name of some length\n    a longer text that has to\n    go on\n")


@pytest.mark.parametrize("path", sorted(texts()))
@pytest.mark.parametrize("columns", [40, 80])
def test_no_line_of_prose_is_wider_than_the_terminal(path: str, columns: int) -> None:
    """Only what cannot be broken is wider: code, and words such as addresses."""
    for line in shown(texts()[path], columns).split("\n"):
        words = line.split()
        alone = len(words) == 1 or (len(words) == 2 and not words[0].isalnum())
        assert width(line) <= columns or line.startswith("    ") or alone
