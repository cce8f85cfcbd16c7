"""Which versions a project allows: `>=0.1, <0.3`, in the notation of Python packages."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TypeAlias

from designlint.language.suggest import clip

_CLAUSE = re.compile(r"\s*(==|!=|<=|>=|<|>|~=)?\s*([0-9]{1,9}(?:\.[0-9]{1,9}){0,9})\s*")
_RELEASE = re.compile(r"\d+(?:\.\d+)*")
Release: TypeAlias = "tuple[int, ...]"


def unreadable_version(required: str) -> str:
    """What is wrong with a requirement of versions; empty when nothing is."""
    for clause in required.split(","):
        if not _CLAUSE.fullmatch(clause):
            return f"`{clip(clause.strip())}` is no version, such as >=0.1 or 0.1.2"
    return ""


def allows(required: str, version: str) -> bool:
    """Whether a version fits every clause; a version alone means that one, with what refines it
    (`0.1` allows 0.1.7)."""
    release = _RELEASE.match(version)
    return release is not None and all(
        _fits(match[1] or "==", _parts(match[2]), _parts(release[0]))
        for clause in required.split(",")
        if (match := _CLAUSE.fullmatch(clause))
    )


def _fits(operator: str, wanted: Release, release: Release) -> bool:
    order = _order(release, wanted)
    match operator:
        case "==":
            return release[: len(wanted)] == wanted or order == 0
        case "!=":
            return not _fits("==", wanted, release)
        case "~=":
            return order >= 0 and release[: len(wanted) - 1] == wanted[:-1]
    return {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0}[operator]


def _order(left: Release, right: Release) -> int:
    for one, other in zip_longest(left, right, fillvalue=0):
        if one != other:
            return -1 if one < other else 1
    return 0


def _parts(text: str) -> Release:
    return tuple([int(part) for part in text.split(".")])
