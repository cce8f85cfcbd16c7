"""A baseline that cannot be read or written is reported at its place, and stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint.cli import USAGE
from tests.baseline.folder import FILE, run, save

pytestmark = pytest.mark.usefixtures("in_a_folder")


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ("", "1:1", "this is not JSON: Expecting value"),
        (
            '{"version": 1, "findings": [\n{"design": }\n]}',
            "2:12",
            "this is not JSON: Expecting value",
        ),
        ("[" * 100_000, "1:1", "this is not a baseline: it nests too deep"),
        ("9" * 5_000, "1:1", "this is not a baseline: a number in it is too long"),
        ("[]", "1:1", "this is not a baseline: it has no list of `findings`"),
        ('{"findings": {}}', "1:1", "this is not a baseline: it has no list of `findings`"),
        (
            '{"version": 9, "findings": []}',
            "1:1",
            "this baseline is not of version 1, the only one known",
        ),
        (
            '{"version": 1, "findings": [\n\n  7]}',
            "3:3",
            "this entry has no `design` that is a text",
        ),
        (
            '{"version": 1, "findings": [{"design": "a", "code": []}]}',
            "1:29",
            "this entry has no `code` that is a text",
        ),
    ],
)
def test_a_corrupt_baseline_is_reported_at_its_place(
    text: str, place: str, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    save("component a : service\n")
    save(text, FILE)
    reported = f"{FILE}:{place}: error[BAS001] {problem}\n"
    assert run(capsys, "check", "--baseline", FILE, "--format", "short")[:2] == (USAGE, reported)
    for action in ("check", "prune", "create"):
        code, out, err = run(capsys, "baseline", action)
        assert (code, out) == (USAGE, "")
        assert f"error[BAS001]: {problem}" in err
        assert f"{FILE}:{place}" in err
    assert Path(FILE).read_text("utf-8") == text
    assert run(capsys, "baseline", "create", "--force")[0] == 0


def test_a_baseline_that_is_no_text(capsys: pytest.CaptureFixture[str]) -> None:
    save("component a : service\n")
    Path(FILE).write_bytes(b"\xff")
    code, out, _ = run(capsys, "check", "--baseline", FILE, "--format", "short")
    assert code == USAGE
    assert "is not UTF-8: the byte at 0" in out
    Path("folder").mkdir()
    code, out, _ = run(capsys, "check", "--baseline", "folder", "--format", "short")
    assert code == USAGE
    assert "`folder` is not a regular file" in out


def test_a_baseline_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    save("component a : service\n")
    code, _, err = run(capsys, "check", "--baseline", FILE)
    assert code == USAGE
    assert err == (
        f"designlint: there is no baseline `{FILE}`; `designlint baseline create` writes one\n"
    )


def test_nothing_is_written_of_what_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "baseline", "create", "none.design")
    assert code == USAGE
    assert "LNG004" in out
    assert not Path(FILE).exists()


def test_a_folder_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    save("component a : service\n")
    code, _, err = run(capsys, "baseline", "create", "--file", "none/b.json")
    assert code == USAGE
    assert err == "designlint: cannot write `none/b.json`: No such file or directory\n"
