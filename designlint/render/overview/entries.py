"""An entry of the overview: message, place with what breaks, and the one remedy."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.diagnostic import Diagnostic, Help
from designlint.render.brief import brief
from designlint.render.cells import clean, width
from designlint.render.consequences import beneath
from designlint.render.found_in import remark_lines
from designlint.render.overview.order import Alike
from designlint.render.style import OF_SEVERITY, Paint
from designlint.render.wrap import fitted, wrap

_INDENT = "  "
_GAP = "  "
_MOST_OF_MESSAGE = 3
# Without a place in the design: what fails inside of designlint.
_NOWHERE = "INT"


def entry_lines(alike: Alike, total: int, paint: Paint, repeats: int) -> Iterator[str]:
    """The lines of the first finding, then one for each of so many `repeats`; the others are counted."""
    one = alike.first
    yield from _message(one, total, paint)
    yield _place(one, total, paint)
    remedy = remedy_of(one)
    if remedy:
        yield _INDENT + _key(fitted(clean(remedy), total - len(_INDENT)), paint)
    for other in alike.repeats[:repeats]:
        yield _repeat(other, total, paint)
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
    more = f"  (+{len(answers) - 1} more)" if answers[1:] else ""
    return f"{answers[0]}{more}"


def _plain(text: str) -> str:
    return text.replace("`", "")


def _first_line(answer: Help) -> str:
    return str(answer).splitlines()[0] if str(answer) else ""


def _message(one: Diagnostic, total: int, paint: Paint) -> Iterator[str]:
    code = f"[{clean(one.code)}]" if one.code else ""
    head = f"{one.severity}{code}"
    first, *rest = wrap(f"{head}: {clean(one.message).strip()}", total, len(_INDENT))
    painted = paint(head, OF_SEVERITY[one.severity])
    yield (painted + paint(first[len(head) :], "strong")).rstrip()
    shown = rest[: _MOST_OF_MESSAGE - 1]
    if rest[len(shown) :]:
        shown[-1] = fitted(f"{shown[-1]} {rest[len(shown)].strip()}", total)
    yield from (paint(line, "strong") for line in shown)


def _place(one: Diagnostic, total: int, paint: Paint) -> str:
    """``--> shop.design:12:3  single-replica; breaks `NFR1`; +3 beneath``."""
    place = clean(str(one.primary.span))
    said = clean("; ".join(filter(None, [one.rule, *remark_lines(one), beneath(one)])))
    room = total - len(_INDENT) - len("--> ") - width(place) - len(_GAP)
    said = fitted(said, room) if said and room > 0 else ""
    return f"{_INDENT}{paint('-->', 'frame')} {place}{_GAP}{paint(said, 'dim')}".rstrip()


def _repeat(one: Diagnostic, total: int, paint: Paint) -> str:
    """A further finding of a rule in one line, its place first."""
    place = clean(str(one.primary.span))
    more = "; ".join(filter(None, [*remark_lines(one), beneath(one)]))
    said = clean(f"{one.message}{f' ({more})' if more else ''}").strip()
    room = max(total - len(_INDENT) - len("--> ") - width(place) - len(_GAP), 1)
    return f"{_INDENT}{paint('-->', 'frame')} {place}{_GAP}{fitted(said, room)}"


def _key(text: str, paint: Paint) -> str:
    key, colon, rest = text.partition(":")
    return f"{paint(key + colon, 'strong')}{rest}" if colon else text
