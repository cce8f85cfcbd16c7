"""The entry points that are found are those that `importlib.metadata` finds."""

from __future__ import annotations

import sys
import zipfile
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from designlint.registry import installed, plugin_name

ENTRY_POINTS = "[console_scripts]\nx = y:z\n\n[designlint]\n# a comment\n{}\n[other]\na = b\n"


def distribution(folder: Path, name: str, entries: str, version: str = "1.0") -> None:
    info = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n\n.")
    (info / "entry_points.txt").write_text(ENTRY_POINTS.format(entries))


def listed() -> list[tuple[str, str, str]]:
    return [(plugin_name(one), one.dist.version, repr(one.load())) for one in installed()]


def looked_up() -> list[tuple[str, str, str]]:
    found = sorted(entry_points(group="designlint"), key=plugin_name)
    return [(plugin_name(one), one.dist.version, repr(one.load())) for one in found]


def test_those_of_this_environment_are_found() -> None:
    assert listed() == looked_up()
    assert "designlint:builtin" in [name for name, _, _ in listed()]


def test_every_form_of_an_entry_point_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = "one = json\ntwo=json:loads\n three = json.decoder : JSONDecoder.decode [more]\n"
    distribution(tmp_path, "acme-rules", entries)
    egg = tmp_path / "old.egg-info"
    egg.mkdir()
    (egg / "PKG-INFO").write_text("Name: old\nVersion: 0.3\n")
    (egg / "entry_points.txt").write_text("[designlint]\nfour = json:dumps\n")
    (tmp_path / "bare-2.0.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path / "missing"), str(tmp_path), *sys.path])
    assert listed() == looked_up()
    names = {"acme-rules:one", "acme-rules:two", "acme-rules:three", "old:four"}
    assert names < {name for name, _, _ in listed()}


def test_of_two_distributions_of_one_name_the_first_on_the_path_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    distribution(tmp_path / "a", "Acme.Rules", "one = json", "2.0")
    distribution(tmp_path / "b", "acme-rules", "one = json\ntwo = json", "1.0")
    folders = [str(tmp_path / "a"), str(tmp_path / "b")]
    monkeypatch.setattr(sys, "path", [*folders, *sys.path])
    assert listed() == looked_up()
    assert [row[:2] for row in listed() if "cme" in row[0]] == [("Acme.Rules:one", "2.0")]


def test_those_in_an_archive_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "acme.whl"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("acme-1.0.dist-info/METADATA", "Name: acme\nVersion: 1.0\n")
        file.writestr("acme-1.0.dist-info/entry_points.txt", "[designlint]\none = json\n")
    monkeypatch.setattr(sys, "path", [str(archive), *sys.path])
    assert listed() == looked_up()
    assert "acme:one" in [name for name, _, _ in listed()]
