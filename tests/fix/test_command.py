"""`designlint check --fix`, `--unsafe-fixes` and `--diff`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from designlint.cli import main

FINE, FINDINGS, USAGE = 0, 1, 2
TEXT = "component a : cache { ttl: 5hours; evicton lru }\n"
SAFE = "component a : cache { ttl 5h; evicton lru }\n"
ALL = "component a : cache { ttl 5h; eviction lru }\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")


def write(text: str, name: str = "a.design") -> Path:
    path = Path(name)
    path.write_bytes(text.encode())
    return path


def test_safe_fixes_are_applied_and_the_rest_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    path = write(TEXT)
    assert main(["check", "--fix", "--format", "short"]) == FINDINGS
    output = capsys.readouterr()
    assert path.read_text() == SAFE
    assert output.err == "designlint: fixed 2 findings in a.design\n"
    assert [line.split()[1] for line in output.out.splitlines()] == ["error[LNG006]"]


def test_unsafe_fixes_are_applied_where_they_are_wanted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = write(TEXT)
    assert main(["check", "--fix", "--unsafe-fixes", "--quiet"]) == FINE
    assert path.read_text() == ALL
    assert capsys.readouterr().err == ""
    assert main(["check", "--fix"]) == FINE
    assert capsys.readouterr().err == "designlint: nothing was fixed\n"


def test_a_diff_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    path = write(TEXT)
    assert main(["check", "--diff"]) == FINDINGS
    output = capsys.readouterr()
    assert output.out == f"--- a/a.design\n+++ b/a.design\n@@ -1 +1 @@\n-{TEXT}+{SAFE}"
    assert output.err == "designlint: would fix 2 findings in a.design\n"
    assert path.read_text() == TEXT
    write(ALL)
    assert main(["check", "--diff"]) == FINE
    assert capsys.readouterr().out == ""


def test_what_is_not_selected_is_not_fixed() -> None:
    path = write(TEXT)
    main(["check", "--fix", "--unsafe-fixes", "--ignore", "LNG006,LNG009,LNG010"])
    assert path.read_text() == TEXT
    main(["check", "--fix", "--unsafe-fixes", "--ignore", "LNG006"])
    assert path.read_text() == SAFE


def test_line_ends_and_the_byte_order_mark_are_kept() -> None:
    path = write("\ufeffactor a\r\ncomponent b : cache { ttl 5hours }\r\n")
    main(["check", "--fix"])
    assert path.read_bytes() == (b"\xef\xbb\xbfactor a\r\ncomponent b : cache { ttl 5h }\r\n")


def test_imported_files_are_fixed_once() -> None:
    part = write("component c : cache { ttl 5hours }\n", "part.design")
    write('import "part.design"\nactor a\n', "one.design")
    write('import "part.design"\nactor b\n', "two.design")
    main(["check", "--fix"])
    assert part.read_text() == "component c : cache { ttl 5h }\n"


@pytest.mark.parametrize("argv", [["--unsafe-fixes"], ["--fix", "-"]])
def test_arguments_that_make_no_sense_together(argv: list[str]) -> None:
    write(TEXT)
    assert main(["check", *argv]) == USAGE


def test_fixes_are_data(capsys: pytest.CaptureFixture[str]) -> None:
    write(TEXT)
    main(["check", "--format", "json"])
    (found,) = [
        d for d in json.loads(capsys.readouterr().out)["diagnostics"] if d["code"] == "LNG006"
    ]
    (fix,) = found["fixes"]
    assert (fix["title"], fix["safe"]) == ("write `eviction`", False)
    (edit,) = fix["edits"]
    assert edit["text"] == "eviction"
    assert edit["location"]["start"] == {"line": 1, "column": 36}


def test_the_terminal_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    write(TEXT)
    main(["check"])
    output = capsys.readouterr().out
    assert "  fix: leave out `:` (--fix)" in output
    assert "  fix: write `eviction` (--fix --unsafe-fixes)" in output
