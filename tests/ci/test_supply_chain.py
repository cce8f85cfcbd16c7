"""What the project is built and developed with: named by digest or hash, and tried at both ends of what is allowed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML

from tests.ci.checkout import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]
FILES = [*ROOT.glob(".github/workflows/*.yml"), *ROOT.glob(".github/actions/*/action.yml")]
DIGEST = re.compile(r"\s*(?:- )?uses: [\w-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
PIN = re.compile(
    r"^([\w.-]+)==(\S+)((?: ; [^\\\n]*)?)((?: *\\\n +--hash=sha256:[0-9a-f]{64})+)$", re.MULTILINE
)
LOCK = (ROOT / ".ci" / "requirements.txt").read_text(encoding="utf-8")
RELEASE = (ROOT / ".ci" / "release.txt").read_text(encoding="utf-8")
LOCKS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(ROOT.glob(".ci/*.txt"))}
DESIGNLINT = ("$SOURCE", "$wheel[diagrams]")
"""What users install, whose dependencies are theirs to choose."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_action_is_named_by_its_digest_and_version(path: Any) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if "uses:" in line]
    assert lines
    assert [line for line in lines if not DIGEST.fullmatch(line)] == []


@pytest.mark.parametrize("lock", LOCKS.values(), ids=LOCKS)
def test_everything_in_a_lock_has_a_version_and_hashes(lock: str) -> None:
    entries = [line for line in lock.split("\n") if line and not line.startswith(("#", " "))]
    assert len(PIN.findall(lock)) == len(entries) > 0
    assert "://" not in lock


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_a_workflow_installs_is_pinned(path: Any) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if "pip install" in line]
    ours = [line for line in lines if not any(what in line for what in DESIGNLINT)]
    assert [
        one for one in ours if "--require-hashes -r" not in one and "--no-deps" not in one
    ] == []


def test_what_npm_installs_is_pinned() -> None:
    lines = [
        line
        for path in FILES
        for line in path.read_text(encoding="utf-8").split("\n")
        if "npm install" in line
    ]
    assert [one for one in lines if not re.search(r"@\d+\.\d+\.\d+$", one)] == []


def test_a_release_is_built_with_what_is_pinned() -> None:
    workflow = (ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8")
    assert "pip install --quiet --require-hashes -r .ci/release.txt" in workflow
    assert "build --no-isolation" in workflow
    wanted = (ROOT / ".ci" / "release.in").read_text(encoding="utf-8").split()
    pins = {canonicalize_name(name) for name, *_ in PIN.findall(RELEASE)}
    assert {canonicalize_name(Requirement(one).name) for one in wanted} <= pins


def test_the_lock_has_all_that_the_project_asks_for() -> None:
    pins = {canonicalize_name(name): version for name, version, *_ in PIN.findall(LOCK)}
    for wanted in [*map(Requirement, PROJECT["dependencies"]), *_of("dev"), *_of("pdf")]:
        version = pins[canonicalize_name(wanted.name)]
        assert wanted.specifier.contains(version), f"{wanted}: poe lock"


def _of(extra: str) -> Iterator[Requirement]:
    """What an extra asks for, by way of others, too."""
    for wanted in map(Requirement, PROJECT["optional-dependencies"][extra]):
        if wanted.name != PROJECT["name"]:
            yield wanted
        for other in wanted.extras if wanted.name == PROJECT["name"] else ():
            yield from _of(other)


def test_dependencies_are_tried_at_both_ends() -> None:
    workflow = YAML(typ="safe").load(
        (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    )
    job = workflow["jobs"]["dependencies"]
    versions = job["strategy"]["matrix"]["versions"]
    assert versions == ["lowest", "newest", "pinned"]
    script = (ROOT / ".ci" / "dependencies").read_text(encoding="utf-8")
    assert all(f"\n  {version})\n" in script for version in versions)
    assert all(
        folder in script
        for folder in ("tests/config", "tests/diagram", "tests/syntax", "tests/report")
    )
    assert job["steps"][-1]["run"] == '.ci/dependencies "$VERSIONS"'
    assert "permissions" not in job
