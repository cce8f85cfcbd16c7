"""Texts that try to be more than text: in every format and view they make no element and no address."""

from __future__ import annotations

from functools import cache

from tests.attacks.attack import Case
from tests.attacks.carrier import HARMLESS, carrying, understood
from tests.attacks.parsers import Seen
from tests.attacks.payloads import PAYLOADS
from tests.attacks.renderings import drawn_lines, lines, seen_of

_LAID_OUT = frozenset(
    {"br", "wbr", "tspan", "text", "polygon", "path", "g", "rect", "use", "a", "span", "bdi"}
)
"""What the layout makes more or less of by the length of a text."""
_STEP = 61
"""Prime to the number of lines: neighbouring seeds are far from each other."""


def draw(seed: int) -> Case:
    """A payload in every text of a design, with a command line: each pair comes once."""
    every = _lines()
    payload = PAYLOADS[seed % len(PAYLOADS)]
    line = every[(seed // len(PAYLOADS) + seed * _STEP) % len(every)]
    # What is not understood is shown by a check alone, and rules need the rest without it.
    whole = line[0] == "check" and seed % 3 == 0
    return Case(carrying(payload) if whole else understood(carrying(payload)), line)


@cache
def _lines() -> tuple[tuple[str, ...], ...]:
    return (*lines(), *drawn_lines())


def is_text_alone(case: Case) -> None:
    """The readers of the format see the elements and addresses that a harmless text makes, and no other."""
    usual = _usual(case.arguments, case.text == understood(case.text))
    seen = seen_of(case)
    if usual is None or seen is None:
        return
    addresses = {one for one in seen if "/" in one or one.startswith("#")}
    assert addresses <= usual.keys(), f"it links {addresses - usual.keys()}"
    more = {
        one: n for one, n in (seen - usual).items() if one not in _LAID_OUT and one not in addresses
    }
    assert not more, f"it makes {more}"


@cache
def _usual(line: tuple[str, ...], is_understood: bool) -> Seen | None:
    text = carrying(HARMLESS)
    return seen_of(Case(understood(text) if is_understood else text, line))
