"""A sequence diagram as Mermaid, which GitHub and GitLab show in Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.drawing import Line, Message, Participant, Sequence, told_apart
from designlint.render.cells import clean
from designlint.render.palette import STROKES

# Solid where the caller waits; a full head there, an open one where it does not.
_ARROWS: dict[Line, str] = {"sync": "->>", "async": "-)", "miss": "-->>", "fallback": "--)"}
_READ = frozenset('#;<>&"\\`{}%')
_WORDS: dict[Line, str] = {
    "sync": "solid line, full head",
    "async": "solid line, open head",
    "miss": "dashed line, full head",
    "fallback": "dashed line, open head",
}


def render(sequence: Sequence) -> str:
    """The text of the diagram; a note under the last call says what the arrows mean."""
    sequence = told_apart(sequence)
    numbers = {one.key: f"p{number}" for number, one in enumerate(sequence.participants)}
    lines = [f"%% {_plain(sequence.title)}", "sequenceDiagram"]
    lines += [f"  {_participant(one, numbers[one.key])}" for one in sequence.participants]
    starts: dict[int, list[str]] = {}
    ends: dict[int, list[str]] = {}
    for one in sequence.activations:
        starts.setdefault(one.first, []).append(numbers[one.participant])
        ends.setdefault(one.last, []).append(numbers[one.participant])
    for index, message in enumerate(sequence.messages):
        lines.append(f"  {_message(message, numbers)}")
        lines += [f"  activate {name}" for name in starts.get(index, ())]
        # Who began last ends first.
        lines += [f"  deactivate {name}" for name in reversed(ends.get(index, ()))]
    if sequence.messages:
        around = dict.fromkeys([*numbers.values()][:: max(1, len(numbers) - 1)])
        text = "<br/>".join(_foot(sequence))
        lines.append(f"  note over {','.join([*around][:2])}: {text}")
    return "\n".join(lines) + "\n"


def _participant(one: Participant, name: str) -> str:
    word = "actor" if one.role == "actor" else "participant"
    label = "<br/>".join(filter(None, [_plain(one.name), _plain(one.kind)]))
    return f"{word} {name} as {label}"


def _message(one: Message, numbers: dict[str, str]) -> str:
    guards = f"[{', '.join(one.guards)}]" if one.guards else ""
    facts = " ".join(filter(None, [guards, ", ".join(one.facts)]))
    lines = [f"{one.number}. {one.action}", facts] if one.action else [f"{one.number}. {facts}"]
    label = "<br/>".join([_plain(line) for line in lines if line])
    return f"{numbers[one.tail]}{_ARROWS[one.line]}{numbers[one.head]}: {label}"


def _plain(text: str) -> str:
    """A text that cannot end its statement: all signs that Mermaid or HTML reads are entities of
    Mermaid's own kind, for the `;` of HTML's ends a statement."""
    shown = " ".join(clean(text).split())[:200]
    return "".join(f"#{ord(sign)};" if sign in _READ else sign for sign in shown)


def _foot(sequence: Sequence) -> Iterator[str]:
    """The latency budget, the notes, and the meaning of the arrows."""
    if sequence.budget is not None:
        yield _plain(sequence.budget.text)
        yield from (_plain(f"{one.name}: {one.text}") for one in sequence.budget.segments)
    yield from (_plain(note) for note in sequence.notes)
    for line in sequence.lines:
        yield f"{_WORDS[line]}: {STROKES[line].words}"
