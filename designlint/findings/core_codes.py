"""The codes that are reported by no rule, but by the core itself."""

from __future__ import annotations

from functools import cache

from designlint.config import CONFIG_CODES
from designlint.findings.acceptance_codes import ACCEPT_CODES
from designlint.language.codes import LANGUAGE_CODES, Code
from designlint.registry import INTERNAL_CODES


@cache
def core_codes() -> tuple[Code, ...]:
    """The codes that are reported by no rule."""
    from designlint.baseline import BASELINE_CODES  # few runs have one

    return (*LANGUAGE_CODES, *ACCEPT_CODES, *BASELINE_CODES, *CONFIG_CODES, *INTERNAL_CODES)
