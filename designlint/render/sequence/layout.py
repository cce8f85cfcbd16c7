"""Where everything in a sequence diagram stands, in pixels from the upper left corner.

A diagram is no wider than `WIDEST`, at which its text is readable on a screen or a printed page. A flow
with more participants than fit is drawn as several panels, one below another, each with the
participants of its own messages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from designlint.base.records import NamedTuple
from designlint.drawing import Message, Participant, Sequence
from designlint.drawing.sequence import Activation
from designlint.render.measure import text_width, wrapped
from designlint.render.vector.measures import LINE, MARGIN, SMALL, WIDEST

MOST = 9
"""So many participants stand beside each other: with more, no label fits between two of them."""
HEAD = 112.0
"""The width of the box at the head of a lifeline."""
HALF, OWN = 5.0, 26.0
"""Half the width of a bar, and how far the arrow of a call to oneself goes out."""
_GAPS = (124.0, 250.0)


class Head(NamedTuple):
    """A participant at the centre `x` of its lifeline; its box has the width and height of the panel's."""

    participant: Participant
    x: float
    name: tuple[str, ...]
    kind: tuple[str, ...]


class Arrow(NamedTuple):
    """A message at height `y`, from `x1` to `x2`, with its label in lines above it; the first
    `strong` lines are its number and action."""

    message: Message
    x1: float
    x2: float
    y: float
    label: tuple[str, ...]
    strong: int

    def is_over(self, x: float) -> bool:
        """Whether the label stands over a bar at `x`."""
        half = max(map(text_width, self.label), default=0.0) / 2 + HALF
        return abs((self.x1 + self.x2) / 2 - x) < half


class Bar(NamedTuple):
    """A participant that works, on its lifeline at `x`, from `y1` to `y2`."""

    participant: Participant
    x: float
    y1: float
    y2: float


class Panel(NamedTuple):
    """Messages between no more participants than fit: lifelines from `top` to `bottom`, whose heads
    are `high`."""

    heads: tuple[Head, ...]
    arrows: tuple[Arrow, ...]
    bars: tuple[Bar, ...]
    top: float
    bottom: float
    high: float

    @property
    def right(self) -> float:
        """Where the panel ends to the right, with its margin."""
        heads = max(head.x for head in self.heads) + HEAD / 2
        own = [
            max(one.x1 + OWN + 12, one.x1 + 10 + max(map(text_width, one.label), default=0.0))
            for one in self.arrows
            if one.x1 == one.x2
        ]
        return max([heads, *own]) + MARGIN


def panels(sequence: Sequence, top: float) -> tuple[Panel, ...]:
    """The panels of a diagram, the first one at `top`."""
    found: list[Panel] = []
    works, first = sequence.activations, 0
    for messages in _split(sequence.messages):
        begin = found[-1].bottom + 3 * LINE if found else top
        panel = _panel(sequence, works, messages, first, begin)
        found.append(panel)
        first += len(messages)
    return tuple(found)


def _split(messages: Iterable[Message]) -> Iterator[list[Message]]:
    """Runs of messages that no more than `MOST` participants take part in."""
    run: list[Message] = []
    inside: set[str] = set()
    for message in messages:
        ends = {message.tail, message.head}
        if run and len(inside | ends) > MOST:
            yield run
            run, inside = [], set()
        run.append(message)
        inside |= ends
    if run:
        yield run


def _panel(
    sequence: Sequence,
    works: tuple[Activation, ...],
    messages: list[Message],
    first: int,
    top: float,
) -> Panel:
    used = {end for message in messages for end in (message.tail, message.head)}
    people = [one for one in sequence.participants if one.key in used]
    gap = _gap(messages, len(people))
    xs = {one.key: MARGIN + HEAD / 2 + number * gap for number, one in enumerate(people)}
    heads = tuple([
        Head(one, xs[one.key], wrapped(one.name, HEAD - 14), wrapped(one.kind, HEAD - 14, SMALL))
        for one in people
    ])  # fmt: skip
    high = max(len(head.name) + len(head.kind) for head in heads) * LINE + 2 * LINE
    ends: dict[int, list[float]] = {}
    for one in works:
        if one.participant in xs:
            ends.setdefault(one.last, []).append(xs[one.participant])
    arrows: list[Arrow] = []
    y = top + high + LINE / 2
    for number, message in enumerate(messages, first):
        arrow = _arrow(message, xs, y, gap)
        if any(map(arrow.is_over, ends.get(number - 1, ()))):
            arrow = _arrow(message, xs, y + LINE, gap)
        arrows.append(arrow)
        y = arrow.y + (LINE if message.tail == message.head else 0.0)
    bottom = y + 1.5 * LINE
    bars = tuple(_bars(sequence, works, xs, first, arrows, top + high, bottom))
    return Panel(heads, tuple(arrows), bars, top, bottom, high)


def _gap(messages: Iterable[Message], people: int) -> float:
    """How far two lifelines stand apart: as far as the longest label needs, if there is room."""
    room = (WIDEST - 2 * MARGIN - HEAD) / max(1, people - 1)
    needed = max(text_width(line) for message in messages for line in _texts(message)) + 28
    return max(_GAPS[0], min(room, _GAPS[1], needed))


def _arrow(message: Message, xs: dict[str, float], y: float, gap: float) -> Arrow:
    x1, x2 = xs[message.tail], xs[message.head]
    own = x1 == x2
    room = max(abs(x2 - x1), gap) - 24
    action, facts = _texts(message)
    strong = wrapped(action, room)
    label = (*strong, *wrapped(facts, room, SMALL))
    return Arrow(message, x1, x2, y + len(label) * LINE + (6 if own else 13), label, len(strong))


def _texts(message: Message) -> tuple[str, str]:
    """The number and action of a message; when it is sent, how often, and how long it takes. Without an
    action, all is one text."""
    guards = [f"[{', '.join(message.guards)}]"] if message.guards else []
    facts = " ".join([*guards, ", ".join(message.facts)]).strip()
    if not message.action:
        return "", f"{message.number}. {facts}".strip()
    return f"{message.number}. {message.action}", facts


def _bars(
    sequence: Sequence,
    works: tuple[Activation, ...],
    xs: dict[str, float],
    first: int,
    arrows: list[Arrow],
    top: float,
    bottom: float,
) -> Iterator[Bar]:
    people = {one.key: one for one in sequence.participants}
    last = first + len(arrows) - 1
    for one in works:
        if one.last < first or one.first > last or one.participant not in xs:
            continue
        start = arrows[one.first - first].y if one.first >= first else top
        end = arrows[min(one.last, last) - first].y + LINE
        yield Bar(people[one.participant], xs[one.participant], start, min(end, bottom))
