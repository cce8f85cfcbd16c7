"""What is declared unencrypted although a requirement wants it encrypted."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.protection.encryption import (
    IN_TRANSIT,
    EncryptionStatus,
    encryption_status,
)
from designlint.analyses.verdicts.verdicts import Verdict, verdicts
from designlint.base.records import NamedTuple


class Exposure(NamedTuple):
    """An unencrypted call (`travels`) or component that keeps data, and the verdicts that it violates."""

    status: EncryptionStatus
    travels: bool
    broken: tuple[Verdict, ...]


def exposures(facts: Facts) -> tuple[Exposure, ...]:
    """Each unencrypted call or store once, in the order of the requirements that it breaks."""
    found: dict[tuple[bool, str], Exposure] = {}
    for verdict in facts[verdicts].about("encryption"):
        if not verdict.is_refuted:
            continue
        travels = verdict.claim.aspect == IN_TRANSIT
        for status in encryption_status(facts, verdict.claim):
            if status.encrypted is False:
                key = (travels, status.name)
                known = found.get(key, Exposure(status, travels, ()))
                found[key] = known._replace(broken=(*known.broken, verdict))
    return tuple(found.values())
