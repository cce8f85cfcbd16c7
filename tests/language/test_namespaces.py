"""Files that are imported under a name, and files of packages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from designlint.cli import main
from designlint.language.project import Project, load_project
from designlint.language.resolve import resolve
from designlint.language.root import Root
from designlint.model import Design
from designlint.testing import registry

PLATFORM = """
provider aws { region eu { zone a; zone b } }
component gateway : gateway { replicas 2 in eu.a, eu.b }
component store : database { replicas 2 in eu.a, eu.b; because "x" }
data event
gateway -> store { timeout 1s }
flow audit { rate 1 req/s; gateway -> store writes event }
accept CON001 on store because "known"
"""


def put(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files and give the main one."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "main.design"


def read(folder: Path, files: Mapping[str, str], root: Root | None = None) -> Project:
    """The project of a main file beside others."""
    return load_project(put(folder, files), "main.design", root=root)


def design_of(project: Project) -> tuple[Design, list[str]]:
    """The design of a project, and what is wrong with it."""
    found = resolve(project.files, registry().metrics)
    return found.design, [d.message for d in (*project.diagnostics, *found.diagnostics)]


def test_two_files_may_declare_the_same_name(tmp_path: Path) -> None:
    main_file = """import "platform.design" as platform
component store : service { replicas 2 in eu.a }
flow f { rate 1 req/s; store -> platform.gateway -> platform.store writes event }
"""
    design, wrong = design_of(
        read(tmp_path, {"main.design": main_file, "platform.design": PLATFORM})
    )
    assert wrong == []
    assert list(design.components) == ["store", "platform.gateway", "platform.store"]
    steps = [(s.caller.path, s.callee.path, s.written) for s in design.flows["f"].steps]
    assert steps == [
        ("store", "platform.gateway", ()),
        ("platform.gateway", "platform.store", ("platform.event",)),
    ]


def test_inside_names_are_as_they_were(tmp_path: Path) -> None:
    main_file = 'import "platform.design" as platform\ncomponent store : service\n'
    design, wrong = design_of(
        read(tmp_path, {"main.design": main_file, "platform.design": PLATFORM})
    )
    assert wrong == []
    (step,) = design.flows["platform.audit"].steps
    assert (step.callee.path, step.written) == ("platform.store", ("platform.event",))
    (relation,) = design.relations
    assert relation.callee.path == "platform.store"
    (accepted,) = design.acceptances
    assert accepted.element is not None
    assert accepted.element.path == "platform.store"
    assert design.places["platform.aws"].parent is None
    assert design.domains_of("platform.aws.eu.a") == (
        "platform.aws", "platform.aws.eu", "platform.aws.eu.a"
    )  # fmt: skip


def test_components_are_inside_a_boundary_of_the_name(tmp_path: Path) -> None:
    files = {"main.design": 'import "platform.design" as platform\n', "platform.design": PLATFORM}
    design, _ = design_of(read(tmp_path, files))
    assert design.groups["platform"].members == (
        "platform.gateway",
        "platform.store",
        "platform.event",
    )
    assert {c.group for c in design.components.values()} == {"platform"}
    assert design.groups["platform"].span.source.name == "main.design"


def test_any_end_of_a_path_is_found_behind_the_name(tmp_path: Path) -> None:
    main_file = (
        'import "platform.design" as p\ncomponent x : service { replicas 2 in p.eu.a, p.b }\n'
    )
    _, wrong = design_of(read(tmp_path, {"main.design": main_file, "platform.design": PLATFORM}))
    assert wrong == []


def test_what_a_file_imports_is_in_its_namespace(tmp_path: Path) -> None:
    files = {
        "main.design": 'import "one.design" as one\n',
        "one.design": 'import "two.design"\nimport "three.design" as three\ncomponent a : service\n',
        "two.design": "component b : service\n",
        "three.design": "component c : service\n",
    }
    design, wrong = design_of(read(tmp_path, files))
    assert wrong == []
    assert list(design.components) == ["one.a", "one.b", "one.three.c"]
    assert set(design.groups) == {"one", "one.three"}


@pytest.mark.parametrize("reverse", [False, True])
def test_the_shortest_way_to_a_file_names_it(tmp_path: Path, reverse: bool) -> None:
    lines = ['import "one.design" as one\n', 'import "shared.design"\n']
    files = {
        "main.design": "".join(reversed(lines) if reverse else lines),
        "one.design": 'import "shared.design"\ncomponent a : service\nflow f { a -> store }\n',
        "shared.design": "component store : database\n",
    }
    design, wrong = design_of(read(tmp_path, files))
    assert wrong == []
    assert set(design.components) == {"one.a", "store"}


def test_a_name_that_does_not_hold_is_reported(tmp_path: Path) -> None:
    files = {
        "main.design": 'import "one.design" as one\nimport "shared.design"\n',
        "one.design": 'import "shared.design" as shared\n',
        "shared.design": "component store : database\n",
    }
    project = read(tmp_path, files)
    (found,) = project.diagnostics
    assert found.message == "`shared.design` is imported without a name as well, and that holds"
    assert str(found.primary.span) == "one.design:1:27"


@pytest.mark.parametrize(
    ("line", "place", "message"),
    [
        ('import "p.design" as platform', "1:22", "the name `platform` is declared twice"),
        ('import "p.design" as 3', "1:22", "expected a name, found a number `3`"),
        ('import "p.design" as', "1:21", "expected a name"),
        ('import "p.design" platform', "1:19", "expected the end of the line, found `platform`"),
    ],
)
def test_a_name_that_cannot_be(tmp_path: Path, line: str, place: str, message: str) -> None:
    files = {"main.design": f"{line}\ncomponent platform : service\n", "p.design": PLATFORM}
    found = resolve(read(tmp_path, files).files, registry().metrics).diagnostics
    assert any(
        d.message.startswith(message) and str(d.primary.span) == f"main.design:{place}"
        for d in found
    ), [f"{d.primary.span} {d.message}" for d in found]


@pytest.fixture
def acme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    site = tmp_path / "site"
    put(
        site / "acme",
        {
            "__init__.py": "raise SystemExit('an import runs no code')\n",
            "platform.design": f'import "places.design"\n{PLATFORM}component spare : queue\n',
            "places.design": "provider other\n",
            "up.design": 'import "../../secret.design"\n',
            "notes.txt": "component x : service\n",
        },
    )
    (tmp_path / "secret.design").write_text("component secret : service\n", encoding="utf-8")
    (site / "acme" / "link.design").symlink_to(tmp_path / "secret.design")
    monkeypatch.syspath_prepend(str(site))
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "repo")
    return tmp_path / "repo"


def test_a_file_of_an_installed_package(acme: Path) -> None:
    text = (
        'import "pkg:acme/platform.design" as platform\nflow f { rate 1 req/s; gateway -> store }\n'
    )
    design, wrong = design_of(read(acme, {"main.design": text}))
    assert wrong == []
    assert "platform.gateway" in design.components
    assert "platform.other" in design.places


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ("pkg:acme/up.design", "`../../secret.design` is outside the package"),
        ("pkg:acme/link.design", "`pkg:acme/link.design` is outside the package `acme`"),
        ("pkg:acme/../../secret.design", "is outside the package `acme`"),
        ("pkg:acme/notes.txt", "`pkg:acme/notes.txt` is no `.design` file"),
        ("pkg:acme/none.design", "there is no file"),
        ("pkg:acme", "`pkg:acme` is no `.design` file"),
        ("pkg:nothing_of_that_name/x.design", "no package `nothing_of_that_name` is installed"),
        ("pkg:acme.platform/x.design", "is not of the form `pkg:NAME/PATH`"),
        ("pkg:/x.design", "is not of the form `pkg:NAME/PATH`"),
    ],
)
def test_a_package_stays_inside_its_folder(acme: Path, stated: str, message: str) -> None:
    project = read(acme, {"main.design": f'import "{stated}"\ncomponent a : service\n'})
    (found,) = project.diagnostics
    assert found.code == "LNG005"
    assert message in found.message


def test_a_file_of_a_package_is_not_edited(acme: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = 'import "pkg:acme/platform.design" as platform\nactor u\nflow f { rate 1 req/s; u -> gateway }\n'
    put(acme, {"main.design": text})
    before = (acme.parent / "site/acme/platform.design").read_text(encoding="utf-8")
    main(["check", "--fix", "--unsafe-fixes", "--format", "short"])
    out = capsys.readouterr().out
    assert (acme.parent / "site/acme/platform.design").read_text(encoding="utf-8") == before
    assert "ACC002" not in out  # the acceptance may be used by others
    assert "COV003" not in out  # and so may the component


def test_a_folder_that_the_configuration_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    put(
        tmp_path,
        {
            "designlint.yaml": "packages: { acme: vendor/acme }\n",
            "vendor/acme/platform.design": PLATFORM,
            "services/a/main.design": 'import "pkg:acme/platform.design" as acme\nflow f { gateway -> store }\n',
        },
    )
    monkeypatch.chdir(tmp_path)
    main(["check", "--format", "short", "services"])
    out = capsys.readouterr().out
    assert "LNG" not in out
    assert "vendor/acme/platform.design" in out
