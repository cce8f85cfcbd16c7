"""Texts by seed, from what nobody would write to whole designs: cheap, so that many can be tried."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

from tests.fix.slips import commented, designs, slipped
from tests.format.random_designs import written
from tests.language.test_any_text import WORDS
from tests.verdicts.anything import Drawn

EXAMPLES = Path(__file__).parents[2] / "examples"
_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|[\w.%]+|\s+|.', re.DOTALL)
_SPECIAL = '\0\x0b\x1b\x85\u200b\u202e\u2028\ufeff\ufffe\U0001f468\u0301"\\{}#;,\n\t'
_NUMBERS = (
    "0", "1", "-1", "1e308", "1e-400", "9" * 31, "0." + "0" * 30 + "1", "1_0", "100%", "101%", "0%", "1..0",
    "99.999999999999999%", "1 in 3", "1ns", "1000y", "1EB", "1 req/s", "1 req/y", "0x", "1000000x", "p100",
)  # fmt: skip
_ARROW = re.compile(r"([\w.]+)\s*[-~]>\s*([\w.]+)")
_ENDS = ("clerk", "outside", "thing", "inner", "crowd", "lake", "nowhere")
_OTHERS = """actor clerk { count 10; located lake }
external outside { availability 99% }
data thing { size 1kB }
group inner { component crowd : queue { because "x" } }
provider sea { region lake { zone shore } }
"""


@cache
def wholes() -> tuple[str, ...]:
    """The texts of all fixtures and examples."""
    more = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.rglob("*.design"))]
    return (*designs(), *(text for text in more if len(text) < 4000))


@cache
def _vocabulary() -> tuple[str, ...]:
    words = {token for text in wholes() for token in _TOKEN.findall(text) if token.strip()}
    return (*sorted(words), *WORDS)


def any_text(seed: int) -> str:
    """The text of a seed. Short ones come much more often: they take less time, and break as much."""
    dice = Random(seed)
    make = dice.choices(tuple(_MAKERS), tuple(_MAKERS.values()))[0]
    return make(dice)


def any_design(seed: int) -> str:
    """A design that draws from the whole schema, or one of the fixtures with other tokens or calls."""
    dice = Random(seed)
    way = dice.random()
    if way < 0.6:
        return Drawn(seed).design().text
    return changed(dice) if way < 0.9 else _rewired(dice)


def _characters(dice: Random) -> str:
    """Characters from anywhere in Unicode."""

    def one() -> str:
        code = dice.choice(
            (dice.randrange(128), dice.randrange(0xD800), dice.randrange(0xE000, 0x110000))
        )
        return dice.choice((chr(code), dice.choice(_SPECIAL)))

    return "".join(one() for _ in range(dice.randrange(60)))


def _words(dice: Random) -> str:
    """Words of the language and of designs in any order."""
    ends = " \n" if dice.random() < 0.3 else " "
    chosen = dice.choices(_vocabulary(), k=dice.randrange(1, 25))
    return "".join([word + dice.choice(ends) for word in chosen])


def changed(dice: Random) -> str:
    """A fixture some tokens of which are left out, doubled, moved, or those of others."""
    tokens = _TOKEN.findall(_short(dice))
    for _ in range(dice.randrange(1, 5)):
        at = dice.randrange(len(tokens) + 1)
        length = dice.choice((1, 1, 1, 2, 5))
        match dice.randrange(6):
            case 0:
                del tokens[at : at + length]
            case 1:
                tokens[at:at] = tokens[at : at + length] * dice.choice((1, 1, 3))
            case 2:
                tokens[at : at + 1] = [dice.choice(_vocabulary())]
            case 3:
                _renumber(tokens, dice)
            case 4:
                tokens.insert(at, dice.choice((dice.choice(_SPECIAL), dice.choice(_vocabulary()))))
            case _:
                moved = tokens[at : at + length]
                del tokens[at : at + length]
                to = dice.randrange(len(tokens) + 1)
                tokens[to:to] = moved
    return "".join(tokens)


def _renumber(tokens: list[str], dice: Random) -> None:
    numbers = [at for at, token in enumerate(tokens) if token[0].isdigit()]
    if numbers:
        tokens[dice.choice(numbers)] = dice.choice(_NUMBERS)


def _short(dice: Random) -> str:
    return min(dice.choices(wholes(), k=3), key=len)


def _rewired(dice: Random) -> str:
    """A fixture with calls that end or begin at what no service is."""
    text = _short(dice)
    arrows = list(_ARROW.finditer(text))
    for arrow in sorted(
        dice.sample(arrows, k=min(len(arrows), dice.choice((1, 1, 2)))), key=lambda a: -a.start()
    ):
        end = dice.choice((2, 2, 1))
        text = text[: arrow.start(end)] + dice.choice(_ENDS) + text[arrow.end(end) :]
    return f"{text}\n{_OTHERS}"


def _spliced(dice: Random) -> str:
    """Lines of several fixtures."""
    lines = [line for _ in range(3) for line in _short(dice).split("\n")]
    return "\n".join(dice.choices(lines, k=dice.randrange(1, 15)))


def _cut(dice: Random) -> str:
    """The beginning of a fixture, as an editor has it while somebody types."""
    text = _short(dice)
    return text[: dice.randrange(len(text) + 1)]


def _slipped(dice: Random) -> str:
    return slipped(commented(_short(dice), dice), dice)


def _laid_out(dice: Random) -> str:
    """Any layout; mostly the beginning, since a whole one is long."""
    text = written(dice.getrandbits(63))
    return text if dice.random() < 0.1 else text[: dice.randrange(300)]


def _repeated(dice: Random) -> str:
    """One word very often, nested or in a row."""
    word = dice.choice(
        ("{", "a {", "}", "[", "component a {", "-> a", "a.", '"', "#", "9", "and ", "a, ", ";")
    )
    return word * dice.choice((2, 50, 150))


def _drawn(dice: Random) -> str:
    return Drawn(dice.getrandbits(40)).design().text


_MAKERS: dict[Callable[[Random], str], float] = {
    _characters: 20, _words: 20, changed: 30, _spliced: 12, _cut: 8, _slipped: 6, _laid_out: 6,
    _rewired: 6, _repeated: 1, _drawn: 1,
}  # fmt: skip
