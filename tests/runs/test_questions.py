"""Every command that asks about designs has its answers from the cache, and none of them is stale."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from designlint.console.questions import tools
from tests.runs.conftest import Project

DESIGN = """
component gate : gateway { replicas 1; availability 99.9%; capacity 100 req/s per replica }
component links : service { replicas 3; needs 3; availability 99.9%; capacity 20 req/s per replica }
flow follow { rate 10 req/s; gate -> links }
nonfunctional NFR1 "Links can be followed 99.9% of the time." {
  require availability of follow >= 99.9%
}
scenario peak "The load triples" { load 3x; expect headroom of links >= 10% }
"""
QUESTIONS = {
    "check": ["check", "a.design", "--format", "short"],
    "select": ["check", "a.design", "--format", "short", "--select", "SPF"],
    "verify": ["verify", "a.design"],
    "why": ["verify", "a.design", "--why", "NFR1"],
    "diagram": ["diagram", "a.design", "--format", "dot"],
    "report": ["report", "a.design", "--format", "markdown"],
    "drill": ["drill", "a.design"],
    "whatif": ["whatif", "a.design", "--load", "2x"],
}
EACH = pytest.mark.parametrize("asked", QUESTIONS.values(), ids=QUESTIONS)


@EACH
def test_an_answer_is_the_same_from_the_cache(
    project: Project, works: list[str], asked: list[str]
) -> None:
    project.write("a.design", DESIGN)
    fresh = project.run(*asked, "--no-cache")
    assert project.run(*asked) == fresh
    assert project.run(*asked) == fresh
    assert len(works) == 2


@EACH
def test_a_change_is_seen(project: Project, works: list[str], asked: list[str]) -> None:
    project.write("a.design", f'import "part.design"\n{DESIGN}')
    part = project.write("part.design", "actor someone\n")
    project.run(*asked)
    part.write_text("actor someone\nactor else\n", encoding="utf-8")
    project.run(*asked)
    project.write("designlint.yaml", "ignore: [SPF]\n")
    project.run(*asked)
    assert len(works) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["verify", "a.design"], ["verify", "a.design", "--sensitivity"]),
        (["verify", "a.design"], ["verify", "a.design", "--format", "json"]),
        (["verify", "a.design"], ["verify", "a.design", "--why", "NFR1"]),
        (["whatif", "a.design", "--load", "2x"], ["whatif", "a.design", "--load", "3x"]),
        (["whatif", "a.design", "--load", "2x"], ["whatif", "a.design", "--scenario", "peak"]),
        (
            ["diagram", "a.design", "--format", "dot"],
            ["diagram", "a.design", "--format", "dot", "--view", "failure"],
        ),
        (
            ["diagram", "a.design", "--format", "dot"],
            ["diagram", "a.design", "--format", "dot", "--links", "review.html"],
        ),
        (
            ["report", "a.design", "--format", "markdown"],
            ["report", "a.design", "--format", "markdown", "--summary"],
        ),
        (["report", "a.design", "--format", "markdown"], ["report", "a.design", "-f", "json"]),
    ],
)
def test_another_question_has_another_answer(
    project: Project, works: list[str], one: list[str], other: list[str]
) -> None:
    project.write("a.design", DESIGN)
    assert project.run(*one) != project.run(*other)
    assert len(works) == 2


def test_the_width_and_the_format_of_verdicts_need_no_other_answer(
    project: Project, works: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write("a.design", DESIGN)
    monkeypatch.setenv("COLUMNS", "200")
    wide = project.run("drill", "a.design")
    monkeypatch.setenv("COLUMNS", "60")
    narrow = project.run("drill", "a.design")
    assert wide != narrow
    assert narrow == project.run("drill", "a.design", "--no-cache")
    assert len(works) == 2


def test_of_many_designs_only_those_that_changed_are_judged_again(
    project: Project, works: list[str]
) -> None:
    for name in ("a", "b", "c"):
        project.write(f"{name}.design", DESIGN)
    project.run("verify", ".")
    project.write("b.design", DESIGN.replace("99.9%", "99%"))
    project.run("verify", ".")
    assert works == ["a.design", "b.design", "c.design", "b.design"]


def test_a_report_shows_the_commit_of_today(project: Project, works: list[str]) -> None:
    project.write("a.design", DESIGN)
    asked = ("report", "a.design", "--format", "json")
    assert '"revision": ""' in project.run(*asked)
    commit(project.folder, "init", "-q")
    commit(project.folder, "add", ".")
    commit(project.folder, "commit", "-qm", "first")
    first = project.run(*asked)
    assert first == project.run(*asked)
    project.write("other.txt", "other")
    commit(project.folder, "add", ".")
    commit(project.folder, "commit", "-qm", "second")
    assert project.run(*asked) != first
    assert len(works) == 3


def commit(folder: Path, *words: str) -> None:
    """Run git as somebody."""
    who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True)


def test_the_templates_of_a_team_count(project: Project, works: list[str], tmp_path: Path) -> None:
    project.write("a.design", DESIGN)
    templates = tmp_path / "templates"
    templates.mkdir()
    text = '{% extends "designlint/report.md" %}{% block footer %}one{% endblock %}'
    (templates / "report.md").write_text(text, encoding="utf-8")
    asked = ("report", "a.design", "--format", "markdown", "--template", str(templates))
    first = project.run(*asked)
    assert project.run(*asked) == first
    (templates / "report.md").write_text(text.replace("one", "two"), encoding="utf-8")
    project.run(*asked)
    assert len(works) == 2


def test_another_program_that_draws_is_another_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    before = tools.layout_tool()
    (tmp_path / "dot").write_text("#!/bin/sh\n", encoding="utf-8")
    found = tools.layout_tool()
    (tmp_path / "dot").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    assert len({before, found, tools.layout_tool()}) == 3


def test_what_fails_by_the_machine_is_not_kept(
    project: Project, works: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from designlint.render import layout

    def refuse(*_: object, **__: object) -> list[bytes]:
        raise layout.LayoutError("not in time")

    project.write("a.design", DESIGN)
    monkeypatch.setattr("designlint.console.figures.laid_out_all", refuse)
    for _ in range(2):
        assert "not in time" in project.run("report", "a.design", "-o", "a.html")
    assert len(works) == 2


def test_errors_of_a_design_are_reported_each_time(project: Project, works: list[str]) -> None:
    project.write("a.design", DESIGN + "component oops : servce\n")
    for asked in (["verify", "a.design"], ["drill", "a.design"]):
        first = project.run(*asked)
        assert "LNG" in first
        assert project.run(*asked) == first
    assert len(works) == 2


def test_a_part_is_answered_within_its_design(project: Project, works: list[str]) -> None:
    """The report of a part shows the findings in that part: another answer than that of the whole."""
    project.write("a.design", f'import "part.design"\n{DESIGN}')
    project.write("part.design", "component idle : service { replicas 2 }\n")
    whole, part = (
        [project.run("report", name, "-f", "json") for _ in range(2)]
        for name in ("a.design", "part.design")
    )
    assert whole[0] == whole[1] != part[0] == part[1]
    assert len(works) == 3


RUN = "import sys; from designlint.cli import main; code = main(); print(*sys.modules)"
RUN_ALL = """
import sys
from designlint.cli import main
for line in sys.stdin.read().splitlines():
    main(line.split("|"))
"""


def test_an_unchanged_design_of_a_configured_project_loads_neither_rules_nor_parsers(
    project: Project, tmp_path: Path
) -> None:
    project.write("a.design", DESIGN)
    project.write("designlint.yaml", "ignore: [SPF]\noverrides: [{elements: gate, ignore: ARC}]\n")
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "home")}

    def run(code: str, *argv: str, text: str = "") -> str:
        done = subprocess.run(
            [sys.executable, "-c", code, *argv],
            env=environment,
            input=text,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    run(RUN_ALL, text="\n".join(["|".join(asked) for asked in QUESTIONS.values()]))
    for asked in QUESTIONS.values():
        modules = run(RUN, *asked).rstrip().rpartition("\n")[2].split()
        assert "designlint.runs.run" in modules
        assert [name for name in modules if is_work(name)] == []


def is_work(module: str) -> bool:
    """Whether a module is there to read designs or to find something about them."""
    return module.startswith(
        ("designlint_rules", "designlint.analyses", "designlint.language.syntax", "ruamel.yaml")
    ) or module in (
        "designlint.check",
        "designlint.model",
        "dataclasses",
        "inspect",
        "pluggy",
        "jinja2",
    )


@pytest.mark.parametrize("spoil", [lambda _: b"", lambda data: data[:-3] + b"xyz"])
def test_a_configuration_is_read_again_where_its_entry_is_damaged(
    project: Project, spoil: Callable[[bytes], bytes]
) -> None:
    project.write("a.design", DESIGN)
    project.write("designlint.yaml", "ignore: [SPF]\n")
    first = project.check()
    for entry in project.entries:
        entry.write_bytes(spoil(entry.read_bytes()))
    assert project.check() == first
