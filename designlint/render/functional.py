"""The functional requirements: which flows serve each, and whether these serve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designlint.base.records import NamedTuple
from designlint.render.cells import clean
from designlint.render.style import Paint, Role
from designlint.render.wrap import wrap

SIGNS: dict[str, tuple[str, Role]] = {
    "not served": ("x", "error"),
    "overloaded": ("!", "error"),
    "optional": ("!", "warning"),
    "served": ("+", "good"),
}
"""The sign and the colour of how each is served, the worst first."""
_GAP = "  "


class Functional(NamedTuple):
    """A functional requirement that is to be built: `word` is a key of `SIGNS`, `flows` serve it, and `why`
    says what keeps them from it. `design` is the main file of its design."""

    name: str
    title: str
    word: str
    flows: tuple[str, ...] = ()
    why: str = ""
    design: str = ""


def functional_lines(
    rows: Sequence[Functional], total: int, paint: Paint, *, several: bool
) -> Iterator[str]:
    """A row for each, those first that are not served; of `several` designs with the design."""
    if not rows:
        return
    served = sum(row.word == "served" for row in rows)
    yield paint(f"functional: {served} of {len(rows)} served", "strong")
    words = max(len(row.word) for row in rows) + 2
    names = max(len(clean(row.name)) for row in rows)
    column = words + len(_GAP) + names + len(_GAP)
    for row in sorted(rows, key=lambda one: list(SIGNS).index(one.word)):
        sign, role = SIGNS[row.word]
        by = f"by {', '.join(row.flows)}" if row.flows else "no flow serves it"
        said = [row.title.rstrip("."), by, row.why, row.design if several else ""]
        first, *rest = wrap(clean("; ".join(filter(None, said))), max(total - column, 20))
        state = paint(f"{sign} {row.word}".ljust(words), role)
        yield f"{state}{_GAP}{clean(row.name).ljust(names)}{_GAP}{first}".rstrip()
        yield from (f"{' ' * column}{line}" for line in rest)
