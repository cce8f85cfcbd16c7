"""Words that stand in the wrong place: the message says where they belong, and there they are understood."""

from __future__ import annotations

import pytest

from tests.language.reading import clean, read

AROUND = "actor u\ncomponent w : service\ncomponent s : database\ncomponent c : cache\n"

WRONG = {
    "flow f { u -> w; w -> s { optional } }": "`optional` stands behind the last name: `a -> b, optional`",
    "flow f { u -> w; w -> s { on miss of c } }": "`on miss of CACHE` stands behind the last name: `a -> b, on miss of CACHE`",
    "flow f { u -> w; w -> s { or else c } }": "`or else NODE` stands behind the last name: `a -> b, or else NODE`",
    "flow f { u -> w; w -> s { from leader } }": "`from leader` stands behind the last name: `a -> b, from leader`",
    "flow f { u -> w, share 90% }": "write the share by itself: `a -> b, 5%`",
    "component x : search { fed_by s { lag 5s } }": "`lag` stands before the block: the form is `fed_by COMPONENT [lag TIME]`",
    "component x : service { replicas 2 in a; replicas 1 in b }\nzone a\nzone b": "one statement lists all: the form is `replicas NUMBER [in PLACE, ...]`",
}
RIGHT = (
    "flow f { u -> w; w -> s optional }",
    "flow f { u -> w; w -> c; w -> s, on miss of c }",
    "flow f { u -> w; w -> s, or else c }",
    "flow f { u -> w, 90% }",
    "component x : search { fed_by s lag 5s }",
    "component x : service { replicas 3 in a, a, b }\nzone a\nzone b",
)


@pytest.mark.parametrize("text", WRONG)
def test_it_says_where_they_belong(text: str) -> None:
    reported, _ = read(AROUND + text)
    found = [line.text for one in reported for line in one.help]
    assert WRONG[text] in found


@pytest.mark.parametrize("text", RIGHT)
def test_there_they_are_understood(text: str) -> None:
    clean(AROUND + text)
