"""Files in another encoding than UTF-8: one finding says which it is, wherever the file comes from."""

from __future__ import annotations

import codecs
import io
import sys
from pathlib import Path

import pytest

from designlint.cli import main
from designlint.language.project import load_project
from designlint.language.texts import Unreadable, decode

USAGE = 2
TEXT = 'component a : service "A"\ncomponent b : service "B"\n'
ASIAN = 'component a : service "注文サービス"\n# 日本語のコメントはここに長く続きます。日本語のコメント\n'
MARKS = {
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


@pytest.mark.parametrize(
    "text", [TEXT, ASIAN, "a", TEXT * 1000], ids=["ascii", "asian", "a", "long"]
)
@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("encoding", MARKS)
def test_a_wider_encoding_is_named(encoding: str, marked: bool, text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.design"
    path.write_bytes((MARKS[encoding] if marked else b"") + text.encode(encoding))
    project = load_project(path, "x.design")
    (found,) = project.diagnostics
    name = encoding[:6].upper()
    assert (found.code, found.message) == ("LNG004", f"`x.design` is {name}; save it as UTF-8")
    assert project.unreadable


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"component a\n\xff\xfe", "is not UTF-8: the byte at 12 in line 2; save it as UTF-8"),
        (
            'component a : service "Größe"'.encode("cp1252"),
            "is not UTF-8: the byte at 25 in line 1",
        ),
        (b"\0\5\26\7\0\2\0\0Mac OS X", "is a binary file, not a design"),
    ],
)
def test_what_is_no_text_is_said(data: bytes, problem: str) -> None:
    found = decode(data)
    assert isinstance(found, Unreadable)
    assert problem in found.problem


@pytest.mark.parametrize(
    "text", [TEXT, ASIAN, "", "a", "component a\0 : service\n\0", "\ufeff" + TEXT]
)
def test_utf_8_is_read(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")


@pytest.mark.parametrize("command", [["check", "-"], ["format", "-"]])
def test_standard_input_is_told_apart_too(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = io.TextIOWrapper(io.BytesIO(TEXT.encode("utf-16")))
    monkeypatch.setattr(sys, "stdin", given)
    assert main(command) == USAGE
    assert "`standard input` is UTF-16; save it as UTF-8" in capsys.readouterr().err
