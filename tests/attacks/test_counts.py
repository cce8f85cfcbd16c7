"""How many attacks of each sort there are: what is promised can be counted in a clean clone."""

from __future__ import annotations

import pytest

from tests.attacks import (
    test_full_disk,
    test_interrupts,
    test_links,
    test_permissions,
    test_templates,
)
from tests.attacks.complexity.all import ATTACKS as COMPLEX
from tests.attacks.payloads import PAYLOADS

NAMED = 3
"""Ways to name a linked design: not at all, its folder, its file."""
HARD = (*test_links.WRITES, "format", "fix", "cache")
FILES = {
    "links to designs": len(test_links.COMMANDS) * NAMED + len(test_links.ONE),
    "links that are written through": 2 * len(test_links.WRITES),
    "hard links": len(HARD),
    "permissions": len(test_permissions.REFUSED),
    "full disks": len(test_full_disk.COMMANDS),
    "kills and interrupts": len(test_interrupts.COMMANDS),
}
COUNTS = {
    "cases of files": (sum(FILES.values()), 60),
    "attacks by templates": (len(set(test_templates.ATTACKS)), 90),
    "payloads": (len(set(PAYLOADS)), 300),
    "complexity attacks": (len(COMPLEX), 60),
}
"""Each with the least that there are."""


@pytest.mark.parametrize("what", COUNTS, ids=lambda what: f"{COUNTS[what][0]} {what}")
def test_there_are_as_many_as_it_takes(what: str) -> None:
    count, least = COUNTS[what]
    assert count >= least
