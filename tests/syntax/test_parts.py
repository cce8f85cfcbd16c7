"""A text that is parsed in parts after an edit has the tree of one that is parsed whole."""

from __future__ import annotations

from typing import Any

import pytest

from designlint.base.source import Part, Source
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.language.syntax.nodes import Term, whole_span
from designlint.language.syntax.parse import parse
from designlint.language.syntax.parts import Parts
from tests.server.designs import SHOP
from tests.server.typist import GENTLE, PIECES, Typist


def plain(tree: Any) -> Any:
    """A tree with the places of its terms in the file."""
    if isinstance(tree, Term):
        return tree.type, tree.text, tree.longer, tree.span.whole.start
    return tuple(map(plain, tree)) if isinstance(tree, tuple) else tree


def said(one: Diagnostic) -> tuple[Any, ...]:
    edits = [(e.span[1:], e.text) for e in one.fix.edits] if one.fix else []
    return one.code, one.message, one.primary.span[1:], one.help, edits


@pytest.mark.parametrize(("pieces", "seed"), [(PIECES, 1), *[(GENTLE, n) for n in range(2, 6)]])
def test_parts_have_the_tree_of_the_whole(pieces: tuple[str, ...], seed: int) -> None:
    parts, typist, in_parts = Parts(), Typist(SHOP, seed, pieces), 0
    for _ in range(150):
        source = Source("shop.design", typist.text)
        found, whole = parts.parse(source), parse(source)
        assert plain(found.statements) == plain(whole.statements), typist.text
        assert [*map(said, found.diagnostics)] == [*map(said, whole.diagnostics)], typist.text
        assert found.unparsed == whole.unparsed
        assert all(d.primary.span.source is source for d in found.diagnostics)
        in_parts += any(isinstance(one.first.source, Part) for one in found.statements)
        typist.edit()
    assert in_parts > 10


def test_what_an_edit_does_not_touch_keeps_its_tree() -> None:
    parts = Parts()
    before = parts.parse(Source("shop.design", SHOP)).statements
    spans = [str(whole_span(one)) for one in before]
    text = SHOP.replace("60 req/s", "70 req/s\n\n# two lines more")
    after = parts.parse(Source("shop.design", text)).statements
    same = [one is other for one, other in zip(before, after, strict=True)]
    assert same == [False, *[True] * (len(after) - 1)]
    name, line, column = spans[-1].split(":")
    assert str(whole_span(after[-1])) == f"{name}:{int(line) + 2}:{column}"
    assert whole_span(after[-1]).whole.text.startswith("scenario rush")


def test_the_tree_of_a_comment_s_neighbours_stays() -> None:
    parts = Parts()
    before = parts.parse(Source("shop.design", SHOP)).statements
    after = parts.parse(Source("shop.design", SHOP.replace("# A shop", "# Some shop"))).statements
    assert all(one is other for one, other in zip(before, after, strict=True))
