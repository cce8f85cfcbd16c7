"""The sorts of attacks: how many there are of each, and the tests that try them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tests.attacks import (
    test_full_disk,
    test_interrupts,
    test_links,
    test_permissions,
    test_templates,
)
from tests.attacks.complexity.all import ATTACKS as COMPLEX
from tests.attacks.payloads import PAYLOADS
from tests.plugins import test_guests

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


class Sort(NamedTuple):
    """A sort of attacks: how many there are, the least that there have to be, and the tests that try them."""

    name: str
    number: int
    least: int
    tests: Sequence[str]


SORTS = (
    Sort("plugins", len(test_guests.MISBEHAVIOURS), 40, ("tests/plugins/test_guests.py", "tests/plugins/test_supervisor.py")),
    Sort("files", sum(FILES.values()), 60, [f"tests/attacks/test_{name}.py" for name in ("links", "permissions", "full_disk", "interrupts")]),
    Sort("templates", len(set(test_templates.ATTACKS)), 90, ("tests/attacks/test_templates.py", "tests/report/test_template_limits.py")),
    Sort("payloads", len(set(PAYLOADS)), 300, ("tests/attacks/test_escapes.py", "tests/attacks/test_attacks.py")),
    Sort("complexity", len(COMPLEX), 60, ("tests/attacks/complexity",)),
)  # fmt: skip
