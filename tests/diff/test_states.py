"""What is compared with what: revisions, ranges, files and folders, as `git diff` reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.diff.repository import SHOP, Repository, compared, refused

ONE, TWO = SHOP.replace("rate 300", "rate 100"), SHOP.replace("rate 300", "rate 200")
Capsys = pytest.CaptureFixture[str]


def loads(capsys: Capsys, *words: str) -> tuple[str | None, str | None] | None:
    """The load of the site before and after; None where nothing differs."""
    for design in compared(capsys, *words)["designs"]:
        for one in design["numbers"]:
            if (one["sort"], one["subject"]) == ("load", "web"):
                return one["before"], one["after"]
    return None


@pytest.fixture
def grown(repository: Repository) -> Repository:
    """A repository of three commits, with a branch that left main after the first one, and an edit."""
    repository.commit(shop=ONE)
    repository.git("tag", "v1")
    repository.git("branch", "topic")
    repository.commit(shop=TWO)
    repository.write("shop.design", SHOP)
    return repository


def test_without_a_revision_the_files_are_compared_with_the_last_commit(
    grown: Repository, capsys: Capsys
) -> None:
    assert loads(capsys) == ("200 req/s", "300 req/s")


def test_a_revision_is_a_branch_a_tag_a_commit_or_one_before_it(
    grown: Repository, capsys: Capsys
) -> None:
    commit = grown.git("rev-parse", "v1")
    for revision in ("topic", "v1", commit, commit[:8], "HEAD~1", "main^"):
        assert loads(capsys, revision) == ("100 req/s", "300 req/s"), revision


def test_two_revisions_and_ranges_are_compared_with_each_other(
    grown: Repository, capsys: Capsys
) -> None:
    for words in (("v1", "main"), ("v1..main",), ("v1..",), ("topic...main",)):
        assert loads(capsys, *words) == ("100 req/s", "200 req/s"), words
    assert loads(capsys, "main", "v1") == ("200 req/s", "100 req/s")


def test_three_dots_and_merge_base_leave_out_what_the_other_branch_did(
    grown: Repository, capsys: Capsys
) -> None:
    grown.git("checkout", "-q", "-f", "topic")
    grown.commit(shop=ONE.replace("rate 100", "rate 150"))
    assert loads(capsys, "main...topic") == ("100 req/s", "150 req/s")
    assert loads(capsys, "main", "--merge-base") == ("100 req/s", "150 req/s")
    assert loads(capsys, "main..topic") == ("200 req/s", "150 req/s")


def test_paths_limit_what_is_compared(grown: Repository, capsys: Capsys) -> None:
    grown.write("other/new.design", SHOP)
    assert len(compared(capsys)["designs"]) == 2
    assert len(compared(capsys, "other")["designs"]) == 1
    assert len(compared(capsys, "v1", "shop.design")["designs"]) == 1


def test_a_folder_of_the_repository_sees_its_own_designs(
    grown: Repository, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    grown.write("sub/part.design", SHOP)
    monkeypatch.chdir(grown.folder / "sub")
    (design,) = compared(capsys)["designs"]
    assert (design["before"], design["after"]) == (None, "part.design")
    (design,) = compared(capsys, "main", "..", "--fail-on", "never")["designs"][:1]
    assert design["after"] == "../shop.design"


def test_folders_and_files_need_no_repository(
    tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in (("old", ONE), ("new", TWO)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "shop.design").write_text(text, encoding="utf-8")
    assert loads(capsys, "old", "new") == ("100 req/s", "200 req/s")
    assert loads(capsys, "old/shop.design", "new/shop.design") == ("100 req/s", "200 req/s")
    (tmp_path / "new" / "shop.design").rename(tmp_path / "new" / "store.design")
    assert loads(capsys, "old/shop.design", "new/store.design") == ("100 req/s", "200 req/s")
    assert loads(capsys, "old", "new") == ("100 req/s", "200 req/s")
    assert "not both files or both folders" in refused(capsys, "old", "new/store.design")


def test_a_typo_suggests_the_branch(grown: Repository, capsys: Capsys) -> None:
    assert "did you mean `topic`?" in refused(capsys, "topik")
    assert "neither a revision nor a path" in refused(capsys, "topik")
    assert "--output" not in refused(capsys, "--end-of-options")


def test_a_name_that_is_a_revision_and_a_path_is_refused(grown: Repository, capsys: Capsys) -> None:
    grown.write("topic/a.design", SHOP)
    said = refused(capsys, "topic")
    assert "both a revision and a path" in said
    assert loads(capsys, "topic~0", "shop.design") == ("100 req/s", "300 req/s")
    assert len(compared(capsys, "./topic")["designs"]) == 1


def test_more_than_two_revisions_and_paths_outside_are_refused(
    grown: Repository, capsys: Capsys, tmp_path: Path
) -> None:
    assert "more than two revisions" in refused(capsys, "v1", "main", "topic")
    (tmp_path / "elsewhere").mkdir()
    assert "outside the repository" in refused(capsys, "main", "../elsewhere")


def test_without_a_repository_or_a_commit_the_message_says_so(
    tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert "in no git repository" in refused(capsys)
    Repository(tmp_path, monkeypatch).write("a.design", SHOP)
    assert "no revision `HEAD`" in refused(capsys)


def test_a_shallow_clone_says_how_to_fetch_more(
    grown: Repository, capsys: Capsys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = grown.folder.as_uri()
    grown.git("clone", "-q", "--depth=1", source, str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")
    said = refused(capsys, "v1")
    assert "neither a revision nor a path" in said
    assert "fetch-depth: 0" in said


def test_a_linked_work_tree_is_compared_as_it_is(
    grown: Repository, capsys: Capsys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grown.git("worktree", "add", "-q", str(tmp_path / "linked"), "topic")
    monkeypatch.chdir(tmp_path / "linked")
    (tmp_path / "linked" / "shop.design").write_text(SHOP, encoding="utf-8")
    assert loads(capsys) == ("100 req/s", "300 req/s")


def test_the_environment_of_a_hook_does_not_lead_elsewhere(
    grown: Repository, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    assert loads(capsys) == ("200 req/s", "300 req/s")
