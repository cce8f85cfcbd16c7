"""The places that a word means, against a walk through all places."""

from __future__ import annotations

import pytest

from designlint.model import Design
from designlint.schema.context import JURISDICTION
from tests.analyses.designs import facts_of

DESIGN = facts_of("""
provider p {
  region eu { jurisdiction eu; zone a; zone b { jurisdiction ch; host h } }
  region us { zone a }
}
provider q { region ch { zone a } }
""").design


def called(design: Design, word: str) -> tuple[str, ...]:
    return tuple(
        path
        for path, place in design.places.items()
        if path == word or path.endswith(f".{word}") or place.value(JURISDICTION) == word
    )


@pytest.mark.parametrize(
    "word", ["eu", "ch", "a", "us.a", "p", "p.eu.b.h", "h", "nowhere", "u", ""]
)
def test_a_word_means_what_is_named_so_and_what_has_that_jurisdiction(word: str) -> None:
    meant = DESIGN.place_names.of(word)
    found = called(DESIGN, word)
    named = [path for path in found if path == word or path.endswith(f".{word}")]
    assert meant.called == found
    assert list(meant.named) == named
    assert meant.levels == {DESIGN.places[path].level for path in named}
    assert meant.around == {one for path in found for one in DESIGN.domains_of(path)[:-1]}
