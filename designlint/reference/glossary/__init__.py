"""The words of the field, by subject, each with the words of the reference that are about it."""

from __future__ import annotations

from designlint.reference.glossary import (
    availability,
    consistency,
    data,
    internals,
    load,
    messages,
    resilience,
    structure,
    using,
)
from designlint.reference.glossary.term import Term

SUBJECTS: dict[str, tuple[Term, ...]] = {
    "Failures and availability": availability.TERMS,
    "Calls that fail": resilience.TERMS,
    "Copies and transactions": consistency.TERMS,
    "Load and latency": load.TERMS,
    "Queues and streams": messages.TERMS,
    "Data and security": data.TERMS,
    "Structure and change": structure.TERMS,
    "Inside and around": internals.TERMS,
    "designlint and its language": using.TERMS,
}
"""All terms, under the headings of the page."""
