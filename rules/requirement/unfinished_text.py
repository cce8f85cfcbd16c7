"""A text of the design is not written yet.

Reported when: a text holds a placeholder (TBD, TBC, TODO, FIXME, ???, "to be defined") or is empty or a
dash: that of a requirement, a decision or an option, the problem (`scope`, `customers`), a reason
(`because`, also that of an interface), a `pro` or a `con`.

Not reported when: the word is part of another one, or stands in a name or a comment.

How to fix: write the text; or leave the statement out, and the open questions (COV007) ask for it.

Why: a review takes what is written for decided. A placeholder hides that the question is open.

Source: ISO/IEC/IEEE 29148:2018, 5.2.6: a set of requirements is complete, without clauses to be
defined.

Bad:

```design
design shop "Shop" { customers "Buyers"; scope "TBD" }
```

Good:

```design
design shop "Shop" { customers "Buyers"; scope "Sells books" }
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from designlint.api import Facts, Finding, Label, advice, model, rule
from designlint.api.model import Span

_PLACEHOLDER = re.compile(
    r"\bTB[DCA]\b|\bTODO\b|\bFIXME\b|\bXXX+\b|\?\?+|\b[Ll]orem ipsum\b"
    r"|\b[Tt]o be (?:defined|decided|determined|confirmed|announced|specified|written)\b"
    r"|\btbd\b|^\s*(?:tbc|to-?do|-+|\.\.\.|…|undecided|pending|not (?:yet )?(?:decided|known|clear)(?: yet)?)\s*\.?\s*$"
)


class _Text(NamedTuple):
    """A text of an element: what it is, and where."""

    path: str
    of: str
    text: str
    span: Span


@rule("REQ004", grade="question", since="0.2")
def unfinished_text(facts: Facts) -> Iterator[Finding]:
    """One finding for each text with a placeholder, or without a word."""
    for text in _texts(facts.design):
        match = _PLACEHOLDER.search(text.text)
        if match is None and text.text.strip():
            continue
        state = f"is unfinished: {match[0].strip()}" if match is not None else "is empty"
        yield Finding(
            f"{text.of} of `{text.path}` {state}",
            Label(text.span),
            text.path,
            help=(advice("write it, or leave the statement out"),),
        )


def _texts(design: model.Design) -> Iterator[_Text]:
    """The texts of all elements."""
    for element in _elements(design):
        if element.title or isinstance(element, model.Requirement):
            yield _Text(element.path or element.name, "the text", element.title, element.span)
        for key in element.properties.stated():
            for known in _stated(element, key):
                if (
                    isinstance(known.value, str)
                    and known.span is not None
                    and '"' in known.span.text
                ):
                    of = f"`{key.name}`"
                    yield _Text(element.path or element.name, of, known.value, known.span)


def _stated(element: model.Element, key: Any) -> tuple[model.Known[Any], ...]:
    if key.repeats:
        return tuple(element.properties.all(key))
    known = element[key]
    return () if known is None else (known,)


def _elements(design: model.Design) -> Iterator[model.Element]:
    if design.header is not None:
        yield design.header
    for table in (
        design.actors, design.requirements, design.data, design.components, design.groups,
        design.flows, design.decisions,
    ):  # fmt: skip
        yield from table.values()
    for decision in design.decisions.values():
        yield from decision.options
    for component in design.components.values():
        for api in component.apis:
            yield from api.parts
