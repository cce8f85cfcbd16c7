"""Which calls an upper bound of a request leaves out, and which it bounds by their timeouts alone."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from designlint.base.records import NamedTuple

# So many lengths of timeouts are tried, the shortest first, as bounds of the calls that have them.
MOST_TIMEOUTS = 8

# So many of the rarest calls are tried to be left out.
MOST_LEFT_OUT = 8


class Plan(NamedTuple):
    """The numbers of the calls that are left out, and of those that are bounded by their timeouts
    alone."""

    left_out: frozenset[int]
    timed_out: frozenset[int]


NOTHING = Plan(frozenset(), frozenset())


def timeouts_to_try(
    longest: Sequence[float], opaque: Collection[int]
) -> tuple[frozenset[int], ...]:
    """The calls to bound by their timeouts alone, for each attempt: `longest` is how long each call is
    waited for at the most, and nothing but that bounds the `opaque` ones."""
    ends = {number: time for number, time in enumerate(longest) if time < math.inf}
    if not ends:
        return (frozenset(),)
    times = sorted(set(ends.values()))
    unbounded = frozenset(opaque).intersection(ends)
    # One at a time, with those that nothing else bounds.
    found = [frozenset[int](), unbounded]
    found += [unbounded | {number} for number in list(ends)[:MOST_TIMEOUTS]]
    found += [
        frozenset([number for number, time in ends.items() if time <= most])
        for most in (*times[:MOST_TIMEOUTS], *times[-1:])
    ]
    return tuple(dict.fromkeys(found))
