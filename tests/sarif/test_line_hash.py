"""GitHub's hash of lines, against the values that the tests of its own implementation expect.

They are published in `src/fingerprints.test.ts` of github/codeql-action.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.render.line_hash import BASE, LENGTH, line_hashes

GREETINGS = [
    "e9496ae3ebfced30:1",
    "fb7c023a8b9ccb3f:1",
    "ce8ba1a563dcdaca:1",
    "e20e36e16fcb0cc8:1",
    "b3edc88f2938467e:1",
    "c8e28b0b4002a3a0:1",
    "c129715d7a2bc9a3:1",
]


@pytest.mark.parametrize(
    ("text", "hashes"),
    [
        ("", ["c129715d7a2bc9a3:1"]),
        (
            " a\nb\n  \t\tc\n d",
            ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"],
        ),
        (" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", GREETINGS),
        (" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", GREETINGS),
        (" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", GREETINGS),
        (" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", GREETINGS),
        (
            "Lorem ipsum dolor sit amet.\n" * 10,
            [
                *[f"a7f2ff13bc495cf2:{number}" for number in range(1, 7)],
                "a7f2ff1481e87703:1",
                "a9cf91f7bbf1862b:1",
                "55ec222b86bcae53:1",
                "cc97dc7b1d7d8f7b:1",
                "c129715d7a2bc9a3:1",
            ],
        ),
    ],
)
def test_the_published_values(text: str, hashes: list[str]) -> None:
    assert line_hashes(text) == hashes


def slowly(text: str) -> list[str]:
    """The definition, written down without any cleverness."""
    units = [ord(char) for char in text if char not in " \t"] + [0xFFFF]
    starts = [0, *[at + 1 for at, unit in enumerate(units) if unit == 10]]
    hashes: list[str] = []
    for start in starts:
        window = (units[start : start + LENGTH] + [0] * LENGTH)[:LENGTH]
        value = sum(u * BASE ** (LENGTH - 1 - k) for k, u in enumerate(window)) % 2**64
        count = sum(h.startswith(f"{value:x}:") for h in hashes)
        hashes.append(f"{value:x}:{count + 1}")
    return hashes


@given(st.text("ab \t\né東", max_size=300))
def test_it_is_what_its_definition_says(text: str) -> None:
    assert line_hashes(text) == slowly(text)


def test_a_line_keeps_its_hash_when_lines_above_it_come_and_go() -> None:
    text = "component gate : load_balancer\n" + "x" * 200
    assert line_hashes("# new\n\n" + text)[2:] == line_hashes(text)
