"""Each state is checked with its own configuration, wherever the files of a revision are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint.cli import main
from tests.diff.repository import SHOP, Repository, codes, compared

Capsys = pytest.CaptureFixture[str]
WEAK = SHOP.replace("replicas 2 in a, b; topology", "replicas 1 in a; topology")
OVERRIDE = "overrides:\n  - files: [old/*.design]\n    ignore: [SPF]\n"


def test_an_override_finds_the_files_of_a_revision_by_their_names(
    repository: Repository, capsys: Capsys
) -> None:
    repository.write("designlint.yaml", OVERRIDE)
    repository.commit(**{"old/a": WEAK, "b": WEAK.replace("design shop", "design mall")})
    for name in ("old/a.design", "b.design"):
        path = repository.folder / name
        path.write_text(
            path.read_text(encoding="utf-8").replace("rate 300", "rate 310"), encoding="utf-8"
        )
    found = compared(capsys)
    assert codes(found, "new") == codes(found, "gone") == []
    assert codes(found, "same").count("SPF001") == 1


def test_exclusions_and_what_git_ignores_hold_for_both_states(
    repository: Repository, capsys: Capsys
) -> None:
    repository.write("designlint.yaml", "exclude: [drafts]\n")
    repository.write(".gitignore", "made/\n")
    for name in ("drafts/a.design", "made/a.design", "a.design"):
        repository.write(name, SHOP)
    repository.git("add", "-f", "made/a.design")
    repository.commit()
    for name in ("drafts/a.design", "made/a.design", "a.design"):
        repository.write(name, WEAK)
    assert [one["after"] for one in compared(capsys)["designs"]] == ["a.design"]


def test_a_configuration_that_is_extended_is_found_in_the_revision(
    repository: Repository, capsys: Capsys
) -> None:
    repository.write("shared/strict.yaml", "severity: { SPF001: error }\n")
    repository.write("designlint.yaml", "extends: shared/strict.yaml\n")
    repository.commit(shop=WEAK)
    repository.write("shared/strict.yaml", "severity: { SPF001: info }\n")
    found = compared(capsys)
    better = [one for one in found["designs"][0]["findings"] if one["trend"] == "better"]
    assert [(one["severity_before"], one["finding"]["severity"]) for one in better] == [
        ("error", "info")
    ]


def test_the_configuration_of_the_command_line_is_that_of_both(
    repository: Repository, capsys: Capsys
) -> None:
    repository.write("designlint.yaml", "ignore: [SPF]\n")
    repository.commit(shop=WEAK)
    repository.write(
        "other.yaml",
        "overrides:\n  - files: [shop.design]\n    severity: { SPF001: info }\n",
    )
    repository.write("shop.design", WEAK.replace("rate 300", "rate 310"))
    found = compared(capsys, "--config", "other.yaml")
    assert codes(found, "new") == codes(found, "gone") == []
    assert "SPF001" in codes(found, "same")


def test_a_broken_configuration_of_the_past_is_replaced_by_that_of_today(
    repository: Repository, capsys: Capsys
) -> None:
    repository.write("designlint.yaml", "selekt: [SPF]\n")
    repository.commit(shop=WEAK)
    repository.write("designlint.yaml", "ignore: [SPF001]\n")
    repository.write("shop.design", WEAK.replace("rate 300", "rate 310"))
    assert main(["diff"]) == 0
    assert "the newer one applies" in capsys.readouterr().err
    found = compared(capsys)
    assert "SPF001" not in {one["finding"]["code"] for one in found["designs"][0]["findings"]}


def test_a_broken_configuration_of_today_is_refused(repository: Repository, capsys: Capsys) -> None:
    repository.commit(shop=WEAK)
    repository.write("designlint.yaml", "selekt: [SPF]\n")
    assert main(["diff"]) == 2
    assert "selekt" in capsys.readouterr().err


def test_imports_of_a_revision_stay_inside_it(
    repository: Repository, capsys: Capsys, tmp_path: Path
) -> None:
    (tmp_path / "outside.design").write_text("actor spy\n", encoding="utf-8")
    text = 'import "../outside.design"\n' + SHOP
    repository.commit(shop=text)
    repository.write("shop.design", SHOP)
    (design,) = compared(capsys)["designs"]
    assert design["errors_before"] == 1
    assert "spy" not in {one["before"] for one in design["elements"]}


def test_a_finding_of_a_shared_file_is_one_finding_of_its_designs(
    repository: Repository, capsys: Capsys
) -> None:
    part = 'provider p { region r { zone za; zone zb } }\ndata order "Orders" { size 1kB }\n'
    repository.write("shared/part.design", part)
    for name in ("one", "two", "three"):
        repository.write(
            f"{name}.design",
            f'import "shared/part.design"\ndesign {name} "The {name}"\nactor {name}_user\n',
        )
    repository.commit()
    repository.write("shared/part.design", part.replace("zone zb", "zone zb { availabilty 99% }"))
    found = compared(capsys, code=1)
    new = [
        one["finding"]
        for design in found["designs"]
        for one in design["findings"]
        if one["trend"] == "new"
    ]
    errors = [one for one in new if one["severity"] == "error"]
    assert len(errors) == 1
    assert errors[0]["designs"] == ["one.design", "three.design", "two.design"]
