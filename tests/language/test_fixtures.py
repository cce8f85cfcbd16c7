"""Every language diagnostic where it belongs, in the user's words, and no other beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from designlint.findings.acceptance_codes import ACCEPT_CODES
from designlint.language.codes import LANGUAGE_CODES
from tests.support.fixtures import Case, cases, diagnose

FILES = sorted(Path(__file__).parent.glob("*.md"))
FAMILIES = ("LNG", "ACC", "INT")
# Shown by tests of their own: they need deep, large or unreadable files.
ELSEWHERE = {"LNG002", "LNG003", "LNG004"}
CASES = [
    pytest.param(case, id=f"{path.stem}-{case.heading}")
    for path in FILES
    for case in cases(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("case", CASES)
def test_language_diagnostics(case: Case) -> None:
    reported = [d for d in diagnose(case.text) if d.code.startswith(FAMILIES)]
    expected = case.expectations
    missing = [e for e in expected if sum(e.fits(d) for d in reported) != 1]
    surprising = [d for d in reported if not any(e.fits(d) for e in expected)]
    assert missing == []
    assert [
        f"{d.code} at line {d.primary.span.position.line}: {d.message}" for d in surprising
    ] == []


def test_every_code_has_a_case() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in FILES)
    shown = set(re.findall(r"expect:[^#]*?((?:LNG|ACC)\d+)", text)) | set(
        re.findall(r"; ((?:LNG|ACC)\d+)", text)
    )
    assert {code.code for code in (*LANGUAGE_CODES, *ACCEPT_CODES)} - shown == ELSEWHERE


def test_codes_are_documented() -> None:
    for code in (*LANGUAGE_CODES, *ACCEPT_CODES):
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code.name)
        assert len(code.doc) > 60
    names = [code.name for code in (*LANGUAGE_CODES, *ACCEPT_CODES)]
    assert len(names) == len(set(names))
