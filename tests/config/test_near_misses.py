"""Names that are nearly right: files that look like a configuration, keys, patterns that exclude nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint.cli import main
from tests.config.running import SINGLE


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "m.design").write_text(SINGLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def checked(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What `check` prints of the configuration."""
    main(["check", "--format", "short"])
    return [line for line in capsys.readouterr().out.splitlines() if "[CFG" in line]


@pytest.mark.parametrize(
    "name",
    [
        "designlint.yml", ".designlint.yaml", ".designlint.toml", "designlint.toml", "design-lint.yaml",
        "design_lint.yml", ".designlintrc", ".designlintrc.json", "designlint.config.yaml",
        "desginlint.yaml", "designlinter.yaml", ".designlint.json", "designlint.ini",
    ],
)  # fmt: skip
def test_a_file_that_looks_like_a_configuration(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    Path(name).write_text("ignore: [SPF]\n", encoding="utf-8")
    (found,) = checked(capsys)
    assert found.startswith(f"{name}:1:1: warning[CFG002] `{name}` is not read")
    assert "`designlint.yaml`" in found


@pytest.mark.parametrize(
    "name",
    ["designlint.json", "designlint.sarif", "designlint.md", "designlint-baseline.json", "mylint.yaml",
     "design.yaml", "designs.yml", "lint.toml", "designlint.design.bak", "designlint.log"],
)  # fmt: skip
def test_a_file_for_something_else(capsys: pytest.CaptureFixture[str], name: str) -> None:
    Path(name).write_text("ignore: [SPF]\n", encoding="utf-8")
    assert checked(capsys) == []


def test_a_file_beside_the_configuration(capsys: pytest.CaptureFixture[str]) -> None:
    Path("designlint.yaml").write_text("ignore: [SPF]\n", encoding="utf-8")
    Path("designlint.yml").write_text("ignore: [VER]\n", encoding="utf-8")
    (found,) = checked(capsys)
    assert "`designlint.yml` is not read, because `designlint.yaml` is beside it" in found


@pytest.mark.parametrize(
    ("key", "meant"),
    [("rules", "severity"), ("disable", "ignore"), ("extend", "extends"), ("fail_on", "fail-on"),
     ("failOn", "fail-on"), ("excludes", "exclude"), ("ignorePatterns", "exclude"), ("plugin", "plugins"),
     ("per-file-ignores", "overrides"), ("ignored", "ignore")],
)  # fmt: skip
def test_a_key_as_others_call_it(capsys: pytest.CaptureFixture[str], key: str, meant: str) -> None:
    Path("designlint.yaml").write_text(f"{key}: [SPF]\n", encoding="utf-8")
    (found,) = checked(capsys)
    assert found.endswith(f"unknown key `{key}`; did you mean `{meant}`?")


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("legcay/", "`legcay/` excludes nothing; did you mean `legacy/`?"),
        ("/a/legacys/", "`/a/legacys/` excludes nothing; did you mean `/a/legacy/`?"),
    ],
)
def test_a_pattern_that_nearly_excludes_something(
    capsys: pytest.CaptureFixture[str], pattern: str, words: str
) -> None:
    Path("a/legacy").mkdir(parents=True)
    Path("a/legacy/m.design").write_text(SINGLE, encoding="utf-8")
    Path("designlint.yaml").write_text(f"exclude:\n  - {pattern}\n", encoding="utf-8")
    (found,) = checked(capsys)
    assert found == f"designlint.yaml:2:5: warning[CFG002] {words}"


@pytest.mark.parametrize(
    "pattern", ["build/", "node_modules/", "legacy/", "legacy-old/", "*.old.design", "leg*/", "a/"]
)
def test_a_pattern_for_what_may_come(capsys: pytest.CaptureFixture[str], pattern: str) -> None:
    Path("legacy").mkdir()
    Path("legacy/m.design").write_text(SINGLE, encoding="utf-8")
    Path("designlint.yaml").write_text(f"exclude: ['{pattern}']\n", encoding="utf-8")
    assert checked(capsys) == []


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("./legacy/", "`./legacy/` matches nothing; write `/legacy/`"),
        ("../other/", "`../other/` matches nothing: a pattern stays inside the folder of its file"),
        ("old\\legacy", "`old\\legacy` matches nothing; folders are separated by `/`"),
    ],
)
def test_a_pattern_that_can_match_nothing(
    capsys: pytest.CaptureFixture[str], pattern: str, words: str
) -> None:
    Path("designlint.yaml").write_text(f"exclude: ['{pattern}']\n", encoding="utf-8")
    (found,) = checked(capsys)
    assert found.endswith(words)
