"""Input that is no design: a clear diagnostic and an exit code, never a traceback, never a hang."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest

from designlint.cli import FINDINGS, USAGE, main
from designlint.language import project, texts
from designlint.language.project import load_project
from designlint.language.resolve import resolve
from tests.language.reading import read
from tests.support.metrics import METRICS

FAST = 200.0  # seconds, a hundred times what it takes: only a hang is slower


def check(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """`designlint check` on a path: its exit code and its output."""
    began = perf_counter()
    code = main(["check", "--format", "short", str(path)])
    assert perf_counter() - began < FAST
    return code, capsys.readouterr().out


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


# ---- files that cannot be read: exit code 2


def test_bytes_that_are_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = check(write(tmp_path / "x.design", b"component a\n\xff\xfe : service"), capsys)
    assert code == USAGE
    assert "LNG004" in out
    assert "is not UTF-8: the byte at 12 in line 2" in out


def test_a_folder_with_the_name_of_a_design(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.design").mkdir()
    (found,) = load_project(tmp_path / "x.design", "x.design").diagnostics
    assert found.message == "`x.design` is a folder, not a file"
    assert main(["check", "--format", "short", str(tmp_path / "x.design")]) == USAGE


def test_a_missing_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = check(tmp_path / "none.design", capsys)
    assert code == USAGE
    assert "there is no file" in out


def test_a_file_that_is_too_large(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "MAX_BYTES", 1_000)
    code, out = check(write(tmp_path / "x.design", "#" * 1_001), capsys)
    assert code == USAGE
    assert "has 1_001 bytes; a design file has at most 1_000" in out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "x.design")
    code, out = check(tmp_path / "x.design", capsys)
    assert code == USAGE
    assert "is not a regular file" in out


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "x.design", "component a : service")
    path.chmod(0)
    code, out = check(path, capsys)
    assert code == USAGE
    assert "cannot be read: Permission denied" in out


def test_the_program_ends_without_a_traceback(tmp_path: Path) -> None:
    path = write(tmp_path / "x.design", b"\xff")
    done = subprocess.run(
        [sys.executable, "-m", "designlint", "check", "--format", "short", str(path)],
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert done.returncode == USAGE
    assert "LNG004" in done.stdout
    assert done.stderr == ""


# ---- text that is hard to read


def test_an_empty_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for text in ("", "\n", "\ufeff", "# nothing yet", ";;;\n;"):
        code, _ = check(write(tmp_path / "x.design", text), capsys)
        assert code == 0
        assert read(text)[0] == []


HARD = {
    "nested braces": ("group g {" * 10_000 + "}" * 10_000, {"LNG002"}),
    "open braces": ("group g {\n" * 10_000, {"LNG001", "LNG003", "LNG008"}),
    "closing braces": ("}" * 10_000, {"LNG001", "LNG003"}),
    "a number of 400 digits": (f"component a : cache {{ needs {'9' * 400} }}", {"LNG010"}),
    "an exponent": ("component a : cache { capacity 1e400 req/s }", {"LNG010"}),
    "very many replicas": ("component a : cache { replicas 10_000_000 }", {"LNG009"}),
    "NUL characters": ("component a\0 : service\n\0", {"LNG001"}),
    "errors without end": ("component [ : service\n" * 100_000, {"LNG001", "LNG003"}),
    "unknown words without end": ("nonsens x\n" * 10_000, {"LNG006"}),
    "unknown names without end": (
        "".join(f"component service{n} : service\n" for n in range(2_000))
        + "".join(f"service{n} -> servise{n}\n" for n in range(2_000)),
        {"LNG007"},
    ),
    "ambiguous names without end": (
        "".join(f"group g{n} {{ component s : service; data d{n} }}\n" for n in range(1_000))
        + "".join(f"component t{n} : service {{ observed_by s }}\n" for n in range(1_000)),
        {"LNG011"},
    ),
    "one long line": (f'component a : service {{ because "{"x" * 1_000_000}" }}', set[str]()),
    "one long word": ("x" * 1_000_000, {"LNG006"}),
    "one long address": (f"component a : service {{ in a{'.a' * 100_000} }}", {"LNG007"}),
    "one long list": (f"component a : service {{ in {', '.join(['a'] * 50_000)} }}", {"LNG009"}),
    "one long chain": ("component a : service\n" + "a -> " * 20_000 + "a", {"LNG008"}),
    "quotes": ('"' * 100_001, {"LNG001"}),
    "lines of quotes": ('"\n' * 10_000, {"LNG001", "LNG003"}),
    "lines of long quotes": ('"""\n' * 10_001, {"LNG001", "LNG003"}),
    "escapes": (f'component a : service {{ because "{chr(92) * 100_001}" }}', {"LNG001"}),
    "semicolons": (";" * 1_000_000, set()),
    "commas": ("," * 100_000, {"LNG001"}),
    "digits": ("1" * 1_000_000, {"LNG001"}),
    "signs": ("~-<>=.:%$" * 10_000, {"LNG001"}),
    "lines": ("\n" * 1_000_000 + "x", {"LNG006"}),
}


@pytest.mark.parametrize(("text", "codes"), HARD.values(), ids=HARD)
def test_hard_text_is_reported_in_time(text: str, codes: set[str]) -> None:
    began = perf_counter()
    reported, _ = read(text)
    assert perf_counter() - began < FAST
    assert {diagnostic.code for diagnostic in reported} == codes
    assert all(len(diagnostic.message) < 300 for diagnostic in reported)


def test_hard_text_through_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, _ = HARD["nested braces"]
    code, out = check(write(tmp_path / "x.design", text), capsys)
    assert code == FINDINGS
    assert "LNG002" in out
    assert "Traceback" not in out


# ---- line ends and blanks

LINES = "component a : service {{{end}\treplicas 2{end}\tneeds = 2{end}}}{end}# end{end}data d"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
def test_line_ends(tmp_path: Path, end: str) -> None:
    path = write(tmp_path / "x.design", "\ufeff" + LINES.format(end=end))
    files = load_project(path, "x.design").files
    design, (reported,), _ = resolve(files, METRICS)
    assert reported.primary.span.position == (3, 8)
    assert list(design.components) == ["a"]
    assert list(design.data) == ["d"]


def test_blanks_of_all_sorts() -> None:
    reported, design = read("\ufeff\u00a0component\ta\u00a0:\fservice\v{ needs 2 }")
    assert reported == []
    assert list(design.components) == ["a"]


# ---- files that name others


def test_imports_reach_files_below_and_beside(tmp_path: Path) -> None:
    (tmp_path / "designlint.yaml").touch()
    (tmp_path / "parts").mkdir()
    main_file = write(tmp_path / "main.design", 'import "parts/a.design"\ncomponent m : service\n')
    write(tmp_path / "parts" / "a.design", 'import "../b.design"\ncomponent a : service\nm -> b\n')
    write(tmp_path / "b.design", 'import "parts/a.design"\n')
    write(tmp_path / "b.design", "component b : service\na -> m\n")
    loaded = load_project(main_file, "some/main.design")
    design, reported, _ = resolve(loaded.files, METRICS)
    assert (*loaded.diagnostics, *reported) == ()
    assert [syntax.source.name for syntax in loaded.files] == [
        "some/main.design", "some/parts/a.design", "some/b.design",
    ]  # fmt: skip
    assert set(design.components) == {"m", "a", "b"}


def test_a_cycle_of_imports_shows_its_chain(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.design", 'import "b.design"\ncomponent a : service\n')
    write(tmp_path / "b.design", 'import "c.design"\n')
    write(tmp_path / "c.design", 'import "a.design"\ncomponent c : service\n')
    loaded = load_project(tmp_path / "a.design", "a.design")
    (reported,) = loaded.diagnostics
    expected = "import cycle: a.design -> b.design -> c.design -> a.design"
    assert (reported.code, reported.message) == ("LNG005", expected)
    assert reported.primary.span.text == '"a.design"'
    assert reported.primary.span.source.name == "c.design"
    assert set(resolve(loaded.files, METRICS).design.components) == {"a", "c"}
    assert check(tmp_path / "a.design", capsys)[0] == FINDINGS


def test_an_import_of_itself(tmp_path: Path) -> None:
    path = write(tmp_path / "a.design", 'import "a.design"\n')
    (reported,) = load_project(path, "a.design").diagnostics
    assert reported.message == "import cycle: a.design -> a.design"


def test_a_long_cycle_is_shown_by_its_ends(tmp_path: Path) -> None:
    for number in range(100):
        write(tmp_path / f"{number}.design", f'import "{(number + 1) % 100}.design"\n')
    (reported,) = load_project(tmp_path / "0.design", "0.design").diagnostics
    assert reported.message.startswith("import cycle: 0.design -> 1.design")
    assert " -> ... -> " in reported.message
    assert reported.message.endswith("99.design -> 0.design")


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ("none.design", "there is no file `none.design`"),
        ("folder", "`folder` is a folder, not a file"),
        ("../up.design", "`../up.design` is outside the project root"),
        ("/etc/passwd", "`/etc/passwd` is outside the project root"),
        ("link.design", "`link.design` is outside the project root"),
        ("bytes.design", "`bytes.design` is not UTF-8: the byte at 0 in line 1; save it as UTF-8"),
        ("cycle.design", "`cycle.design` is not the path of a file"),
        ("a\0b", "`a\0b` is not the path of a file"),
        ("", "`.` is a folder, not a file"),
    ],
)
def test_an_import_that_cannot_be(tmp_path: Path, stated: str, message: str) -> None:
    root = tmp_path / "root"
    (root / "folder").mkdir(parents=True)
    write(tmp_path / "up.design", "component up : service")
    (root / "link.design").symlink_to(tmp_path / "up.design")
    (root / "cycle.design").symlink_to(root / "cycle.design")
    write(root / "bytes.design", b"\xff")
    path = write(root / "main.design", f'import "{stated}"\ncomponent a : service\n')
    loaded = load_project(path, "main.design")
    (reported,) = loaded.diagnostics
    remedy = "; put designlint.yaml into the folder that holds all designs"
    assert (reported.code, reported.message.removesuffix(remedy)) == ("LNG005", message)
    assert reported.message.endswith(remedy) is ("outside" in message)
    assert reported.primary.span.text == f'"{stated}"'
    assert list(resolve(loaded.files, METRICS).design.components) == ["a"]


def test_a_name_that_is_too_long_for_the_system(tmp_path: Path) -> None:
    path = write(tmp_path / "main.design", f'import "{"x" * 5_000}.design"\n')
    (reported,) = load_project(path, "main.design").diagnostics
    assert reported.code == "LNG005"


def test_an_import_of_a_file_twice_is_one(tmp_path: Path) -> None:
    for name in ("b", "c"):
        write(tmp_path / f"{name}.design", f'import "d.design"\ncomponent {name} : service\n')
    write(tmp_path / "d.design", "component d : service\n")
    path = write(tmp_path / "a.design", 'import "b.design"\nimport "./c.design"\n')
    loaded = load_project(path, "a.design")
    assert loaded.diagnostics == ()
    assert len(loaded.files) == 4
    assert resolve(loaded.files, METRICS).diagnostics == ()


def test_a_design_has_a_limit_of_files(tmp_path: Path) -> None:
    lines = "".join(f'import "{number}.design"\n' for number in range(2_000))
    path = write(tmp_path / "main.design", lines)
    for number in range(2_000):
        write(tmp_path / f"{number}.design", f"component c{number} : service\n")
    loaded = load_project(path, "main.design")
    assert len(loaded.files) == project.MAX_FILES
    assert {d.message for d in loaded.diagnostics} == {"a design has at most 1000 files"}


def test_imports_in_a_long_row(tmp_path: Path) -> None:
    """One file imports the next, nearly as often as files are allowed: no recursion ends it."""
    for number in range(project.MAX_FILES + 1):
        text = f'import "{number + 1}.design"\ncomponent c{number} : service\n'
        write(tmp_path / f"{number}.design", text)
    loaded = load_project(tmp_path / "0.design", "0.design")
    assert len(loaded.files) == project.MAX_FILES
    (reported,) = loaded.diagnostics
    assert reported.message == "a design has at most 1000 files"


def test_one_name_in_two_files_is_declared_twice(tmp_path: Path) -> None:
    path = write(tmp_path / "a.design", 'import "b.design"\ncomponent x : service\n')
    write(tmp_path / "b.design", "component x : worker\n")
    _, (reported,), _ = resolve(load_project(path, "a.design").files, METRICS)
    assert reported.message == "component `x` is declared twice"
    assert reported.primary.span.source.name == "b.design"
    assert reported.secondary[0].span.source.name == "a.design"


def test_the_first_file_that_says_so_is_the_design(tmp_path: Path) -> None:
    path = write(tmp_path / "a.design", 'import "b.design"\ndesign whole { growth 2x }\n')
    write(tmp_path / "b.design", "design part { growth 3x }\n")
    design, reported, _ = resolve(load_project(path, "a.design").files, METRICS)
    assert reported == ()
    assert design.header is not None
    assert design.header.name == "whole"
