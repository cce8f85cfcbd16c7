"""What the text of a requirement says wrongly, twice, vaguely or not at all (REQ)."""

from __future__ import annotations

from tests.signal.mutation import Operator

_FIRST = r"functional FR1 "
_TITLE = r'(?<=FR1 ")[^"]*'
_NFR = r"nonfunctional NFR1 "

OPERATORS = (
    Operator(
        "other_number", "REQ", _NFR, r"\b(\d+(?:\.\d+)?)% of the time\.", "88.5% of the time.",
        codes=("REQ001",),
    ),
    Operator(
        "wrong_direction", "REQ", _NFR, r"(availability of \w+) >= ([\d.]+%)", r"\1 <= \2",
        codes=("REQ002",), also=("VER", "SPF", "RES", "SCA"),
    ),
    Operator(
        "vague", "REQ", _FIRST, rf"({_TITLE})\.", r"\1 as soon as possible.",
        codes=("REQ003",), asks=True,
    ),
    Operator("unfinished", "REQ", _FIRST, rf"{_TITLE}", "A member can TBD.", codes=("REQ004",), asks=True),
    Operator(
        "quality_as_function", "REQ", _FIRST, rf"{_TITLE}", "The site answers within 2 seconds.",
        codes=("REQ005",), asks=True,
    ),
    Operator(
        "two_in_one", "REQ", _FIRST, rf"({_TITLE})\.",
        r"A clerk can sign in. The site must send a mail.", codes=("REQ006",), asks=True,
    ),
    Operator(
        "open_end", "REQ", _FIRST, rf"({_TITLE})\.", r"\1, and so on.", codes=("REQ007",), asks=True
    ),
    Operator(
        "absolute", "REQ", _NFR, r'(?<=NFR1 ")[^"]*', "It is always available.",
        codes=("REQ008",), asks=True,
    ),
    Operator("title_only", "REQ", _FIRST, rf"{_TITLE}", "Signing in.", codes=("REQ009",), asks=True),
)  # fmt: skip
