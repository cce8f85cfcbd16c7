"""Technologies of a project's own: read, used, and each mistake at its own line."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint.cli import main
from tests.config.running import reported, write

BUS = """title: Our bus
kinds: [queue]
facts:
  - property: availability
    value: 99.95%
    kind: sla
    source: https://wiki.example.com/bus
    date: 2026-03
"""
DESIGN = """
component jobs : queue { tech bus; replicas 1 }
component worker : service { replicas 2; availability 99.9% }
flow work { rate 1 req/s; worker -> jobs }
nonfunctional N1 "Up." { require availability of work >= 99% }
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def project(folder: Path, technology: str = BUS, config: str = "catalogue: tech\n") -> None:
    write(folder, a=DESIGN, config=config)
    (folder / "tech").mkdir()
    (folder / "tech" / "bus.yaml").write_text(technology, encoding="utf-8")


def test_a_technology_of_ones_own_is_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project(tmp_path)
    assert "LNG013" not in {code for code, _, _ in reported(capsys)}
    assert main(["verify", "a.design", "--why", "N1"]) == 0
    assert "99.95%  (catalogue: bus, sla, 2026-03)" in capsys.readouterr().out


def test_without_the_folder_it_is_not_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project(tmp_path, config="ignore: []\n")
    assert "LNG013" in {code for code, _, _ in reported(capsys)}


def test_it_takes_the_place_of_one_that_is_built_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project(tmp_path)
    (tmp_path / "tech" / "bus.yaml").rename(tmp_path / "tech" / "rabbitmq.yaml")
    write(tmp_path, a=DESIGN.replace("tech bus", "tech rabbitmq"))
    assert main(["verify", "a.design", "--why", "N1"]) == 0
    assert "catalogue: rabbitmq, sla, 2026-03" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("kinds: [queue]", "kinds: [quue]", "2:9", "unknown kind of component `quue`; did you mean `queue`?"),
        ("kind: sla", "kind: slaa", "6:11", "unknown kind of fact `slaa`; did you mean `sla`?"),
        ("availability", "availabilty", "4:15", "`availabilty` is no property of a queue; did you mean `availability`?"),
        ("99.95%", "often", "5:12", "`often` is no value of `availability`"),
        ("    value: 99.95%\n", "", "4:5", "this lacks `value`"),
        ("title: Our bus\n", "", "1:1", "this lacks `title`"),
        ("    source:", "    page:", "7:5", "unknown key of a fact `page`"),
        ("facts:", "facts: 3 #", "", "this is not YAML"),
        (BUS, "- a\n", "1:1", "this file is a technology: a mapping with `title`, `kinds` and `facts`"),
        (BUS, "", "1:1", "this lacks `title`"),
    ],
)  # fmt: skip
def test_a_mistake_is_reported_at_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, place: str, message: str
) -> None:
    project(tmp_path, BUS.replace(old, new))
    assert main(["check", "--format", "short"]) == 2
    shown = capsys.readouterr().out.splitlines()[0]
    assert shown.startswith(f"tech/bus.yaml:{place}")
    assert f"error[CFG001] {message}" in shown


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        ("../", "`../` is outside the folder of the configuration"),
        ("/etc", "`/etc` is outside the folder of the configuration"),
        ("tehc", "there is no folder `tehc`"),
        ("empty", "`empty` has 0 technologies (.yaml); 1 to 1000 are read"),
    ],
)
def test_a_folder_that_cannot_be_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], folder: str, message: str
) -> None:
    (tmp_path / "empty").mkdir()
    project(tmp_path, config=f"catalogue: [tech, {folder}]\n")
    assert main(["check", "--format", "short"]) == 2
    assert f"designlint.yaml:1:19: error[CFG001] {message}" in capsys.readouterr().out


def test_a_file_that_leads_out_of_the_project_is_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside)
    project(inside)
    (tmp_path / "secret").write_text("token: hidden\n", encoding="utf-8")
    (inside / "tech" / "other.yaml").symlink_to(tmp_path / "secret")
    assert main(["check", "--format", "short"]) == 2
    shown = capsys.readouterr().out
    assert "`other.yaml` in it leads out of the folder of the configuration" in shown
    assert "hidden" not in shown
