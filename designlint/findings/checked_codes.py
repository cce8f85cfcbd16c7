"""Which codes exist, and of which a check knows all findings: what an acceptance may be unused of."""

from __future__ import annotations

from collections.abc import Set

from designlint.config import CONFIG_CODES
from designlint.findings.acceptance_codes import ACCEPT_CODES
from designlint.language.codes import LANGUAGE_CODES
from designlint.model import Design
from designlint.registry import INTERNAL_CODES, Registry


def known_codes(registry: Registry, design: Design) -> frozenset[str]:
    """The codes that an acceptance may name; none where there is no acceptance, or a plugin failed that may
    have had others."""
    if registry.failures or not design.acceptances:
        return frozenset()
    codes = (*LANGUAGE_CODES, *ACCEPT_CODES, *CONFIG_CODES, *INTERNAL_CODES)
    known = {*registry.rules, *(code.code for code in codes)}
    if any(acceptance.code not in known for acceptance in design.acceptances):
        from designlint.baseline import BASELINE_CODES  # few designs name one

        known.update(code.code for code in BASELINE_CODES)
    return frozenset(known)


def checked_codes(known: Set[str], registry: Registry, ran: Set[str]) -> frozenset[str]:
    """The codes whose findings are all known in a whole design: rules that did not run have none."""
    return frozenset(known) - (frozenset(registry.rules) - ran)
