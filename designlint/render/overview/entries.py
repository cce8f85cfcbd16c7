"""An entry of the overview: message, place with what breaks, and the one remedy."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.diagnostics.diagnostic import Diagnostic, Help
from designlint.render.brief import brief
from designlint.render.cells import clean
from designlint.render.consequences import beneath
from designlint.render.found_in import remark_lines
from designlint.render.overview.order import Alike
from designlint.render.style import OF_SEVERITY, Paint, Role
from designlint.render.wrap import few_lines, fitted_end

_INDENT = "  "
_GAP = "  "
_HANG = 4
_MESSAGE, _REMEDY, _REPEAT = 300, 160, 100
"""So many columns of a text are shown at least, in as many lines as that takes."""
# Without a place in the design: what fails inside of designlint.
_NOWHERE = "INT"


def entry_lines(alike: Alike, total: int, paint: Paint, repeats: int) -> Iterator[str]:
    """The lines of the first finding, then one for each of so many `repeats`; the others are counted."""
    one = alike.first
    yield from _message(one, total, paint)
    yield from _place(one, total, paint)
    remedy = remedy_of(one)
    if remedy:
        first, *rest = few_lines(clean(remedy), total - len(_INDENT), len(_INDENT), _REMEDY)
        yield _INDENT + _key(first, paint)
        yield from (f"{_INDENT}{line}" for line in rest)
    for other in alike.repeats[:repeats]:
        yield from _repeat(other, total, paint)
    left = len(alike.repeats) - min(repeats, len(alike.repeats))
    if left:
        yield paint(f"{_INDENT}and {left} more of {one.code}", "dim")


def remedy_of(diagnostic: Diagnostic) -> str:
    """The one remedy with its key: the fix, else the first edit, sample or advice; how many others there
    are."""
    answers = [f"{one.key}: {_first_line(one)}" for one in brief(diagnostic).help]
    fix = diagnostic.fix
    if fix is not None:
        how = "--fix" if fix.safe else "--fix --unsafe-fixes"
        others = [one for one in answers if _plain(one) != _plain(f"help: {fix.title}")]
        key = "help" if len(others) < len(answers) else "fix"
        answers = [f"{key}: {fix.title} ({how})", *others]
    if not answers:
        return ""
    if answers[0].endswith(":"):  # it leads the others, which belong together
        edits = [str(one._replace(note="")) for one in brief(diagnostic).help[1:]]
        return f"{answers[0]} {' and '.join(edits)}"
    more = f"  (+{len(answers) - 1} more)" if answers[1:] else ""
    return f"{answers[0]}{more}"


def _plain(text: str) -> str:
    return text.replace("`", "")


def _first_line(answer: Help) -> str:
    return str(answer).splitlines()[0] if str(answer) else ""


def _message(one: Diagnostic, total: int, paint: Paint) -> Iterator[str]:
    code = f"[{clean(one.code)}]" if one.code else ""
    head = f"{one.severity}{code}"
    words = f"{head}: {clean(one.message).strip()}"
    first, *rest = few_lines(words, total, len(_INDENT), _MESSAGE)
    painted = paint(head, OF_SEVERITY[one.severity])
    yield (painted + paint(first[len(head) :], "strong")).rstrip()
    yield from (paint(line, "strong") for line in rest)


def _place(one: Diagnostic, total: int, paint: Paint) -> Iterator[str]:
    """``--> shop.design:12:3  single-replica; breaks `NFR1`; +3 beneath``."""
    said = "; ".join(filter(None, [one.rule, *remark_lines(one), beneath(one)]))
    yield from _behind_place(one, said, total, paint, "dim")


def _repeat(one: Diagnostic, total: int, paint: Paint) -> Iterator[str]:
    """A further finding of a rule, its place first."""
    more = "; ".join(filter(None, [*remark_lines(one), beneath(one)]))
    said = f"{one.message}{f' ({more})' if more else ''}".strip()
    yield from _behind_place(one, said, total, paint, "plain")


def _behind_place(
    one: Diagnostic, said: str, total: int, paint: Paint, role: Role
) -> Iterator[str]:
    """The place of a finding with words behind it, and below where lines are narrow."""
    room = total - len(_INDENT)
    place = fitted_end(clean(str(one.primary.span)), room - len("--> "))
    first, *rest = few_lines(f"--> {place}{_GAP}{clean(said)}".rstrip(), room, _HANG, _REPEAT)
    at = len("--> ") + len(place)
    yield f"{_INDENT}{paint('-->', 'frame')}{first[3:at]}{paint(first[at:], role)}".rstrip()
    yield from (f"{_INDENT}{paint(line, role)}" for line in rest)


def _key(text: str, paint: Paint) -> str:
    key, colon, rest = text.partition(":")
    return f"{paint(key + colon, 'strong')}{rest}" if colon else text
