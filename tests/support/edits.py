"""An edit of a finding written into the text of a design, as the one who reads it would do it."""

from __future__ import annotations

import re

from designlint.diagnostics.diagnostic import Help

_DECLARED = r"^[ \t]*(?:component|external|data|provider|region|zone|host|queue)\s+{}\b"
_RELATION = r"^[ \t]*{} (?:->|~>) {}\b"


def with_edits(text: str, answers: tuple[Help, ...], element: str) -> str | None:
    """The design with the edits of a finding about an element; None where one belongs to a place that only
    a person finds."""
    for answer in answers:
        found = _with_edit(text, answer, element)
        if found is None:
            return None
        text = found
    return text


def _with_edit(text: str, answer: Help, element: str) -> str | None:
    if re.match(r"\S+ (->|~>) \S+ \{", answer.text):
        return f"{text}\n{answer.text}\n"
    place = answer.place or f"`{element}`"
    of_block = re.fullmatch(r"the (\w+) of `(\S+)`", place)
    if of_block is not None:
        return _in_block(text, of_block[2], of_block[1], answer.text)
    of_relation = re.fullmatch(r"`(\S+) (?:->|~>) (\S+)`", place)
    of_element = re.fullmatch(r"`(\S+)`", place)
    head = _RELATION.format(*of_relation.groups()) if of_relation else ""
    if of_element is not None:
        head = _DECLARED.format(of_element[1].rpartition(".")[2])
    body = _body(text, head) if head else None
    if body is None:
        return None
    start, end = body
    inside = text[start:end] if end > start else ""
    for statement in _statements(answer.text):
        inside = _stated(inside, statement)
    instead = re.search(r"in place of `([^`]+)`", answer.note)
    if instead is not None:
        inside = re.sub(rf"(?<!\w){re.escape(instead[1])}(?=\s*[;}}\n])", "", inside, count=1)
    return f"{text[:start]}{inside}{text[end:]}" if end else None


def _in_block(text: str, element: str, key: str, statement: str) -> str | None:
    """A detail in the block behind a property, which gets one where it has none."""
    body = _body(text, _DECLARED.format(element.rpartition(".")[2]))
    if body is None:
        return None
    inside = text[body[0] : body[1]]
    found = re.search(rf"\b{key}\b[^;{{}}\n]*(?:\{{([^}}]*)\}})?", inside)
    if found is None:
        return None
    head = found[0].partition("{")[0].rstrip()
    block = found[1] or ""
    for one in _statements(statement):
        block = _stated(block, one)
    new = f"{head} {{ {block.strip()} }}"
    return text[: body[0]] + inside[: found.start()] + new + inside[found.end() :] + text[body[1] :]


def _body(text: str, head: str) -> tuple[int, int] | None:
    """From behind the brace of a declaration to its end; a declaration without a block has none."""
    found = re.search(head, text, re.MULTILINE)
    line = re.compile(r"[^\n#]*").match(text, found.end()) if found is not None else None
    if line is None or "{" not in line[0]:
        return None
    start = text.index("{", line.start()) + 1
    depth = 1
    for at in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if not depth:
            return start, at
    return None


def _statements(text: str) -> list[str]:
    return [text] if "{" in text else text.split("; ")


def _stated(inside: str, statement: str) -> str:
    """A block with a statement in the place of one of the same property, or behind the others."""
    word = re.escape(statement.split(maxsplit=1)[0])
    same = re.compile(rf"(?<![\w.{{-])\b{word} [^;{{}}\n#]*(?:\{{[^}}]*\}})?")
    if same.search(inside):
        return same.sub(f"{statement} ", inside, count=1)
    return f"{inside.rstrip().rstrip(';')}\n  {statement}\n"
