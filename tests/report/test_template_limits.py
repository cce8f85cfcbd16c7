"""Templates of others end: in time, in memory, and whether or not they write anything."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from designlint.cli import main
from designlint.render.document import limited

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no processes that can be copied")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a design and a folder of templates."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(limited, "MOST_SECONDS", 3.0)
    monkeypatch.setattr(limited, "MOST_MEMORY", 200_000_000)
    (tmp_path / "designlint.yaml").write_text("report-template: own\n", encoding="utf-8")
    (tmp_path / "a.design").write_text("component shop : service\n", encoding="utf-8")
    (tmp_path / "own").mkdir()
    return tmp_path


def failure(template: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What is said first of a report, which is not written."""
    (folder / "own" / "report.md").write_text(template, encoding="utf-8")
    assert main(["report", "a.design", "-o", "a.md"]) == 2
    assert not (folder / "a.md").exists()
    return " ".join(capsys.readouterr().err.partition("\n -->")[0].split())


@pytest.mark.parametrize(
    "template",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% for a in range(99999) %}{% for b in range(9999) %}{% set c = b + a %}{% endfor %}{% endfor %}x",
        "{% macro m() %}{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}{% endmacro %}{{ m() }}",
        "{{ range(99999) | map('string') | list | sort | join | replace('1', 'aaaaaaaaa') | wordwrap(1) | length }}"
        "{% for a in range(99999) %}{{ range(99999) | sum }}{% endfor %}",
    ],
)  # fmt: skip
def test_a_loop_that_writes_nothing_is_ended(
    template: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = failure(template, folder, capsys)
    assert said == "error[CFG004]: this template cannot be used: it takes longer than 3 s"


@pytest.mark.parametrize(
    "template",
    [
        "{% set ns = namespace(x='a' ~ 'b') %}{% for i in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x | length }}",
        "{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = ns.x + ns.x %}{% endfor %}{{ ns.x | length }}",
        "{% set ns = namespace(x='ab') %}{% for i in range(60) %}{% set ns.x = ns.x | replace('', ns.x) %}{% endfor %}{{ ns.x | length }}",
    ],
)  # fmt: skip
def test_what_grows_without_end_is_ended(
    template: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = failure(template, folder, capsys)
    assert (
        said
        == "error[CFG004]: this template cannot be used: it takes more than 200_000_000 bytes of memory"
    )


def test_a_mistake_is_still_shown_at_its_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "own" / "report.md").write_text("one\n{{ nothing.at_all }}\n", encoding="utf-8")
    assert main(["report", "a.design", "-o", "a.md"]) == 2
    assert "own/report.md:2:1" in capsys.readouterr().err


def test_a_template_within_the_limits_is_used(folder: Path) -> None:
    (folder / "own" / "report.md").write_text("{{ doc.title }}!\n", encoding="utf-8")
    assert main(["report", "a.design", "-o", "a.md"]) == 0
    assert (folder / "a.md").read_text(encoding="utf-8").endswith("!\n")
