"""Derivations that say shared parts once: what one claim derives, the next one refers to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from designlint.document import Line

LEAST = 3
"""Fewer lines in a row are repeated: a reference would be no shorter."""


class Derivations:
    """The derivations of one document, in the order in which it shows them."""

    def __init__(self) -> None:
        self._shown: dict[Line, str] = {}

    def once(self, proof: Sequence[Line], owner: str) -> list[Line]:
        """A derivation without what was shown already, which it refers to."""
        found = [(line, self._shown.get(line, "")) for line in proof]
        for line in proof:
            self._shown.setdefault(line, owner)
        return [one for at, run in groupby(_known(found), _where) for one in _told(list(run), at)]


Known = tuple[Line, str]


def _known(found: Sequence[Known]) -> Iterator[Known]:
    """Lines with where they were shown; within one proof, a line that came above is shown too."""
    above: set[Line] = set()
    for line, at in found:
        yield (line, at or ("above" if line in above else ""))
        above.add(line)


def _where(known: Known) -> tuple[str, int]:
    return known[1], known[0].depth if known[1] else 0


def _told(run: list[Known], where: tuple[str, int]) -> Iterator[Line]:
    at, depth = where
    if not at or len(run) < LEAST:
        yield from (line for line, _ in run)
        return
    first, *others = dict.fromkeys(line.text.split(":")[0].strip("`") for line, _ in run)
    names = f"`{first}` and {len(others)} more" if others else f"`{first}`"
    yield Line(f"{names}: as above" if at == "above" else f"{names}: as at `{at}`", depth=depth)
