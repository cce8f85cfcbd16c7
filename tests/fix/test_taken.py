"""What is taken of a file is what any of its edits touches."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from designlint.fixes.taken import Stretch, Taken

STRETCHES = st.lists(
    st.tuples(st.sampled_from("ab"), st.integers(0, 30), st.integers(0, 6)).map(
        lambda one: (one[0], one[1], one[1] + one[2])
    ),
    max_size=12,
)


def _touch(one: Stretch, other: Stretch) -> bool:
    return one[0] == other[0] and one[1] <= other[2] and other[1] <= one[2]


@given(STRETCHES, STRETCHES)
def test_a_stretch_touches_what_is_taken_as_it_touches_one_of_it(
    some: list[Stretch], others: list[Stretch]
) -> None:
    taken = Taken()
    taken.take(some)
    for one in others:
        assert taken.touches(one) == any(_touch(one, other) for other in some)
