"""Which keys of its stores a flow may ask for, where keys fail with different things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from math import prod

from designlint.analyses.facts import Facts
from designlint.analyses.failure.copies import keys_of
from designlint.analyses.placement.placement import placements

# Which key a component is asked for, by its path; the first where no key is named.
Keys = Mapping[str, int]
FIRST_KEYS: Keys = {}
# Whichever key: it fails for certain where every key does, and perhaps where one does.
ANY_KEY = -1

# So many combinations of keys are distinguished; of more, each component is asked for whichever key.
COMBINED = 16


def other_keys(facts: Facts, paths: Iterable[str]) -> list[Keys]:
    """The keys that may be asked for instead of the first of each of some components."""
    components = facts.design.components
    numbers = {
        path: keys_of(components[path], facts[placements][path])
        for path in dict.fromkeys(paths)
        if path in components
    }
    several = {path: number for path, number in numbers.items() if number > 1}
    if prod(several.values()) > COMBINED:
        return [dict.fromkeys(several, ANY_KEY)]
    chosen = product(*map(range, several.values()))
    return [dict(zip(several, one, strict=True)) for one in chosen if any(one)]
