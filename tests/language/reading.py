"""Reading designs for tests: from text to diagnostics and model."""

from __future__ import annotations

from designlint.diagnostics.diagnostic import Diagnostic
from designlint.language.project import load_text
from designlint.language.resolve import resolve
from designlint.model import Design
from tests.support.metrics import METRICS


def read(text: str, name: str = "test.design") -> tuple[list[Diagnostic], Design]:
    """All language diagnostics of a text, as they are shown, and its model."""
    project = load_text(text, name)
    design, diagnostics, _ = resolve(project.files, METRICS)
    return sorted([*project.diagnostics, *diagnostics], key=lambda d: d.sort_key), design


def clean(text: str) -> Design:
    """The model of a text that has nothing wrong."""
    reported, design = read(text)
    assert [f"{d.primary.span.position}: {d.code} {d.message}" for d in reported] == []
    return design
