"""`designlint format`: what it writes, prints and exits with."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pytest

from designlint.cli import main
from designlint.console import writing

UNTIDY = "actor   a\n"
TIDY = "actor a\n"
BROKEN = "actor a {\n"
FINE, WOULD_CHANGE, USAGE, INTERNAL = 0, 1, 2, 3


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    data = io.BytesIO()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(data))
    return data


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def test_files_are_reformatted_once(capsys: pytest.CaptureFixture[str]) -> None:
    untidy, tidy = write("a/untidy.design", UNTIDY), write("tidy.design", TIDY)
    assert main(["format"]) == FINE
    assert untidy.read_text() == tidy.read_text() == TIDY
    reported = "reformatted a/untidy.design\n1 file reformatted, 1 file already formatted\n"
    assert capsys.readouterr().out == reported
    assert main(["format", "."]) == FINE
    assert capsys.readouterr().out == "2 files already formatted\n"


def test_check_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    path = write("a.design", UNTIDY)
    assert main(["format", "--check", "a.design"]) == WOULD_CHANGE
    assert path.read_text() == UNTIDY
    reported = "would reformat a.design\n1 file would be reformatted\n"
    assert capsys.readouterr().out == reported
    write("a.design", TIDY)
    assert main(["format", "--check", "--quiet"]) == FINE
    assert capsys.readouterr().out == ""


def test_diff_shows_what_would_change(capsys: pytest.CaptureFixture[str]) -> None:
    path = write("a.design", "actor   a\nactor b")
    assert main(["format", "--diff"]) == WOULD_CHANGE
    output = capsys.readouterr()
    assert output.out == (
        "--- a/a.design\n+++ b/a.design\n@@ -1,2 +1,2 @@\n-actor   a\n-actor b\n"
        "\\ No newline at end of file\n+actor a\n+actor b\n"
    )
    assert output.err == "would reformat a.design\n1 file would be reformatted\n"
    assert path.read_text() == "actor   a\nactor b"


def test_a_diff_may_be_coloured(capsys: pytest.CaptureFixture[str]) -> None:
    write("a.design", UNTIDY)
    main(["format", "--diff", "--color", "always"])
    assert "\x1b[32m+actor a\x1b[0m\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    "raw", [b"actor a\n\r\n", b"\xef\xbb\xbfactor a\n", b"actor a", b"actor a\r"]
)
def test_line_ends_and_byte_order_mark_are_settled(raw: bytes) -> None:
    path = Path("a.design")
    path.write_bytes(raw)
    assert main(["format", "--check"]) == WOULD_CHANGE
    assert main(["format"]) == FINE
    assert path.read_bytes() == TIDY.encode()


def test_the_line_ends_of_windows_are_in_order() -> None:
    path = Path("a.design")
    path.write_bytes(b"actor a\r\nactor b\r\n")
    assert main(["format", "--check"]) == FINE
    path.write_bytes(b"actor   a\r\nactor b\r\n")
    assert main(["format", "--check"]) == WOULD_CHANGE
    assert main(["format"]) == FINE
    assert path.read_bytes() == b"actor a\r\nactor b\r\n"


def test_a_syntax_error_is_reported_and_the_others_are_reformatted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    broken, untidy = write("broken.design", BROKEN), write("untidy.design", UNTIDY)
    assert main(["format"]) == USAGE
    output = capsys.readouterr()
    assert "error[LNG001]: this `{` is never closed" in output.err
    assert output.out.endswith("1 file reformatted, 1 file left alone\n")
    assert broken.read_text() == BROKEN
    assert untidy.read_text() == TIDY


@pytest.mark.parametrize(
    ("name", "problem"),
    [("no.design", "there is no file"), ("latin.design", "is not UTF-8")],
)
def test_an_unreadable_file_is_reported(
    name: str, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("latin.design").write_bytes(b"actor \xe9\n")
    assert main(["format", name]) == USAGE
    assert problem in capsys.readouterr().err


def test_a_folder_without_designs_is_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["format"]) == USAGE
    assert "no .design file in ." in capsys.readouterr().err


def test_excluded_files_are_left_alone() -> None:
    drafts = write("drafts/a.design", UNTIDY)
    untidy = write("b.design", UNTIDY)
    write("designlint.yaml", "exclude: [drafts/]\n")
    assert main(["format"]) == FINE
    assert drafts.read_text() == UNTIDY
    assert untidy.read_text() == TIDY


def test_a_bad_configuration_is_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    write("a.design", UNTIDY)
    write("designlint.yaml", "no_such_key: 1\n")
    assert main(["format"]) == USAGE
    assert "designlint.yaml:1" in capsys.readouterr().err


def test_standard_input_is_printed(stdin: io.BytesIO, capsys: pytest.CaptureFixture[str]) -> None:
    stdin.write(b"actor   a\r\n")
    stdin.seek(0)
    assert main(["format", "-"]) == FINE
    assert capsys.readouterr().out == TIDY


def test_standard_input_is_checked(stdin: io.BytesIO, capsys: pytest.CaptureFixture[str]) -> None:
    stdin.write(UNTIDY.encode())
    stdin.seek(0)
    assert main(["format", "--check", "-"]) == WOULD_CHANGE
    stdin.seek(0)
    assert main(["format", "--diff", "--stdin-filename", "b.design", "-"]) == WOULD_CHANGE
    assert capsys.readouterr().out.startswith("--- a/b.design\n")


def test_standard_input_with_an_error_prints_no_text(
    stdin: io.BytesIO, capsys: pytest.CaptureFixture[str]
) -> None:
    stdin.write(BROKEN.encode())
    stdin.seek(0)
    assert main(["format", "-", "--stdin-filename", "b.design"]) == USAGE
    output = capsys.readouterr()
    assert output.out == ""
    assert "b.design:1:9" in output.err
    assert main(["format", "-", "a.design"]) == USAGE


def test_a_file_keeps_its_permissions_and_its_link() -> None:
    path = write("real.design", UNTIDY)
    path.chmod(0o640)
    Path("link.design").symlink_to("real.design")
    assert main(["format", "link.design"]) == FINE
    assert Path("link.design").is_symlink()
    assert path.read_text() == TIDY
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(p.name for p in Path().iterdir()) == ["link.design", "real.design"]


def test_a_write_that_fails_leaves_the_old_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write("a.design", UNTIDY)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.Path, "replace", fail)
    assert main(["format"]) == USAGE
    assert "`a.design` cannot be written: No space left on device" in capsys.readouterr().err
    assert path.read_text() == UNTIDY
    assert [p.name for p in Path().iterdir()] == ["a.design"]


def test_a_layout_that_would_change_the_meaning_is_never_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], stdin: io.BytesIO
) -> None:
    path = write("a.design", UNTIDY)
    monkeypatch.setattr("designlint.language.format.formatting.write", lambda _: "actor b\n")
    assert main(["format"]) == INTERNAL
    assert "a.design would have another meaning" in capsys.readouterr().err
    assert path.read_text() == UNTIDY
    stdin.write(UNTIDY.encode())
    stdin.seek(0)
    assert main(["format", "-"]) == INTERNAL
