"""A baseline: the findings that a team knows of and lives with for now, so that new ones stand out."""

from designlint.baseline.file import (
    BASELINE_CODES,
    FILE_NAME,
    BaselineError,
    Entry,
    read,
    stale_diagnostic,
    unreadable,
    write,
)
from designlint.baseline.matching import Folder, Matched, entries_of, match, may_wait

__all__ = [
    "BASELINE_CODES",
    "FILE_NAME",
    "BaselineError",
    "Entry",
    "Folder",
    "Matched",
    "entries_of",
    "match",
    "may_wait",
    "read",
    "stale_diagnostic",
    "unreadable",
    "write",
]
