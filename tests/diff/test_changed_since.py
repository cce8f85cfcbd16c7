"""`check --changed-since`: the designs of which a file or the configuration has changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from designlint.cli import main
from tests.diff.repository import Repository

Capsys = pytest.CaptureFixture[str]
PART = 'data order "Orders" { size 1kB; count 10M }\n'


def service(name: str) -> str:
    return f'import "../shared/{name}.design"\ncomponent {name} : service {{ replicas 1; holds order }}\ncomponent odd : service {{ beep 1 }}\n'


@pytest.fixture
def monorepo(repository: Repository) -> Repository:
    """Three services, of which two import one file."""
    repository.write("shared/common.design", PART)
    for name in ("pay", "mail"):
        text = service(name).replace(f"/{name}.design", "/common.design")
        repository.write(f"{name}/main.design", text)
    repository.write(
        "alone/main.design",
        "component alone : service { replicas 1 }\ncomponent odd : service { beep 1 }\n",
    )
    repository.commit()
    return repository


def checked(capsys: Capsys, *words: str) -> set[str]:
    """The designs that a check has looked at, by their findings."""
    capsys.readouterr()
    main(["check", "--no-cache", "--format", "json", *words])
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    return {one["design"] for one in found} | {d for one in found for d in one["designs"]}


def since(capsys: Capsys, *words: str) -> set[str]:
    return checked(capsys, "--changed-since", "HEAD", *words)


def test_without_a_change_nothing_is_checked(monorepo: Repository, capsys: Capsys) -> None:
    assert checked(capsys) == {"pay/main.design", "mail/main.design", "alone/main.design"}
    assert since(capsys) == set()
    assert main(["check", "--changed-since", "HEAD"]) == 0
    assert "0 of 3 designs changed since HEAD" in capsys.readouterr().err


def test_a_changed_design_is_checked_alone(monorepo: Repository, capsys: Capsys) -> None:
    path = monorepo.folder / "pay" / "main.design"
    path.write_text(f"{path.read_text(encoding='utf-8')}# a word\n", encoding="utf-8")
    assert since(capsys) == {"pay/main.design"}
    assert since(capsys, "mail") == set()
    monorepo.write(
        "new/main.design",
        "component fresh : service { replicas 1 }\ncomponent odd : service { beep 1 }\n",
    )
    assert since(capsys) == {"pay/main.design", "new/main.design"}


def test_a_changed_part_leads_to_the_designs_that_import_it(
    monorepo: Repository, capsys: Capsys
) -> None:
    monorepo.write("shared/common.design", PART.replace("10M", "20M"))
    assert since(capsys) == {"pay/main.design", "mail/main.design"}


def test_a_deleted_part_leads_to_the_designs_that_imported_it(
    monorepo: Repository, capsys: Capsys
) -> None:
    (monorepo.folder / "shared" / "common.design").unlink()
    assert since(capsys) == {"pay/main.design", "mail/main.design"}


def test_a_part_of_a_part_counts(monorepo: Repository, capsys: Capsys) -> None:
    monorepo.write("shared/deep.design", 'actor someone "Someone"\n')
    monorepo.write("shared/common.design", f'import "deep.design"\n{PART}')
    monorepo.commit()
    monorepo.write("shared/deep.design", 'actor someone "Somebody"\n')
    assert since(capsys) == {"pay/main.design", "mail/main.design"}


@pytest.mark.parametrize("name", ["designlint.yaml", "pay/designlint.yaml"])
def test_another_configuration_leads_to_the_designs_below_it(
    name: str, monorepo: Repository, capsys: Capsys
) -> None:
    below = {"pay/main.design"} if "/" in name else {
        "pay/main.design", "mail/main.design", "alone/main.design"
    }  # fmt: skip
    monorepo.write(name, "severity: { COV: warning }\n")
    assert since(capsys) == below
    monorepo.commit()
    assert since(capsys) == set()
    monorepo.write(name, "severity: { COV: info }\n")
    assert since(capsys) == below
    (monorepo.folder / name).unlink()
    assert since(capsys) == below


def test_what_the_other_branch_did_is_no_change_of_this_one(
    monorepo: Repository, capsys: Capsys
) -> None:
    monorepo.git("checkout", "-q", "-b", "topic")
    monorepo.write(
        "alone/main.design",
        "component alone : service { replicas 2 }\ncomponent odd : service { beep 1 }\n",
    )
    monorepo.commit()
    monorepo.git("checkout", "-q", "main")
    monorepo.write(
        "pay/main.design",
        "component pay : service { replicas 2 }\ncomponent odd : service { beep 1 }\n",
    )
    monorepo.commit()
    monorepo.git("checkout", "-q", "topic")
    assert checked(capsys, "--changed-since", "main") == {"alone/main.design"}


def test_before_the_first_commit_everything_is_new(repository: Repository, capsys: Capsys) -> None:
    repository.write(
        "a.design", "component a : service { replicas 1 }\ncomponent odd : service { beep 1 }\n"
    )
    assert since(capsys) == {"a.design"}


def test_standard_input_is_always_checked(
    monorepo: Repository, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    class Input:
        buffer = io.BytesIO(b"component a : servce\n")

    monkeypatch.setattr(sys, "stdin", Input)
    assert main(["check", "-", "--changed-since", "HEAD"]) == 1


def test_an_acceptance_that_another_design_needs_is_not_unused(
    monorepo: Repository, capsys: Capsys
) -> None:
    accepted = 'accept SPF on pay because "A pilot." until 2099-01-01\n'
    monorepo.write("shared/common.design", PART + accepted.replace("SPF", "DEC001"))
    monorepo.commit()
    path = monorepo.folder / "mail" / "main.design"
    path.write_text(f"{path.read_text(encoding='utf-8')}# a word\n", encoding="utf-8")
    main(["check", "--no-cache", "--format", "short", "--changed-since", "HEAD"])
    assert "ACC" not in capsys.readouterr().out


def test_a_fix_touches_only_what_has_changed(monorepo: Repository, capsys: Capsys) -> None:
    for name in ("pay", "alone"):
        monorepo.write(
            f"{name}/main.design",
            f"componnt {name} : service {{ replicas 1 }}\ncomponent odd : service {{ beep 1 }}\n",
        )
    monorepo.commit()
    monorepo.write(
        "alone/main.design",
        "componnt alone : service { replicas 2 }\ncomponent odd : service { beep 1 }\n",
    )
    main(["check", "--fix", "--unsafe-fixes", "--no-cache", "--changed-since", "HEAD"])
    assert "componnt" in (monorepo.folder / "pay" / "main.design").read_text(encoding="utf-8")
    assert "componnt" not in (monorepo.folder / "alone" / "main.design").read_text(encoding="utf-8")


@pytest.mark.parametrize("word", ["no-such-branch", "--all", "HEAD~9"])
def test_a_revision_that_there_is_not_is_a_usage_error(
    word: str, monorepo: Repository, capsys: Capsys
) -> None:
    assert main(["check", f"--changed-since={word}"]) == 2
    assert f"no revision `{word}`" in capsys.readouterr().err


def test_without_a_repository_the_message_says_so(
    tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "a.design").write_text("actor x\n", encoding="utf-8")
    assert main(["check", "--changed-since", "HEAD"]) == 2
    assert "in no git repository" in capsys.readouterr().err


def test_in_a_hook_a_clean_checkout_is_checked_whole(
    monorepo: Repository, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRE_COMMIT", "1")
    assert len(since(capsys)) == 3
    monorepo.write(
        "alone/main.design",
        "component alone : service { replicas 2 }\ncomponent odd : service { beep 1 }\n",
    )
    assert since(capsys) == {"alone/main.design"}


def test_in_a_hook_the_revision_of_pre_commit_counts(
    monorepo: Repository, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monorepo.write(
        "alone/main.design",
        "component alone : service { replicas 2 }\ncomponent odd : service { beep 1 }\n",
    )
    monorepo.commit()
    monkeypatch.setenv("PRE_COMMIT", "1")
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", "HEAD~1")
    assert since(capsys) == {"alone/main.design"}
