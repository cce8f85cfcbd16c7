"""No public name or code disappears unless the changelog says so."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from designlint import api
from tests.contributing.changes import CHANGELOG, CHANGES, removed_names
from tests.contributing.public_names import (
    LIST,
    announcement,
    listed,
    main,
    modules,
    public_names,
    unannounced,
)

# A plugin's author can read so many names on one page.
MOST_NAMES = 120


def test_what_is_gone_is_in_the_changelog() -> None:
    missing = unannounced(listed(), now := public_names(), removed_names())
    assert missing == [], f"a `removed` fragment has to say:\n{announcement(missing, now)}"


def test_the_list_is_fresh() -> None:
    assert listed() == public_names(), "run `poe names`"


@pytest.mark.parametrize("module", modules())
def test_every_public_name_is_there_once(module: str) -> None:
    loaded = import_module(module)
    assert len(set(loaded.__all__)) == len(loaded.__all__)
    assert [name for name in loaded.__all__ if not hasattr(loaded, name)] == []


def test_what_a_plugin_can_import_is_surveyable() -> None:
    """What is asked of a result is a method of it, and no name of its own."""
    names = [name for name in public_names() if name.startswith(f"{api.__name__}.")]
    assert len(names) <= MOST_NAMES


def test_the_list_has_modules_and_codes() -> None:
    names = public_names()
    assert {"designlint.api.rule", "designlint.testing.rule_problems"} <= set(names)
    assert {"SPF001", "LNG001", "CFG001"} <= set(names)


@pytest.mark.parametrize("said", ["loads", "designlint.api.loads"])
def test_a_removal_is_announced_by_name_or_path(said: str) -> None:
    old, now = ["designlint.api.loads", "designlint.api.rule"], ["designlint.api.rule"]
    assert unannounced(old, now, set()) == ["designlint.api.loads"]
    assert unannounced(old, now, {"rule"}) == ["designlint.api.loads"]
    assert unannounced(old, now, {said}) == []


def test_the_announcement_says_where_a_name_is_now() -> None:
    missing = ["SPF001", "designlint.api.latest", "designlint.api.loads", "designlint.api.needs"]
    now = ["designlint.api.analyses.loads", "designlint.api.analyses.needs"]
    text = announcement(missing, now)
    assert text.split("\n") == [
        "The codes `SPF001` are no longer in use.",
        "Removed from `designlint.api`: `latest`.",
        "Moved from `designlint.api` to `designlint.api.analyses`: `loads`, `needs`.",
    ]


def test_the_task_refuses_until_the_removal_is_announced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / CHANGES).mkdir(parents=True)
    (tmp_path / CHANGELOG).write_text("# Changelog\n", encoding="utf-8")
    assert main(tmp_path) == 0
    assert listed(tmp_path) == public_names()
    before = (tmp_path / LIST).read_text(encoding="utf-8") + "designlint.api.gone\n"
    (tmp_path / LIST).write_text(before, encoding="utf-8")
    assert main(tmp_path) == 1
    shown = capsys.readouterr().out
    assert shown.endswith("such as:\n\nRemoved from `designlint.api`: `gone`.\n")
    assert (tmp_path / LIST).read_text(encoding="utf-8") == before
    (tmp_path / CHANGES / "+gone.removed.md").write_text(shown.split("\n\n")[1], encoding="utf-8")
    assert main(tmp_path) == 0
    assert "designlint.api.gone" not in listed(tmp_path)
