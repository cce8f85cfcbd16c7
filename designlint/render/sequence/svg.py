"""A sequence diagram as SVG: a file of its own with title and legend, or a part of a page, whose
style sheet then has the rules of `dress.page_style`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from designlint.drawing import Role, Sequence, told_apart
from designlint.render.cells import clean
from designlint.render.dress import own_style
from designlint.render.measure import wrapped
from designlint.render.palette import FONT, LOOKS, MARKS
from designlint.render.sequence.budget import HIGH, Foot, budget
from designlint.render.sequence.layout import HALF, HEAD, OWN, Arrow, Bar, Head, Panel, panels
from designlint.render.vector.arrows import arrow, own_arrow
from designlint.render.vector.elements import group, path, text
from designlint.render.vector.heading import heading
from designlint.render.vector.measures import FONT_SIZE, LINE, MARGIN, POINTS, SMALL, WIDEST
from designlint.render.vector.outlines import outline

Link = Callable[[str], str]
"""The address for an element; empty where there is none."""
_NARROWEST = 480.0


def render(
    sequence: Sequence, *, key: str = "diagram", titled: bool = True, link: Link | None = None
) -> str:
    """The SVG. A `titled` one has its title, legend and style sheet in it; a page has its own. `key`
    begins every id in it. `link` gives the address for the element that a participant stands for."""
    sequence = told_apart(sequence)
    parts: list[str] = []
    right, top = _NARROWEST, MARGIN
    if titled:
        head = heading(sequence, WIDEST)
        parts, right, top = list(head.parts), max(right, head.right), head.bottom
    found = panels(sequence, top)
    right = max([right, *(panel.right for panel in found)])
    taken: set[str] = set()
    for panel in found:
        parts += _panel(panel, key, link, taken)
    bottom = found[-1].bottom if found else top
    if sequence.budget is not None:
        foot = budget(sequence.budget, right, bottom + LINE)
        parts += _budget(foot)
        bottom = foot.bottom
    for note in sequence.notes:
        for line in wrapped(note, right - 2 * MARGIN, SMALL):
            bottom += LINE
            parts.append(text(MARGIN, bottom, line, SMALL, at="start"))
    opened = _opened(sequence, key, right, bottom + MARGIN, titled=titled)
    return "\n".join([opened, *parts, "</svg>"]) + "\n"


def _opened(sequence: Sequence, key: str, wide: float, high: float, *, titled: bool) -> str:
    name = escape(key)
    style = f"<style>\n{own_style()}</style>\n" if titled else ""
    role = "img" if titled else "group"
    in_page = f"{sequence.description}; the table of steps says the same"
    said = described(sequence) if titled else in_page
    return (
        f'<svg width="{wide * POINTS:.0f}pt" height="{high * POINTS:.0f}pt"'
        f' viewBox="0 0 {wide:.1f} {high:.1f}" xmlns="http://www.w3.org/2000/svg" role="{role}"'
        f' font-family="{FONT}" aria-labelledby="{name}--title {name}--description">\n'
        f'<title id="{name}--title">{escape(clean(sequence.title))}</title>\n'
        f'<desc id="{name}--description">{escape(clean(said))}</desc>\n{style}'
    ).rstrip()


def described(sequence: Sequence) -> str:
    """All that the diagram shows, in words."""
    names = {one.key: one.name for one in sequence.participants}
    calls = [
        f"{one.number}. {names[one.tail]} to {names[one.head]}:"
        f" {', '.join(filter(None, [one.action, *one.guards, *one.facts]))}".rstrip(": ")
        for one in sequence.messages
    ]
    spent = [sequence.budget.text] if sequence.budget is not None else []
    return ". ".join([sequence.description, *calls, *spent, *sequence.notes])


def _panel(panel: Panel, key: str, link: Link | None, taken: set[str]) -> Iterator[str]:
    start = panel.top + panel.high
    for head in panel.heads:
        line = path(f"M{head.x:.1f},{start:.1f} V{panel.bottom:.1f}", "#8c959f", "none",
                    ' stroke-dasharray="1 3"')  # fmt: skip
        yield group("frame", [line])
    for bar in panel.bars:
        yield _bar(bar)
    for head in panel.heads:
        yield _head(head, panel, key, link, taken)
    for one in panel.arrows:
        yield _message(one)


def _head(head: Head, panel: Panel, key: str, link: Link | None, taken: set[str]) -> str:
    one = head.participant
    look = LOOKS[one.role]
    shape = outline(one.role, head.x - HEAD / 2, panel.top, HEAD, panel.high)
    dashed = ' stroke-dasharray="5 3"' if "dashed" in look.style else ""
    stroke = MARKS[one.mark][0] or look.frame
    parts = [
        path(
            shape,
            stroke,
            look.fill,
            f' stroke-width="{1.2 if one.mark == "plain" else 2.6}"{dashed}',
        )
    ]
    y = panel.top + (panel.high - LINE * (len(head.name) + len(head.kind))) / 2 + 11
    for line in head.name:
        parts.append(text(head.x, y, line, FONT_SIZE, strong=True))
        y += LINE
    for line in head.kind:
        parts.append(text(head.x, y, line, SMALL))
        y += LINE
    # An id stands once in a page, though a participant may stand in several panels.
    id_ = f"{key}--node-{one.anchor}" if one.anchor and one.anchor not in taken else ""
    taken.add(one.anchor)
    href = link(one.anchor) if link is not None and one.anchor else ""
    return group(f"node role-{one.role} mark-{one.mark}", parts, id_=id_, tip=one.tip, href=href)


def _bar(bar: Bar) -> str:
    look = LOOKS[bar.participant.role]
    d = f"M{bar.x - HALF:.1f},{bar.y1:.1f} h{2 * HALF:.1f} V{bar.y2:.1f} h{-2 * HALF:.1f} z"
    return group(f"node role-{bar.participant.role}", [path(d, look.frame, look.fill)])


def _message(one: Arrow) -> str:
    message = one.message
    if one.x1 == one.x2:
        drawn = own_arrow(message.line, one.x1 + HALF, one.y, OWN, LINE)
        x, at = one.x1 + HALF + 6, "start"
    else:
        ahead = HALF if one.x2 > one.x1 else -HALF
        drawn = arrow(message.line, one.x1 + ahead, one.x2 - ahead, one.y)
        x, at = (one.x1 + one.x2) / 2, "middle"
    y = one.y - 5 - LINE * (len(one.label) - 1)
    words = []
    for number, line in enumerate(one.label):
        strong = number < one.strong
        words.append(
            text(x, y, line, FONT_SIZE if strong else SMALL, at=at, strong=strong, kind="halo")
        )
        y += LINE
    # Words stand over lifelines, so they come last and keep them off by an outline.
    return group(f"edge line-{message.line} mark-{message.mark}", drawn) + "".join(words)


def _budget(foot: Foot) -> Iterator[str]:
    title = foot.title
    yield text(title.x, title.y, title.text, FONT_SIZE, at="start", strong=True)
    for number, part in enumerate(foot.parts):
        role: Role = "service" if number % 2 == 0 else "edge"
        look = LOOKS[role]
        drawn = [path(outline("api", part.x, foot.top, part.wide, HIGH), look.frame, look.fill)]
        if part.letter:
            drawn.append(text(part.x + part.wide / 2, foot.top + HIGH / 2 + 4, part.letter, SMALL))
        yield group(f"node role-{role}", drawn)
    if foot.limit is not None:
        d = f"M{foot.limit:.1f},{foot.top - 5:.1f} v{HIGH + 10:.1f}"
        limit = path(d, MARKS["bad"][0], "none", ' stroke-width="2.5"')
        yield group("edge mark-bad", [limit])
    for one in foot.words:
        yield text(one.x, one.y, one.text, SMALL, at="start")
