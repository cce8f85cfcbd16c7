"""Words that messages share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def listed(names: Sequence[str], most: int = 3) -> str:
    """Names in backticks as a sentence has them: `` `a`, `b` and `c` ``, or `` `a`, `b` and 4 more ``."""
    quoted = [f"`{name}`" for name in names[:most]]
    if len(names) > most:
        quoted.append(f"{len(names) - most} more")
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


WHOLE = 0.95
"""From this share of its runs on, a flow stops; with less, that share of it fails."""


def flows_stop(flows: Sequence[str], shares: Mapping[str, float] | None = None) -> str:
    """`` `follow` stops ``, or `` `follow` and `create` stop ``. With the share of each flow's runs that
    fails: `` `follow` stops and 2% of `create` fails ``."""
    shares = shares or {}
    whole = [flow for flow in flows if shares.get(flow, 1.0) >= WHOLE]
    partly = [flow for flow in flows if flow not in whole]
    stop = f"{listed(whole)} {'stops' if len(whole) == 1 else 'stop'}" if whole else ""
    if not partly:
        return stop
    most, least = (f(shares[flow] for flow in partly) for f in (max, min))
    of = f"{'up to ' if most > least else ''}{most * 100:.2g}% of {listed(partly)}"
    fails = f"{of} {'fails' if len(partly) == 1 else 'fail'}"
    return f"{stop} and {fails}" if stop else fails


def counted(number: int, noun: str) -> str:
    """A number of things: `1 flow`, `2 flows`, `2 more flows`; where the noun goes on, its first word is
    counted: `2 systems of others`."""
    left = "more " if noun.startswith("more ") else ""
    first, space, rest = noun.removeprefix(left).partition(" ")
    return f"{number} {left}{first}{'' if number == 1 else 's'}{space}{rest}"
