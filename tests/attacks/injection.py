"""Texts that try to be more than text: in every format and view the document has the structure that letters in
their place give it."""

from __future__ import annotations

from functools import cache

from designlint.render.cells import clean, width
from tests.attacks.attack import Case
from tests.attacks.carrier import carrying, understood
from tests.attacks.parsers import Seen
from tests.attacks.payloads import PAYLOADS
from tests.attacks.renderings import drawn_lines, lines, seen_of

WHOLE, UNDERSTOOD = "whole", "understood"
_NARROW, _WIDE = frozenset("iljtfr.,:;'!|()[]{}\"/\\-"), frozenset("mw@")
_READ = frozenset(" `%0123456789")
"""What is more than a letter in a text, too: names stand between backticks, and rules read numbers."""
_STEP = 61
"""Prime to the number of lines: neighbouring seeds are far from each other."""


def draw(seed: int) -> Case:
    """A payload, whether what cannot be understood has it, too, and a command line: each pair comes once."""
    every = _lines()
    payload = PAYLOADS[seed % len(PAYLOADS)]
    line = every[(seed // len(PAYLOADS) + seed * _STEP) % len(every)]
    # What is not understood is shown by a check alone, and rules need the rest without it.
    how = WHOLE if line[0] == "check" and seed % 3 == 0 else UNDERSTOOD
    return Case(payload, (how, *line))


@cache
def _lines() -> tuple[tuple[str, ...], ...]:
    # Without `--whole`, it depends on the width of words whether a graph is drawn, or listed in a table.
    return (*lines(), *((*line, "--whole") for line in drawn_lines()))


def is_text_alone(case: Case) -> None:
    """The readers of the format see the same with the payload in every text as with letters. Of what is not
    understood there may be more or less, but nothing that is nowhere else."""
    how, *line = case.arguments
    seen = _seen(case.text, how, tuple(line))
    usual = _usual(letters(case.text), how, tuple(line))
    if usual is None or seen is None:
        return
    if how == WHOLE:
        assert seen.keys() <= usual.keys(), f"it makes {seen.keys() - usual.keys()}"
    else:
        assert seen == usual, f"it makes {dict(seen - usual)} in the place of {dict(usual - seen)}"


def letters(payload: str) -> str:
    """Words about as wide as those of the payload are when they are shown."""
    if payload.isspace():
        return payload
    return "".join([_letter(character) for character in clean(payload)])


def _letter(character: str) -> str:
    """Letters of about the width that a character has, in a font and in a terminal."""
    if character in _READ:
        return character
    if character in _NARROW:
        return "l"
    if character.isupper() or character in _WIDE:
        return "m"
    return "e" * width(character)


@cache
def _usual(payload: str, how: str, line: tuple[str, ...]) -> Seen | None:
    return _seen(payload, how, line)


def _seen(payload: str, how: str, line: tuple[str, ...]) -> Seen | None:
    text = carrying(payload)
    return seen_of(Case(understood(text) if how == UNDERSTOOD else text, line))
