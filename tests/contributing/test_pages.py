"""The pages and forms for contributors: what they name is there, and the platform can read them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from designlint.reference.entry import MARK
from designlint.reference.markdown import anchor
from designlint.reference.pages import HAND_WRITTEN
from tests.contributing.changes import CHANGES, GUIDE, ROOT
from tests.contributing.new_rule import new_rule
from tests.reference.pages import headings, links, without_code

DOCS, GITHUB = ROOT / ".docs", ROOT / ".github"
WRITTEN = [path for path in sorted(DOCS.glob("*.md")) if MARK not in path.read_text("utf-8")]
PAGES = [*WRITTEN, *sorted(GITHUB.glob("*.md")), ROOT / CHANGES / GUIDE]
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.yml"))
CONTRIBUTING = (GITHUB / "CONTRIBUTING.md").read_text(encoding="utf-8")
TASKS: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
    "tool"
]["poe"]["tasks"]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_index_has_every_page_that_is_written_by_hand() -> None:
    listed = {(DOCS / path).resolve() for _, path, _ in HAND_WRITTEN}
    assert listed - set(WRITTEN) == {GITHUB / "CONTRIBUTING.md", GITHUB / "SECURITY.md"}
    assert set(WRITTEN) <= listed


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_resolve(page: Path) -> None:
    for target in links(page.read_text(encoding="utf-8")):
        file, _, place = target.partition("#")
        found = (page.parent / file).resolve() if file else page
        assert found.is_file(), target
        anchors = [anchor(line.lstrip("#")) for line in headings(found.read_text("utf-8"))]
        assert not place or place in anchors, target


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_page_has_an_address(page: Path) -> None:
    """Nobody answers one that was made up; reports go through the platform."""
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"[\w.]+@[\w-]+\.\w|mailto:|https?://", text)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_files_that_a_page_names_are_there(page: Path) -> None:
    """A path in backticks that begins at the root of the repository."""
    text = without_code(page.read_text(encoding="utf-8"))
    for path in re.findall(
        r"`((?:\.docs|\.github|designlint|rules|tests|grammar)/[\w./-]+)`", text
    ):
        if "FAMILY" not in path and "FOLDER" not in path:
            assert (ROOT / path).exists(), path


def test_the_map_is_true() -> None:
    (block,) = re.findall(r"^```\n(designlint/ .*?)^```", CONTRIBUTING, re.MULTILINE | re.DOTALL)
    found = set()
    for line in block.splitlines():
        names, _, _ = line.strip().partition("  ")
        folder = ROOT / "designlint" if line.startswith(" ") else ROOT
        for part in re.split(r",? ", names):
            assert (folder / part).exists() or (folder / f"{part}.py").exists(), part
            found.add(part)
    packages = {path.parent.name for path in (ROOT / "designlint").glob("*/__init__.py")}
    assert {f"{package}/" for package in packages} - {"api/"} <= found


def test_every_task_is_explained_and_none_else() -> None:
    named = set(re.findall(r"`poe ([\w-]+)", CONTRIBUTING)) | set(TASKS["check"]["sequence"])
    assert named == set(TASKS)
    order = ", ".join(f"`{task}`" for task in TASKS["check"]["sequence"])
    assert f"in this order: {order} |" in CONTRIBUTING


def test_the_commands_that_begin_a_rule_work() -> None:
    (family, stem) = re.findall(r"^poe new-rule (\S+) (\S+)$", CONTRIBUTING, re.MULTILINE)[0]
    rule = new_rule(ROOT, family, stem)
    assert f"\npytest -q tests/rules -k {rule.name}\n" in CONTRIBUTING


def test_the_style_guide_has_its_twelve_lines() -> None:
    text = (DOCS / "style.md").read_text(encoding="utf-8")
    lines = text.split("\n## Twelve lines\n")[1].split("\n## ")[0]
    assert re.findall(r"^(\d+)\. \*\*", lines, re.MULTILINE) == [str(n) for n in range(1, 13)]


def test_there_is_a_form_for_each_kind_of_issue() -> None:
    assert [form.stem for form in FORMS] == ["crash", "finding", "idea", "wrong-verdict"]


@pytest.mark.parametrize("path", FORMS, ids=name)
def test_a_form_is_one_that_the_platform_shows(path: Path) -> None:
    form = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    assert set(form) == {"name", "description", "labels", "body"}
    fields = [part for part in form["body"] if part["type"] != "markdown"]
    ids = [field["id"] for field in fields]
    labels = [field["attributes"]["label"] for field in fields]
    for texts in (ids, labels):
        assert len(set(texts)) == len(texts)
    for field in fields:
        assert re.fullmatch(r"[a-z]+", field["id"])
        assert field["type"] in ("input", "textarea", "dropdown")
        assert ("options" in field["attributes"]) == (field["type"] == "dropdown")
        assert field["type"] == "textarea" or "render" not in field["attributes"]
    assert any(field.get("validations") == {"required": True} for field in fields)


@pytest.mark.parametrize("path", FORMS, ids=name)
def test_a_report_of_a_mistake_asks_for_what_repeats_it(path: Path) -> None:
    form = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    if "bug" in form["labels"]:
        text = path.read_text(encoding="utf-8")
        assert "designlint --version" in text
        required = [p["id"] for p in form["body"] if p.get("validations", {}).get("required")]
        assert {"design", "input"} & set(required)
