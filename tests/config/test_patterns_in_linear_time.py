"""Patterns that wildcards make slow elsewhere match what the library's own do, and end."""

from __future__ import annotations

import re
from random import Random

import pytest
from pathspec import GitIgnoreSpec

from designlint.base.source import Source, Span
from designlint.config.overrides import Override
from designlint.config.patterns import spec_of

WILD = {"**": ".*", "*": "[^.]*", "?": "[^.]"}
NOWHERE = Span(Source("designlint.yaml", ""), 0, 0)


def pattern(chance: Random) -> str:
    """A random pattern with many wildcards."""
    words = ["**", "*", "?", "[!b]*a*", "a*[ab]*b"]
    parts = [
        chance.choice([*words, "".join(chance.choices("ab*?", k=chance.randint(1, 5)))])
        for _ in range(chance.randint(1, 4))
    ]
    return f"{chance.choice(('', '', '/', '!'))}{'/'.join(parts)}{chance.choice(('', '', '/'))}"


def path(chance: Random) -> str:
    """A random path of short names."""
    names = [
        "".join(chance.choices("ab", k=chance.randint(1, 5))) for _ in range(chance.randint(1, 5))
    ]
    return "/".join(names) + chance.choice(("", "", "/"))


@pytest.mark.parametrize("seed", range(20))
def test_they_match_what_the_library_matches(seed: int) -> None:
    chance = Random(seed)
    for _ in range(100):
        text, paths = pattern(chance), [path(chance) for _ in range(5)]
        known, ours = GitIgnoreSpec.from_lines([text]), spec_of([text])
        assert [known.check_file(one).include for one in paths] == [
            ours.check_file(one).include for one in paths
        ], text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("*a" * 40 + "b", "a" * 250),
        ("**/a/" * 12 + "b", "a/" * 1000 + "c"),
        ("a*b?" * 20, "ab" * 120),
    ],
)
def test_they_end(text: str, name: str) -> None:
    assert not spec_of([text]).match_file(name)


def fits(text: str, name: str) -> bool:
    """Whether an override for a pattern of elements is about an element."""
    return Override((), (text,), (), {}, NOWHERE).names_element([name])


@pytest.mark.parametrize("seed", range(20))
def test_elements_fit_as_by_a_regular_expression(seed: int) -> None:
    chance = Random(seed)
    for _ in range(200):
        parts = chance.choices(["a", "b", ".", "*", "**", "?"], k=chance.randint(1, 7))
        text, name = "".join(parts), "".join(chance.choices("ab.", k=chance.randint(1, 8)))
        split = re.split(r"(\*\*|\*|\?)", text)
        known = re.compile(
            "".join([WILD.get(part) or re.escape(part) for part in split]) + r"(?:\..*)?"
        )
        assert fits(text, name) == bool(known.fullmatch(name)), (text, name)


def test_elements_with_many_wildcards_end() -> None:
    assert not fits("*a" * 40 + "b", "a" * 250)
    assert not fits("**a" * 40 + "b", "a." * 250)
