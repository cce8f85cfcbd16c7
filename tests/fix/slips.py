"""Designs with one slip of the hand: what a fix meets in practice."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.support.fixtures import cases

ROOT = Path(__file__).parents[2]
_WORD = re.compile(r"[A-Za-z_]{3,}")
_NUMBER = re.compile(r"\d[\d.]*")
_UNITS = ("ms", "min", "req/s", "GB", "kB", "h", "d", "%", "x", "USD/month")
_ELSEWHERE = {
    "ms": (" msec", " milliseconds", "m", " ms "),
    "min": ("m", " minutes", "mins", "min30s"),
    "req/s": ("rps", "req/sec", "req / s", "per second", "reqs/s"),
    "GB": ("gb", "Gi", "GBytes", "Gb"),
    "kB": ("KB", "kb", "K"),
    "h": (" hours", "hr", "h30m"),
    "d": (" days", " day"),
    "%": (" %", " percent", ",5%"),
    "x": (" x", " times", "X"),
    "USD/month": ("$/month", "USD per month", "dollars"),
}


def designs() -> list[str]:
    """The texts of all fixtures and examples; short ones are more likely by their number."""
    found: list[str] = []
    for pattern in ("tests/rules/*/*.md", "tests/language/*.md", "tests/fix/fixes.md"):
        for path in sorted(ROOT.glob(pattern)):
            found += [f"{case.text}\n" for case in cases(path.read_text(encoding="utf-8"))]
    found += [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("examples/*.design"))]
    return [text for text in found if text.strip() and "import " not in text]


def slipped(text: str, dice: Random) -> str:
    """The text with one slip."""
    for _ in range(20):
        made = dice.choice(_SLIPS)(text, dice)
        if made != text:
            return made
    return text


def commented(text: str, dice: Random) -> str:
    """The text with comments and an acceptance that a fix could lose."""
    lines = text.split("\n")
    for number in dice.sample(range(len(lines)), min(3, len(lines))):
        if lines[number].count('"') % 2 == 0 and '"""' not in text and "#" not in lines[number]:
            lines[number] += f"  # remark {number}"
    names = re.findall(r"^component (\S+)", text, re.MULTILINE)
    if names and dice.random() < 0.5:
        code = dice.choice(("SPF001", "COV007", "LNG014", "ACME1"))
        on = f" on {dice.choice(names)}" if dice.random() < 0.8 else ""
        until = " until 2020-01-01" if dice.random() < 0.2 else ""
        lines.append(f'accept {code}{on} because "a reason of the author"{until}\n')
    return "\n".join(lines)


def _in(text: str, dice: Random, pattern: re.Pattern[str], change: Callable[[str], str]) -> str:
    found = list(pattern.finditer(text))
    if not found:
        return text
    match = dice.choice(found)
    return text[: match.start()] + change(match[0]) + text[match.end() :]


def _letter(text: str, dice: Random) -> str:
    def change(word: str) -> str:
        at = dice.randrange(len(word) - 1)
        kind = dice.randrange(4)
        if kind == 0:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if kind == 1:
            return word[:at] + word[at + 1 :]
        if kind == 2:
            return word[:at] + word[at] + word[at:]
        return word[:at] + dice.choice("aeinrst_-") + word[at + 1 :]

    return _in(text, dice, _WORD, change)


def _digit(text: str, dice: Random) -> str:
    def change(number: str) -> str:
        return dice.choice((number + "0", "0", number.replace(".", ","), f"{number} 000", f"-{number}",
                            f"${number}", number[:-1] or "1", f"{number}{number}"))  # fmt: skip

    return _in(text, dice, _NUMBER, change)


def _unit(text: str, dice: Random) -> str:
    unit = dice.choice(_UNITS)
    pattern = re.compile(
        rf"(?<=\d){unit}\b|(?<=\d ){unit}\b|(?<=\d)%" if unit != "%" else r"(?<=\d)%"
    )
    return _in(text, dice, pattern, lambda _: dice.choice(_ELSEWHERE[unit]))


def _sign(text: str, dice: Random) -> str:
    return _in(text, dice, re.compile(r"[{};,:\"#]|->|~>|>=|<="), lambda sign: dice.choice(
        ("", sign + sign, "//", "\N{RIGHTWARDS ARROW}" if sign == "->" else ";", "=", ":", "{", "}", ",", "\\")
    ))  # fmt: skip


def _line(text: str, dice: Random) -> str:
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    kind = dice.randrange(4)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(at, lines[at])
    elif kind == 2 and at + 1 < len(lines):
        lines[at] += " " + lines.pop(at + 1).strip()
    else:
        other = dice.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines)


def _between(text: str, dice: Random) -> str:
    """A sign between a property and its value, as other languages have it."""
    return _in(
        text,
        dice,
        re.compile(r"(?<=\w) (?=[\w\"])"),
        lambda _: dice.choice((": ", " = ", "", " , ", "; ")),
    )


_SLIPS = (_letter, _letter, _digit, _unit, _sign, _line, _between)
