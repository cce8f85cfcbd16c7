r"""Backslashes in texts and paths: none is lost, and `\` never separates the parts of a path."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.cli import main
from tests.language.reading import clean, read

FINE, FINDINGS = 0, 1


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"C:\data\new", r"C:\data\new"),
        (r"\d+, \w, \.", r"\d+, \w, \."),
        (r"first\nsecond", r"first\nsecond"),
        (r"C:\\data\\", "C:\\data\\"),
        (r"say \"hi\"", 'say "hi"'),
        (r"\\server\share", r"\server\share"),
        (r"\\\"", '\\"'),
        (r"\é", r"\é"),
    ],
)
def test_a_backslash_stands_for_itself(written: str, meant: str) -> None:
    assert clean(f'component a : service "{written}"\n').components["a"].title == meant


@given(st.text(st.sampled_from('\\"nd C:/'), min_size=1, max_size=12))
def test_a_text_can_hold_any_backslashes_and_quotes(text: str) -> None:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    assert clean(f'component a : service "{escaped}"\n').components["a"].title == text


def test_a_backslash_before_the_closing_quote_is_explained() -> None:
    (found,), _ = read('component a : service "C:\\"\n')
    assert found.message == "this text has no closing quote"
    assert [str(one) for one in found.help] == [
        r"`\"` is a quote inside the text; a backslash before its closing quote is `\\`"
    ]
    (found,), _ = read('component a : service "C:\n')
    assert "a backslash" not in str(found.help)


@pytest.mark.parametrize("written", [r"parts\db.design", r"parts\\db.design", r".\parts/db.design"])
def test_a_path_of_windows_is_read_and_fixed(
    written: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("parts").mkdir()
    Path("parts/db.design").write_text("component db : database\n")
    main_file = Path("a.design")
    main_file.write_text(f'import "{written}"\nflow f {{ actor_ -> db }}\nactor actor_\n')
    assert main(["check", "--select", "LNG", "--format", "short", "a.design"]) == FINDINGS
    assert capsys.readouterr().out.splitlines() == [
        f"a.design:1:8: error[LNG005] `{written}` has backslashes; an import path is written with `/`"
    ]
    assert main(["check", "--select", "LNG", "--fix", "a.design"]) == FINE
    right = written.replace("\\\\", "/").replace("\\", "/")
    assert main_file.read_text().splitlines()[0] == f'import "{right}"'


def test_a_path_of_windows_to_no_file_has_no_fix() -> None:
    (found,), _ = read('import "absent\\db.design"\n')
    assert r"`absent\db.design` has backslashes" in found.message
    assert found.fix is None
