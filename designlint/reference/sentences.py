"""How requirements are written: the EARS patterns, and what is read in one sentence."""

from __future__ import annotations

from designlint.prose import Statement
from designlint.prose.ears import PATTERNS
from designlint.quantities.showing import show_value
from designlint.reference.entry import Entry
from designlint.reference.markdown import block, code, paragraphs, prose, table

_INTRODUCTION = (
    "The text of a requirement is a sentence for people. EARS, the Easy Approach to Requirements "
    'Syntax, has six patterns for it; `designlint explain "A SENTENCE"` names the pattern of a '
    "sentence and what the rules about texts (REQ) read in it."
)
_SOURCE = (
    "Source: A. Mavin, P. Wilkinson, A. Harwood and M. Novak, Easy Approach to Requirements Syntax "
    "(EARS), 17th IEEE International Requirements Engineering Conference, 2009."
)
_FEWEST = 3
"""Fewer words are no sentence."""


def ears() -> Entry:
    """The patterns, each with its form."""
    body = paragraphs(
        _INTRODUCTION,
        table(("pattern", "form"), [(name, form) for name, form in PATTERNS.items()]),
        _SOURCE,
    )
    return Entry("topic", "ears", body, "EARS patterns", ("EARS",))


def sentence_entry(text: str) -> Entry | None:
    """What is read in a sentence; None for what is none."""
    statement = Statement(" ".join(text.split()))
    if len(statement.text.split()) < _FEWEST or not statement.pattern:
        return None
    amounts = [
        (prose(a.words.text), a.dimension.value, show_value(a.value, a.dimension, a.noun))
        for a in statement.amounts
    ]
    body = paragraphs(
        block(statement.text, "text"),
        f"Form: {PATTERNS[statement.pattern]}",
        table(("words", "stand for", "read as"), amounts) if amounts else "",
        "\n".join(f"- {remark}" for remark in _remarks(statement)),
    )
    return Entry("topic", "sentence", body, f"{statement.pattern} (EARS)")


def _remarks(statement: Statement) -> list[str]:
    """What a rule may report about it, whatever the design."""
    found = [
        f"vague unless a `require` measures it (REQ003): {code(q.words.text)}"
        for q in statement.unmeasured
    ]
    if statement.second_obligation is not None:
        found.append(
            f"a second requirement begins (REQ006): {code(statement.second_obligation.text)}"
        )
    found += [f"an open end (REQ007): {code(words.text)}" for words in statement.open_ends]
    found += [f"absolute (REQ008): {code(absolute.words.text)}" for absolute in statement.absolutes]
    if statement.passive is not None:
        found.append(f"passive, so who acts is hidden (REQ009): {code(statement.passive.text)}")
    return found
