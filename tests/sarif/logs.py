"""SARIF logs to look at: those of the examples, and those of the cases of the renderers."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from designlint.check import check
from designlint.config import Settings
from designlint.diagnostics.result import Result
from designlint.language.project import load_project
from designlint.reference.described import described
from designlint.registry import Registry, load_registry
from designlint.render import sarif
from designlint.render.described import Described
from designlint.render.places import Base
from tests.render.cases import CASES

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("examples/**/*.design"))
TODAY = date(2026, 1, 1)


@cache
def registry() -> Registry:
    return load_registry()


@cache
def documentation() -> dict[str, Described]:
    return described(registry().rules)


@cache
def example(name: str) -> Result:
    project = load_project(ROOT / name, name)
    return check(project, registry(), Settings(), TODAY).result


def log_of(result: Result, *, show_accepted: bool = False) -> dict[str, Any]:
    report = sarif.render(
        result,
        base=Base(str(ROOT), str(ROOT)),
        rules=documentation(),
        show_accepted=show_accepted,
    )
    read: dict[str, Any] = json.loads(report.text)
    return read


def result_of(name: str) -> Result:
    """The result of an example or a case."""
    return CASES[name] if name in CASES else example(name)
