"""Words that messages share."""

from __future__ import annotations

from collections.abc import Sequence


def listed(names: Sequence[str], most: int = 3) -> str:
    """Names in backticks as a sentence has them: `` `a`, `b` and `c` ``, or `` `a`, `b` and 4 more ``."""
    quoted = [f"`{name}`" for name in names[:most]]
    if len(names) > most:
        quoted.append(f"{len(names) - most} more")
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def flows_stop(flows: Sequence[str]) -> str:
    """`` `follow` stops ``, or `` `follow` and `create` stop ``."""
    return f"{listed(flows)} {'stops' if len(flows) == 1 else 'stop'}"


def counted(number: int, noun: str) -> str:
    """A number of things: `1 flow`, `2 flows`; where the noun goes on, its first word is counted:
    `2 systems of others`."""
    first, space, rest = noun.partition(" ")
    return f"{number} {first}{'' if number == 1 else 's'}{space}{rest}"
