"""Results from the cache are those of a check, and nothing that changed is taken for what it was."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zlib
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint import check as checking
from designlint.cli import main
from designlint.config import Settings
from designlint.diagnostic import Breach, Diagnostic, Edit, Fix, Help, Label, Severity, Step
from designlint.plugins import Registry
from designlint.result import Result, Suppressed, Tally
from designlint import cache
from designlint.runs import codec
from designlint.runs.fingerprint import fingerprint
from designlint.cache import cache_folder
from designlint.digests import digest
from designlint.runs.question import Check
from designlint.source import Source, Span
from designlint.testing import registry
from tests.config.running import SINGLE
from tests.plugins.fakes import raising

ROOT = Path(__file__).parents[2]


class Project(NamedTuple):
    """A folder with designs and a cache beside it."""

    folder: Path
    cache: Path
    capsys: pytest.CaptureFixture[str]

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def check(self, *options: str) -> str:
        main(["check", "--format", "json", "--cache-dir", str(self.cache), *options])
        return self.capsys.readouterr().out

    @property
    def entries(self) -> list[Path]:
        found = (self.cache / "results").glob("*")
        return sorted(path for path in found if len(path.stem) == 40)


@pytest.fixture
def project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Project:
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Project(folder, tmp_path / "cache", capsys)


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the designs that were really checked."""
    names: list[str] = []
    real = checking.checked

    def counted(known: Any, *rest: Any) -> Any:
        files = known.project.files
        names.append(files[0].source.name if files else "?")
        return real(known, *rest)

    monkeypatch.setattr(checking, "checked", counted)
    return names


@pytest.mark.parametrize("form", ["short", "json", "terminal"])
def test_all_examples_come_out_the_same(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    form: str,
) -> None:
    monkeypatch.chdir(ROOT)
    arguments = ["check", "examples", "--format", form, "--quiet", "--jobs", "1"]
    codes, shown = [], []
    for cached in (["--no-cache"], ["--cache-dir", str(tmp_path)], ["--cache-dir", str(tmp_path)]):
        codes.append(main([*arguments, *cached]))
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1] == shown[2]
    assert codes == [1, 1, 1]


def test_what_has_not_changed_is_not_checked_again(project: Project, checks: list[str]) -> None:
    project.write("a.design", SINGLE)
    project.write("b.design", SINGLE)
    first = project.check()
    project.write("b.design", SINGLE.replace("gate", "port"))
    project.check()
    project.write("b.design", SINGLE)
    assert project.check() == first
    assert checks == ["a.design", "b.design", "b.design"]


def test_a_change_of_an_imported_file_counts(project: Project, checks: list[str]) -> None:
    project.write("main.design", 'import "part.design"\n')
    part = project.write("part.design", SINGLE)
    first = project.check()
    assert project.check() == first
    part.write_text(SINGLE.replace("replicas 1", "replicas 2"), encoding="utf-8")
    assert project.check() != first
    assert checks == ["main.design", "main.design"]


def test_what_could_not_be_imported_may_be_there_the_next_time(
    project: Project, checks: list[str]
) -> None:
    project.write("main.design", 'import "part.design"\n')
    assert "there is no file" in project.check()
    project.write("part.design", "actor x\n")
    assert "there is no file" not in project.check()
    assert len(checks) == 2


@pytest.mark.parametrize(
    "options", [["--ignore", "SPF"], ["--severity", "SPF=info"], ["--select", "VER"]]
)
def test_other_settings_have_other_results(project: Project, options: list[str]) -> None:
    project.write("a.design", SINGLE)
    first = project.check()
    assert project.check(*options) != first
    assert project.check() == first


def test_overrides_and_options_count(project: Project) -> None:
    project.write("a.design", SINGLE)
    first = project.check()
    project.write("designlint.yaml", "overrides: [{elements: gate, ignore: SPF}]\n")
    second = project.check()
    assert second != first
    project.write("designlint.yaml", "overrides: [{elements: gone, ignore: SPF}]\n")
    assert "CFG002" in project.check()
    assert "CFG002" in project.check(), "what an override matches is kept, too"


def test_the_fingerprint_has_what_a_result_depends_on(monkeypatch: pytest.MonkeyPatch) -> None:
    day = date(2026, 1, 1)
    known = registry()
    same = fingerprint(Check(), known, Settings(), day)
    assert fingerprint(Check(), known, Settings(), day) == same
    assert fingerprint(Check(), known, Settings(), date(2026, 1, 2)) != same
    fewer = known._replace(rules=dict(list(known.rules.items())[1:]))
    assert fingerprint(Check(), fewer, Settings(), day) != same
    rule = known.rules["DEC001"]
    other = rule._replace(options=type(rule.options)(one_by_one=7))
    changed = known._replace(rules={**known.rules, "DEC001": other})
    assert fingerprint(Check(), changed, Settings(), day) != same
    monkeypatch.setattr("designlint.runs.fingerprint.__version__", "9")
    assert fingerprint(Check(), known, Settings(), day) != same


def packed(body: bytes) -> bytes:
    """An entry with another content."""
    data = zlib.compress(body)
    return digest(data).encode() + b"\n" + data


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda _: b"\xff" * 100,
        lambda _: packed(b"[1]"),
        lambda _: packed(b"{}"),
        lambda _: packed(b"[" * 9_999),
        lambda _: packed(b'[[],["Popen"]]'),
        lambda _: digest(b"[1]").encode() + b"\n[1]",
        lambda _: packed(b"[1]")[:-4],
    ],
)
def test_a_damaged_or_foreign_entry_is_replaced(
    project: Project, checks: list[str], damage: Any
) -> None:
    project.write("a.design", SINGLE)
    first = project.check()
    (entry,) = project.entries
    whole = entry.read_bytes()
    entry.write_bytes(damage(whole))
    assert project.check() == first
    assert entry.read_bytes() == whole
    assert len(checks) == 2


def test_an_entry_that_unpacks_without_end_is_ignored(
    project: Project, checks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write("a.design", SINGLE)
    first = project.check()
    (entry,) = project.entries
    monkeypatch.setattr(cache, "MAX_ENTRY", 100_000)
    entry.write_bytes(packed(b" " * 100_000_000))
    assert project.check() == first
    assert len(checks) == 2


def test_a_folder_in_the_place_of_an_entry_is_ignored(project: Project) -> None:
    project.write("a.design", SINGLE)
    first = project.check()
    (entry,) = project.entries
    entry.unlink()
    entry.mkdir()
    assert project.check() == first


def test_a_cache_that_cannot_be_written_is_ignored(project: Project) -> None:
    project.write("a.design", SINGLE)
    project.cache.write_text("a file", encoding="utf-8")
    assert "SPF001" in project.check()
    assert project.cache.read_text(encoding="utf-8") == "a file"


def test_what_failed_is_not_kept(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write("a.design", SINGLE)
    broken: Registry = registry()._replace(rules={"ACME001": raising("ACME001")})
    monkeypatch.setattr("designlint.plugins.load_registry", lambda: broken)
    assert "INT001" in project.check()
    assert project.entries == []


def test_the_cache_is_bounded(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MAX_ENTRIES", 3)
    for number in range(5):
        project.write(f"{number}.design", f"actor a{number}\n")
    project.check()
    assert len(project.entries) == 3


def test_the_cache_is_bounded_in_bytes(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write("a.design", SINGLE)
    project.check()
    (first,) = project.entries
    monkeypatch.setattr(cache, "MAX_TOTAL", first.stat().st_size * 3 // 2)
    project.write("a.design", SINGLE.replace("gate", "port"))
    project.check()
    (second,) = project.entries
    assert second != first


def test_a_result_of_many_findings_is_kept(project: Project, checks: list[str]) -> None:
    project.write("a.design", "".join([f"component c{n} : servce\n" for n in range(2_000)]))
    first = project.check()
    assert len(first) > 1_000_000
    assert project.check() == first
    assert len(checks) == 1


def test_a_cache_in_the_checkout_is_not_used(
    project: Project, checks: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Who writes the design could write its result, too."""
    (project.folder / ".git").mkdir()
    project.write("a.design", SINGLE)
    inside = project._replace(cache=project.folder / "build")
    for _ in range(2):
        inside.check("--verbose")
    assert checks == ["a.design"] * 2
    assert inside.entries == []
    main(["check", "--quiet", "--cache-dir", str(project.folder.parent / "cache")])
    assert len(project.entries) == 1


def test_nothing_is_written_into_the_repository(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(cache, "cache_folder", cache_folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    for number in range(20):
        project.write(f"{number}.design", SINGLE)
    before = sorted(project.folder.rglob("*"))
    assert main(["check", "--quiet", "--jobs", "1"]) == 0
    assert sorted(project.folder.rglob("*")) == before
    results = tmp_path / "home" / "designlint" / "results"
    assert len(list(results.glob("*"))) == 21
    assert (results / "CACHEDIR.TAG").is_file()


def test_a_single_file_comes_from_the_cache_without_rules_or_parser(
    project: Project, tmp_path: Path
) -> None:
    project.write("a.design", SINGLE)
    code = "import sys; from designlint.cli import main; code = main(); print(*sys.modules); sys.exit(code)"
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "home")}

    def run() -> tuple[str, set[str]]:
        ran = subprocess.run(
            [sys.executable, "-c", code, "check", "--quiet"],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0
        output, _, modules = ran.stdout.rstrip().rpartition("\n")
        return output, set(modules.split())

    first, modules = run()
    assert "designlint.check" in modules
    second, modules = run()
    assert second == first
    assert not [
        name
        for name in modules
        if name.startswith(
            ("designlint_rules", "designlint.analyses", "designlint.language.syntax")
        )
        or name in ("designlint.check", "designlint.model", "dataclasses", "inspect", "pluggy")
    ]


@pytest.mark.parametrize(
    "configured",
    [
        "select: [SPF]",
        "ignore: [SPF]",
        "severity: {SPF: info}",
        "profile: strict",
        "overrides: [{elements: gate, severity: {SPF: info}}]",
    ],
)
def test_a_configuration_that_changes_a_result_changes_what_is_found_in_the_cache(
    project: Project, checks: list[str], configured: str
) -> None:
    project.write("a.design", SINGLE)
    first = project.check()
    project.write("designlint.yaml", configured + "\n")
    project.check()
    assert len(checks) == 2
    Path("designlint.yaml").unlink()
    assert project.check() == first
    assert len(checks) == 2


@pytest.mark.parametrize("configured", ["select: [NOPE1]", "rules: {NOPE1: {x: 1}}"])
def test_a_mistake_in_the_configuration_is_reported_whatever_is_in_the_cache(
    project: Project, configured: str
) -> None:
    project.write("a.design", SINGLE)
    project.check()
    project.write("designlint.yaml", configured + "\n")
    for _ in range(2):
        assert "CFG001" in project.check()


def test_another_plugin_is_another_result(
    project: Project, checks: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    project.write("a.design", SINGLE)
    project.check()
    place = tmp_path / "site"
    (place / "acme-1.dist-info").mkdir(parents=True)
    (place / "acme-1.dist-info" / "METADATA").write_text("Name: acme\nVersion: 1\n")
    points = "[designlint]\nacme = acme_rules\n"
    (place / "acme-1.dist-info" / "entry_points.txt").write_text(points)
    (place / "acme_rules.py").write_text("")
    monkeypatch.syspath_prepend(str(place))
    project.check()
    assert len(checks) == 2
    (place / "acme_rules.py").write_text("# another one\n")
    project.check()
    assert len(checks) == 3


def test_timings_are_those_of_a_check(project: Project, checks: list[str]) -> None:
    project.write("a.design", SINGLE)
    project.check()
    project.check("--timings")
    assert len(checks) == 2


def test_the_folder_of_the_platform(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "designlint"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    assert cache_folder() == tmp_path / ".cache" / "designlint"
    monkeypatch.setattr("sys.platform", "darwin")
    assert cache_folder() == tmp_path / "Library" / "Caches" / "designlint"
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    assert cache_folder() is None


def test_every_class_of_a_result_is_known() -> None:
    waiting, seen = [Result], set()
    while waiting:
        cls = waiting.pop()
        if cls in seen:
            continue
        seen.add(cls)
        hints = (
            get_type_hints(cls, None, {"Span": Span, "Source": Source}) if cls is not Span else {}
        )
        for hint in hints.values():
            parts = [hint, *get_args(hint), *[b for a in get_args(hint) for b in get_args(a)]]
            waiting += [
                p for p in parts if isinstance(p, type) and issubclass(p, tuple) and p is not tuple
            ]
    # A span has a form of its own.
    assert {cls.__name__ for cls in seen} - {"Span"} == set(codec.SHAPES)


TEXT = "component a : service\n"
FILES = [Source("a.design", TEXT), Source("b.design", TEXT)]
SPANS = st.builds(Span, st.sampled_from(FILES), st.integers(0, 9), st.integers(9, 20))
LABELS = st.builds(Label, SPANS, st.text())
STEPS = st.builds(Step, st.text(), st.none() | SPANS, st.text())
EDITS = st.builds(Edit, SPANS, st.text())
FIXES = st.builds(Fix, st.text(), st.lists(EDITS).map(tuple), st.booleans())
ANSWERS = st.builds(Help, st.text(), st.booleans(), st.text(), st.text(), st.text())
BREACHES = st.builds(Breach, st.text(), SPANS)
DIAGNOSTICS = st.builds(
    Diagnostic,
    st.text(),
    st.sampled_from(Severity),
    st.text(),
    LABELS,
    st.lists(LABELS).map(tuple),
    st.lists(STEPS).map(tuple),
    st.lists(ANSWERS, max_size=2).map(tuple),
    st.text(),
    st.none() | FIXES,
    st.lists(BREACHES, max_size=2).map(tuple),
    st.text(),
    st.text(),
    st.text(),
    st.lists(st.text(), max_size=2).map(tuple),
    st.lists(st.text(), max_size=2).map(tuple),
    st.just(()),
)
SUPPRESSED = st.builds(Suppressed, DIAGNOSTICS, st.text())
RESULTS = st.builds(
    Result,
    st.lists(DIAGNOSTICS, max_size=3).map(tuple),
    st.integers(0, 9),
    st.builds(Tally, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)),
    st.booleans(),
    st.booleans(),
    st.integers(0, 9),
    st.just(()),
    st.lists(SUPPRESSED, max_size=2).map(tuple),
    st.integers(0, 9),
    st.text(),
    st.lists(st.integers(0, 9)).map(tuple),
)


@given(RESULTS)
def test_a_result_is_what_it_was(result: Result) -> None:
    text = json.dumps(codec.Codec().encode(result, FILES))
    back = codec.Codec().decode(json.loads(text), FILES)
    assert back == result
    assert type(back) is Result
    assert all(type(d.severity) is Severity for d in back.diagnostics)


def test_a_place_in_no_file_is_not_encoded() -> None:
    with pytest.raises(codec.CannotEncode):
        codec.Codec().encode(Span(Source("c", ""), 0, 0), FILES)
    with pytest.raises(codec.CannotEncode):
        codec.Codec().encode({1}, FILES)
