"""A sequence diagram: who takes part in a flow, and the calls between them from top to bottom."""

from __future__ import annotations

from designlint.base.records import NamedTuple
from designlint.drawing.terms import Heat, Line, Mark, Role


class Participant(NamedTuple):
    """Who takes part: a lifeline with its `name` and `kind` at its head."""

    key: str
    role: Role
    name: str
    kind: str = ""
    mark: Mark = "plain"
    tip: str = ""
    anchor: str = ""


class Message(NamedTuple):
    """A call from one participant to another.

    `number` is that of the step in its flow; a fallback has the number of the call that it replaces.
    `action` is what the call is for, `guards` when it is made (`miss of hot`, `5%`), `facts` its rate
    and its time.
    """

    number: int
    tail: str
    head: str
    line: Line
    action: str = ""
    guards: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    mark: Mark = "plain"


class Segment(NamedTuple):
    """What one part adds to a latency budget, in seconds; `text` is that time in words."""

    name: str
    time: float
    text: str


class LatencyBudget(NamedTuple):
    """Where the time of a flow goes: segments in seconds, in the order of the calls; `text` says what
    they add up to, `target` what a requirement allows, in seconds, if one does."""

    segments: tuple[Segment, ...]
    text: str
    target: float | None = None


class Activation(NamedTuple):
    """A participant that works on a call: from message `first` to message `last`, by their indices."""

    participant: str
    first: int
    last: int


class Sequence(NamedTuple):
    """A sequence diagram: what it is called, a sentence for whoever cannot see it, and what is in it.
    `notes` are shown under it."""

    title: str
    description: str
    participants: tuple[Participant, ...]
    messages: tuple[Message, ...]
    budget: LatencyBudget | None = None
    notes: tuple[str, ...] = ()

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles of participants that occur, for the legend."""
        return tuple(dict.fromkeys(one.role for one in self.participants))

    @property
    def heats(self) -> tuple[Heat, ...]:
        """A sequence diagram has no scale of utilisation."""
        return ()

    @property
    def heated(self) -> frozenset[Role]:
        """A sequence diagram has no scale of utilisation."""
        return frozenset()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The kinds of calls that occur, for the legend."""
        return tuple(dict.fromkeys(one.line for one in self.messages))

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks that occur, for the legend."""
        found = [*(one.mark for one in self.participants), *(one.mark for one in self.messages)]
        return tuple(dict.fromkeys(mark for mark in found if mark != "plain"))

    @property
    def activations(self) -> tuple[Activation, ...]:
        """From when to when each callee works: until the last call that it makes before it is called
        again, and as long as it waits for that."""
        ends: dict[int, int] = {}
        found = []
        for index in range(len(self.messages) - 1, -1, -1):
            head = self.messages[index].head
            ends[index] = index
            for later in range(index + 1, len(self.messages)):
                message = self.messages[later]
                if message.tail == head:
                    ends[index] = max(
                        ends[index], later if message.line == "async" else ends[later]
                    )
                if message.head == head:
                    break
            found.append(Activation(head, index, ends[index]))
        return tuple(reversed(found))
