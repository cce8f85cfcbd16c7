"""The table of requirements and expectations with their verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from designlint.base.records import NamedTuple
from designlint.base.wording import counted
from designlint.diagnostics.diagnostic import Help, Step, grouped_lines
from designlint.render.cells import clean
from designlint.render.functional import Functional, functional_lines
from designlint.render.indented import indented
from designlint.render.style import Paint, Role, painter

SIGNS: dict[str, tuple[str, Role]] = {
    "met": ("+", "good"),
    "met on assumptions": ("+*", "info"),
    "met (likely)": ("+~", "info"),
    "violated": ("x", "error"),
    "violated on assumptions": ("x*", "warning"),
    "violated (likely)": ("x~", "warning"),
    "undecided": ("?", "undecided"),
}
"""The sign and the colour of each verdict: `*` for what rests on assumptions, `~` for what is likely."""
WORST_FIRST = (
    "violated", "violated on assumptions", "violated (likely)", "undecided",
    "met (likely)", "met on assumptions", "met",
)  # fmt: skip
"""The verdicts in the order in which people read them."""
_WIDEST_VALUE, _LEAST_CLAIM = 24, 24
_LEAST_ROOM = 60
"""With fewer columns for claims and values, these and the notes stand below each other."""
_INDENT = "    "
_SHARED = 3
"""So many claims with one reason have it once, below all of them."""
_ALWAYS_COUNTED = ("met", "violated", "undecided")
_INSENSITIVE = "sensitive to no single number: each may be wrong by a factor of 16"


class Row(NamedTuple):
    """One claim of a requirement or scenario with its verdict, all as text. `design` is the main file of
    its design.

    `status` is met, violated or undecided, `basis` what it rests on (empty where it is undecided) and
    `word` both in one. `missing` are the facts that would decide it, `assumptions` those that it rests on. `sensitivity`
    are the numbers that it is sensitive to and `remedy` the changes that meet it, None where not
    asked for. `flows` says what becomes of the flows in a scenario, with its first row.
    """

    name: str
    claim: str
    status: str
    basis: str
    word: str
    value: str
    target: str
    margin: str = ""
    reason: str = ""
    missing: tuple[str, ...] = ()
    assumptions: tuple[Step, ...] = ()
    derivation: Sequence[Step] = ()
    sensitivity: tuple[Step, ...] | None = None
    remedy: tuple[Help, ...] | None = None
    design: str = ""
    flows: str = ""


class Assumed(NamedTuple):
    """An assumption with the names of the requirements and scenarios of a design that rest on it."""

    line: Step
    owners: tuple[str, ...]
    design: str = ""


def render(
    rows: Sequence[Row],
    *,
    width: int,
    colour: bool,
    why: bool = False,
    register: Sequence[Assumed] | None = None,
    designs: Sequence[str] = (),
    functional: Sequence[Functional] = (),
) -> str:
    """The rows as a table for people, the violated ones first; with `why` each one's derivation under it,
    then the `functional` requirements, and under all the `register` of assumptions where it is asked for. Of
    several `designs` each has a heading."""
    paint = painter(colour)
    served = list(functional_lines(functional, width, paint, several=bool(designs[1:])))
    if not rows:
        silent = "no requirement states what to measure: add `require ...` to a nonfunctional one\n"
        return "\n".join([*served, silent]) if served else silent
    names = max(len(row.name) for row in rows) + 2
    values = min(max(len(row.value) for row in rows), _WIDEST_VALUE) + 2
    first = max(len(_verdict(row)) for row in rows) + 2
    margins = max(len(row.margin) for row in rows)
    longest = max(len(row.claim) for row in rows) + 2
    claims = min(longest, max(_LEAST_CLAIM, width - first - names - values - margins))
    lines: list[str] = []
    above = ""
    shared = _shared_reasons(rows)
    own = [row._replace(reason="") if row.reason in shared else row for row in rows]
    for row in worst_first(own):
        if designs[1:] and row.design != above:
            lines += [*([""] if above else []), paint(clean(row.design), "strong")]
            above = row.design
        is_narrow = width - first - names < _LEAST_ROOM
        lines += (
            _stacked(row, paint, width)
            if is_narrow
            else _row(row, paint, (first, names, claims, values), width)
        )
        indent = _INDENT if is_narrow else " " * (first + names)
        for note in _notes(row, why=why):
            wrapped = indented(note, width, indent, f"{indent}  ")
            lines += [paint(line, "dim") for line in wrapped]
    for reason, count in shared.items():
        summary = indented(f"{counted(count, 'claim')} undecided: {reason}", width, rest=_INDENT)
        lines += ["", *(paint(line, "dim") for line in summary)]
    lines.append("")
    if served:
        lines += [*served, ""]
    if register is not None:
        lines += [*_register(register, paint, width, several=bool(designs[1:])), ""]
    lines += indented(_summary(rows, designs), width, rest=_INDENT)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _shared_reasons(rows: Sequence[Row]) -> dict[str, int]:
    """The reasons that many claims have in common, and how many."""
    counts = Counter(row.reason for row in rows if row.reason)
    return {reason: count for reason, count in counts.items() if count >= _SHARED}


def worst_first(rows: Sequence[Row]) -> list[Row]:
    """The rows by design; of each the requirements with the gravest verdict first, and their claims."""
    designs = list(dict.fromkeys(row.design for row in rows))
    worst: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row.design, row.name)
        worst[key] = min(worst.get(key, len(WORST_FIRST)), _gravity(row))
    owners = {key: number for number, key in enumerate(worst)}

    def rank(row: Row) -> tuple[int, int, int, int]:
        key = (row.design, row.name)
        return designs.index(row.design), worst[key], owners[key], _gravity(row)

    return sorted(rows, key=rank)


def _gravity(row: Row) -> int:
    return WORST_FIRST.index(row.word)


def _register(register: Sequence[Assumed], paint: Paint, width: int, *, several: bool) -> list[str]:
    """Each assumption, and under it who rests on it."""
    if not register:
        return ["no verdict rests on an assumption"]
    lines = [paint("assumptions", "strong")]
    for one in register:
        lines += indented(_line(one.line), width, "  ", "    ")
        owners = indented(
            f"for {', '.join(one.owners)}{f' in {one.design}' if several else ''}",
            width,
            "    ",
            "      ",
        )
        lines += [paint(line, "dim") for line in owners]
    return lines


def _verdict(row: Row) -> str:
    return f"{SIGNS[row.word][0]} {row.word}"


def _row(row: Row, paint: Paint, widths: tuple[int, int, int, int], total: int) -> list[str]:
    """A claim with its value beside it, or below it where lines are narrow."""
    width, names, claims, values = widths
    status = paint(_verdict(row).ljust(width), SIGNS[row.word][1])
    name = row.name.ljust(names)
    indent = " " * (width + names)
    value = f"{row.value.ljust(values - 2)}  {row.margin}".rstrip()
    if len(indent) + claims + len(value) <= total:
        claim = indented(row.claim, claims - 2) or [""]
        first = f"{status}{name}{claim[0].ljust(claims)}{value}"
        return [first, *(indent + line for line in claim[1:])]
    room = max(total - len(indent), _LEAST_CLAIM)
    claim = indented(row.claim, room) or [""]
    below = indented(f"{row.value}  {row.margin}".rstrip(), room - 2)
    lines = [*claim[1:], *(f"  {line}" for line in below)]
    return [f"{status}{name}{claim[0]}", *(indent + line for line in lines)]


def _stacked(row: Row, paint: Paint, width: int) -> list[str]:
    """A claim with its value below it, in the whole width."""
    verdict = _verdict(row)
    first, *rest = indented(f"{verdict}  {row.name}  {row.claim}", width, rest=_INDENT)
    below = indented(f"{row.value}  {row.margin}".rstrip(), width, _INDENT, f"{_INDENT}  ")
    painted = paint(verdict, SIGNS[row.word][1])
    return [f"{painted}{first[len(verdict) :]}", *rest, *below]


def _notes(row: Row, *, why: bool) -> list[str]:
    notes = []
    if row.flows:
        notes.append(f"flows: {row.flows}")
    if row.reason:
        notes.append(row.reason)
    if row.missing and row.status == "undecided":
        notes.append(f"missing: {_listed(row.missing)}")
    if row.assumptions:
        notes.append(f"assumed: {_listed([step.text for step in grouped_lines(row.assumptions)])}")
    if why:
        notes += [f"{branch}{_line(step)}" for branch, step in branches(row.derivation)]
    notes += [f"{one.key}: {one}" for one in row.remedy or ()]
    if row.sensitivity is not None and row.status != "undecided":
        notes += [_line(step) for step in row.sensitivity] or [_INSENSITIVE]
    return notes


def branches(steps: Sequence[Step]) -> Iterator[tuple[str, Step]]:
    """Each step with the branches of the tree that lead to it; a list that is flat has none."""
    if not any(step.depth for step in steps):
        yield from (("", step) for step in steps)
        return
    for place, step in enumerate(steps):
        later = [other.depth for other in steps[place + 1 :]]
        stems = ["|  " if _goes_on(later, depth) else "   " for depth in range(1, step.depth)]
        if step.depth:
            stems.append("|- " if _goes_on(later, step.depth) else "`- ")
        yield "".join(stems), step


def _goes_on(later: Sequence[int], depth: int) -> bool:
    """Whether more of a depth follows before anything less deep does."""
    return next((other for other in later if other <= depth), -1) == depth


def _line(step: Step) -> str:
    place = f", {step.span}" if step.span else ""
    return f"{step.text}  ({step.origin}{place})" if step.origin else step.text


def _listed(texts: Sequence[str], most: int = 6) -> str:
    more = f" and {len(texts) - most} more" if len(texts) > most else ""
    # Sentences with commas or colons of their own have semicolons between them.
    gap = "; " if any(sign in text for text in texts for sign in (", ", ": ")) else ", "
    return f"{gap.join(texts[:most])}{more}"


def _summary(rows: Sequence[Row], designs: Sequence[str]) -> str:
    counts = {word: sum(row.word == word for row in rows) for word in SIGNS}
    words = [f"{n} {word}" for word, n in counts.items() if n or word in _ALWAYS_COUNTED]
    noun = "claim" if len(rows) == 1 else "claims"
    summary = f"{len(rows)} {noun}: {', '.join(words)}"
    if not designs[1:]:
        return summary
    stating = {row.design for row in rows}
    silent = [name for name in designs if name not in stating]
    more = f"; {counted(len(silent), 'design')} without a claim" if silent else ""
    return f"{counted(len(designs), 'design')}, {summary}{more}"
