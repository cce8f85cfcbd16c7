"""A fix never loses what an author wrote, and fixes what it is offered for: held over designs with a slip."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from random import Random

import pytest

from designlint.base.source import Source
from designlint.diagnostics.diagnostic import Severity
from designlint.fixes.applying import MAX_ROUNDS
from designlint.language.codes import LANGUAGE_CODES
from designlint.language.syntax.parse import _scanner
from tests.fix.slips import commented, designs, slipped
from tests.fix.test_fixes import diagnose, fixed

_LANGUAGE = {code.code for code in LANGUAGE_CODES if code.severity is Severity.ERROR}
_ACCEPT = re.compile(r"^\s*accept\b", re.MULTILINE)
USUAL, ALL = 100, 2_000
GROUP = 20
COUNTED = ("COV007",)
"""Findings whose words count what is open, which every change of a design changes."""


@cache
def _designs() -> tuple[str, ...]:
    return tuple(designs())


def written(text: str) -> Counter[str]:
    """The comments and texts of a design, and its acceptances."""
    found: Counter[str] = Counter()
    plain = list(text)
    for term in _scanner().scan(Source("a.design", text)):
        if term.type in ("STRING", "LONG_STRING", "STRAY"):
            plain[term.start : term.end] = " " * len(term.text)
            if term.type != "STRAY":
                found[term.text] += 1
    found.update(re.findall(r"#.*", "".join(plain)))
    return found


def lost(before: str, after: str) -> list[str]:
    """The comments and texts that a text no longer has, and acceptances that are fewer."""
    gone = [one for one in written(before) if one not in after]
    fewer = len(_ACCEPT.findall(after)) < len(_ACCEPT.findall(before))
    return [*gone, *(["an acceptance"] if fewer else [])]


def reported(text: str) -> Counter[tuple[str, str]]:
    return Counter((d.code, d.message) for d in diagnose(text) if d.code not in COUNTED)


def _new(
    after: Counter[tuple[str, str]], *before: Counter[tuple[str, str]]
) -> list[tuple[str, str]]:
    known = {key for one in before for key in one}
    return [key for key in after if key not in known]


def is_broken(found: Counter[tuple[str, str]]) -> bool:
    return any(code in _LANGUAGE for code, _ in found)


def check_slip(seed: int) -> None:
    dice = Random(seed)
    whole = commented(dice.choice(_designs()), dice)
    text = slipped(whole, dice)
    first, intended = reported(text), reported(whole)
    # What a slip has made a comment is gone.
    cut = reported(text.replace("//", "#"))
    for unsafe in (False, True):
        after = fixed(text, unsafe=unsafe)
        assert lost(text, after) == [], (seed, text, after)
        if after == text:
            continue
        assert fixed(after, unsafe=unsafe) == after, (seed, text, after)
        if is_broken(intended):
            continue  # a fix may show what an error of its own had hidden
        new = _new(reported(after), first, intended, cut)
        if unsafe:
            new = [key for key in new if key[0] in _LANGUAGE]
        assert new == [], (seed, text, after)


@pytest.mark.parametrize("start", range(0, USUAL, GROUP))
def test_designs_with_a_slip(start: int) -> None:
    assert MAX_ROUNDS > 1
    for seed in range(start, start + GROUP):
        check_slip(seed)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(USUAL, ALL, GROUP))
def test_many_designs_with_a_slip(start: int) -> None:
    for seed in range(start, start + GROUP):
        check_slip(seed)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(20))
def test_designs_as_they_are(part: int) -> None:
    for text in _designs()[part::20]:
        for unsafe in (False, True):
            assert lost(text, fixed(text, unsafe=unsafe)) == []
