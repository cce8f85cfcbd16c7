"""The form of a requirement by EARS, the Easy Approach to Requirements Syntax."""

from __future__ import annotations

from designlint.prose.words import Pattern

_LEADS = (
    ("unwanted behaviour", Pattern(r"\bif\b")),
    (
        "event-driven",
        Pattern(r"\b(?:when(?:ever)?|upon|once|as soon as|each time|every time|after)\b"),
    ),
    ("state-driven", Pattern(r"\b(?:while|during|as long as|until)\b")),
    ("optional feature", Pattern(r"\bwhere\b")),
)  # fmt: skip
_SUBJECT = Pattern(r"(?:shall|must|should|will|can|may|\w+s)\b")
UBIQUITOUS = "ubiquitous"
COMPLEX = "complex"
PATTERNS = {
    UBIQUITOUS: "The SYSTEM shall RESPONSE.",
    "event-driven": "When EVENT, the SYSTEM shall RESPONSE.",
    "state-driven": "While STATE, the SYSTEM shall RESPONSE.",
    "optional feature": "Where FEATURE is included, the SYSTEM shall RESPONSE.",
    "unwanted behaviour": "If CONDITION, then the SYSTEM shall RESPONSE.",
    COMPLEX: "While STATE, when EVENT, the SYSTEM shall RESPONSE.",
}
"""Each pattern with its form.

Source: A. Mavin, P. Wilkinson, A. Harwood and M. Novak, Easy Approach to Requirements Syntax (EARS),
17th IEEE International Requirements Engineering Conference, 2009.
"""


def ears_pattern(text: str) -> str:
    """The name of the pattern that a sentence follows: of the conditions that stand in it, or
    `ubiquitous` where it has none; empty for what is no sentence."""
    found = [name for name, lead in _LEADS if lead.search(text)]
    if len(found) > 1:
        return COMPLEX
    if found:
        return found[0]
    return UBIQUITOUS if len(text.split()) > 2 and _SUBJECT.search(text) else ""
