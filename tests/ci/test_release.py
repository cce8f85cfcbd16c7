"""A release is made from its tag alone, step by step with few rights, and nothing is published by default."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from ruamel.yaml import YAML

from designlint import __version__
from tests.ci.checkout import ROOT, run

PATH = Path(".github/workflows/release.yml")
WORKFLOW: dict[str, Any] = YAML(typ="safe").load((ROOT / PATH).read_text(encoding="utf-8"))
JOBS: dict[str, dict[str, Any]] = WORKFLOW["jobs"]
PINNED = re.compile(r"[\w-]+/[\w./-]+@(v\d+(\.\d+\.\d+)?|[0-9a-f]{40})")
PUBLISHING = ("publish", "image", "notes")
ADDRESS = "https://github.com/OWNER/designlint"
IMAGE = (ROOT / ".github" / "container" / "Dockerfile").read_text(encoding="utf-8")


@pytest.fixture(scope="module", name="release")
def _release() -> ModuleType:
    spec = importlib.util.spec_from_file_location("release", ROOT / ".ci" / "release.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def checkout(folder: Path, version: str, *, changelog: str, fragment: str = "") -> Path:
    """As much of a checkout as the script reads."""
    (folder / "designlint").mkdir()
    text = f'"""designlint."""\n\n__version__ = "{version}"\n'
    (folder / "designlint" / "__init__.py").write_text(text, encoding="utf-8")
    (folder / ".docs" / "changes").mkdir(parents=True)
    (folder / ".docs" / "changes" / "README.md").write_text("", encoding="utf-8")
    (folder / ".docs" / "CHANGELOG.md").write_text(changelog, encoding="utf-8")
    if fragment:
        (folder / ".docs" / "changes" / fragment).write_text("More.\n", encoding="utf-8")
    return folder


CHANGELOG = "# Changelog\n\n## 1.2.0 (2027-01-01)\n\n### Added\n\n- More.\n\n## 1.1.0\n\n- Less.\n"


def test_only_a_tag_starts_it() -> None:
    assert WORKFLOW["on"] == {"push": {"tags": ["v*"]}}


def test_nothing_is_published_unless_that_is_switched_on() -> None:
    for name, job in JOBS.items():
        assert ("PUBLISH" in job.get("if", "")) == (name in PUBLISHING), name
    for name in ("publish", "image"):
        assert JOBS[name]["environment"] == "release"
        assert JOBS[name]["needs"] == "attest"
    assert JOBS["attest"]["needs"] == "try"
    assert JOBS["try"]["needs"] == "build"


def test_each_job_has_the_rights_that_it_needs_alone() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    rights = {name: job.get("permissions") for name, job in JOBS.items()}
    assert rights == {
        "build": None,
        "try": None,
        "attest": {"attestations": "write", "contents": "read", "id-token": "write"},
        "publish": {"id-token": "write"},
        "image": {"contents": "read", "packages": "write"},
        "notes": {"contents": "write"},
    }
    text = (ROOT / PATH).read_text(encoding="utf-8")
    assert "secrets." not in text
    assert "password: ${{ github.token }}" in text


def test_every_action_is_pinned_and_every_job_ends() -> None:
    for job in JOBS.values():
        assert job["timeout-minutes"] <= 30
        for step in job["steps"]:
            assert "uses" not in step or PINNED.fullmatch(step["uses"]), step
            # What a tag is called must not become a part of a script.
            assert "${{" not in step.get("run", "")


def test_packages_are_attested_before_they_go() -> None:
    assert any("attest-build-provenance" in step["uses"] for step in JOBS["attest"]["steps"])
    (publish,) = [s for s in JOBS["publish"]["steps"] if "pypi-publish" in s["uses"]]
    assert publish["with"] == {"attestations": True}
    (push,) = [s for s in JOBS["image"]["steps"] if "build-push" in s["uses"]]
    assert push["with"]["file"] == ".github/container/Dockerfile"
    assert (push["with"]["provenance"], push["with"]["sbom"]) == ("mode=max", True)


def test_the_notes_of_a_version_are_those_of_the_changelog(
    release: ModuleType, tmp_path: Path
) -> None:
    root = checkout(tmp_path, "1.2.0", changelog=CHANGELOG)
    assert release.notes(root, "v1.2.0") == "### Added\n\n- More.\n"


@pytest.mark.parametrize(
    ("tag", "version", "changelog", "fragment", "problem"),
    [
        ("1.2.0", "1.2.0", CHANGELOG, "", "is no tag of a version"),
        ("v1.2", "1.2.0", CHANGELOG, "", "is no tag of a version"),
        ("v1.2.0", "1.3.0", CHANGELOG, "", "__init__.py has 1.3.0"),
        ("v1.3.0", "1.3.0", CHANGELOG, "", "the changelog has no 1.3.0"),
        ("v1.2.0", "1.2.0", CHANGELOG, "+more.added.md", "such as [+]more.added.md"),
    ],
)
def test_a_tag_that_is_not_ready_is_refused(
    release: ModuleType,
    tmp_path: Path,
    tag: str,
    version: str,
    changelog: str,
    fragment: str,
    problem: str,
) -> None:
    root = checkout(tmp_path, version, changelog=changelog, fragment=fragment)
    with pytest.raises(release.NotReadyError, match=problem):
        release.notes(root, tag)


def test_the_readme_of_a_package_has_no_path_of_the_repository(release: ModuleType) -> None:
    text = release.with_addresses(
        (ROOT / "README.md").read_text(encoding="utf-8"), ADDRESS, "v1.2.3"
    )
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    assert targets
    assert all(target.startswith(("https://", "#")) for target in targets)
    assert "https://raw.githubusercontent.com/OWNER/designlint/v1.2.3/.docs/check.svg" in targets
    assert f"{ADDRESS}/blob/v1.2.3/.docs/configuration.md" in targets


def test_the_project_gets_its_addresses(release: ModuleType) -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "urls" not in tomllib.loads(text)["project"]  # nobody hosts it yet
    made = tomllib.loads(release.with_urls(text, ADDRESS, "v1.2.3"))["project"]
    assert made["urls"]["Homepage"] == ADDRESS
    assert made["scripts"] == tomllib.loads(text)["project"]["scripts"]


def test_the_script_runs_by_itself(tmp_path: Path) -> None:
    done = run(str(ROOT / ".ci" / "release.py"), "v0.0.0", ADDRESS, cwd=tmp_path)
    assert done.returncode == 1
    assert (
        done.stderr
        == f"release: `v0.0.0` is tagged, and designlint/__init__.py has {__version__}\n"
    )


def test_the_image_has_what_is_released_and_no_rights() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (python,) = re.findall(r"^ARG PYTHON=(.+)$", IMAGE, re.MULTILINE)
    assert f"Programming Language :: Python :: {python}" in project["classifiers"]
    lines = IMAGE.splitlines()
    assert lines.index("USER designlint") < lines.index('ENTRYPOINT ["designlint"]')
    assert "designlint[diagrams]" in IMAGE
    ignored = (ROOT / ".github" / "container" / "Dockerfile.dockerignore").read_text("utf-8")
    kept = {line[1:] for line in ignored.splitlines() if line.startswith("!")}
    assert kept == {"LICENSE", "README.md", "pyproject.toml", "designlint", "grammar", "rules"}
