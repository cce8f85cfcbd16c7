"""Revisions are read without a checkout: nothing that a repository configures runs, and nothing is
written or read outside of the folder that they are written to."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from designlint.revisions import git, tree
from designlint.revisions.changes import changed
from designlint.revisions.checkout import written
from designlint.revisions.git import RevisionError, repository_of
from tests.ci.checkout import run
from tests.diff.repository import SHOP, Repository, compared, refused

Capsys = pytest.CaptureFixture[str]


def files_of(repository: Repository, folder: Path, revision: str = "HEAD") -> set[str]:
    """The files, and links to files, of a revision that are written."""
    folder.mkdir()
    found = repository_of(repository.folder)
    written(found, found.commit(revision), folder)
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_only_designs_and_what_configures_them_are_written(
    repository: Repository, tmp_path: Path
) -> None:
    for name in ("a.design", "b/c.design", "b/designlint.yaml", "main.py", "b/data.yaml"):
        repository.write(name, "")
    repository.commit()
    assert files_of(repository, tmp_path / "out") == {
        "a.design", "b/c.design", "b/designlint.yaml"
    }  # fmt: skip


def test_a_link_stays_only_where_it_leads_to_a_file_of_the_revision(
    repository: Repository, tmp_path: Path
) -> None:
    repository.write("shared/part.design", "")
    outside = tmp_path / "secret.design"
    outside.write_text("secret", encoding="utf-8")
    links = {
        "near.design": "shared/part.design",
        "folder": "shared",
        "far.design": "../secret.design",
        "root.design": str(outside),
        "up": "..",
        "shared/hop": "../deep/inner",
        "deep/inner": "../..",
        "trick.design": "shared/hop/secret.design",
        "loop.design": "loop.design",
        "gone.design": "absent.design",
    }
    for name, target in links.items():
        path = repository.folder / name
        path.parent.mkdir(exist_ok=True)
        path.symlink_to(target)
    repository.commit()
    found = files_of(repository, tmp_path / "out")
    assert {"near.design", "shared/part.design"} <= found
    assert (tmp_path / "out" / "folder" / "part.design").is_file()
    for path in (tmp_path / "out").rglob("*"):
        assert path.resolve().is_relative_to((tmp_path / "out").resolve()), path
    assert not any(name.startswith(("far", "root", "up", "trick")) for name in found)


@pytest.mark.parametrize(
    "path",
    ["../a.design", "a/../../b.design", "/a.design", "a//b.design", ".git/a.design", "x/.GIT/y"],
)
def test_a_path_that_leads_elsewhere_is_not_written(path: str) -> None:
    assert not tree._is_inside(path)


def test_a_tree_made_by_hand_cannot_leave_the_folder(
    repository: Repository, tmp_path: Path
) -> None:
    repository.commit(a=SHOP)
    blob = repository.git("rev-parse", "HEAD:a.design")
    entry = f"100644 blob {blob}\tx.design\n"
    inner = _made(repository, "mktree", entry)
    outer = _made(repository, "mktree", f"040000 tree {inner}\t..\n{entry}")
    commit = repository.git("commit-tree", "-m", "hostile", outer)
    assert files_of(repository, tmp_path / "out", commit) == {"x.design"}
    assert not (tmp_path / "x.design").exists()


def _made(repository: Repository, word: str, text: str) -> str:
    done = git.subprocess.run(
        ["git", word], cwd=repository.folder, input=text, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_nothing_that_the_repository_configures_runs(
    repository: Repository, capsys: Capsys, tmp_path: Path
) -> None:
    repository.commit(a=SHOP)
    witness = tmp_path / "ran"
    script = repository.write("run.sh", f"#!/bin/sh\necho ran >> {witness}\ncat\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    for name in ("post-checkout", "post-index-change", "reference-transaction"):
        hook = repository.folder / ".git" / "hooks" / name
        hook.write_text(f"#!/bin/sh\necho {name} >> {witness}\n", encoding="utf-8")
        hook.chmod(0o755)
    repository.write(".gitattributes", "*.design filter=evil diff=evil\n")
    for key in ("core.fsmonitor", "filter.evil.clean", "filter.evil.smudge", "diff.evil.textconv",
                "diff.external", "core.pager"):  # fmt: skip
        repository.git("config", key, str(script))
    repository.write("a.design", SHOP.replace("rate 300", "rate 400"))
    assert len(compared(capsys)["designs"]) == 1
    assert len(compared(capsys, "HEAD", "HEAD")["designs"]) == 0
    assert not witness.exists()


def test_nothing_of_the_repository_is_changed(repository: Repository, capsys: Capsys) -> None:
    repository.commit(a=SHOP)
    repository.write("a.design", SHOP.replace("rate 300", "rate 400"))
    before = _state(repository.folder)
    compared(capsys)
    assert _state(repository.folder) == before


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        str(path): (path.stat().st_mtime_ns, path.stat().st_size)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_no_folder_is_left_behind(
    repository: Repository, capsys: Capsys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(a=SHOP)
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    compared(capsys)
    refused(capsys, "nothing-like-that")
    assert list(place.iterdir()) == []


def test_git_that_takes_too_long_is_ended(
    repository: Repository, capsys: Capsys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(git, "SECONDS", 0.2)
    assert "took longer than" in refused(capsys)


def test_without_git_the_message_says_what_it_is_for(
    repository: Repository, capsys: Capsys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git is not installed" in refused(capsys)


def test_a_program_in_the_working_folder_is_not_git(
    repository: Repository, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = repository.write("git", "#!/bin/sh\necho hacked\n")
    own.chmod(0o755)
    monkeypatch.setenv("PATH", str(repository.folder))
    assert "git is not installed" in refused(capsys)


def test_a_revision_with_too_much_is_refused(
    repository: Repository, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(a=SHOP)
    monkeypatch.setattr(tree, "MOST_BYTES", 10)
    assert "more than 10 bytes" in refused(capsys)


def test_a_file_that_is_no_design_for_its_size_is_not_read(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(large=SHOP, small="")
    monkeypatch.setattr(tree, "MOST_OF_FILE", 10)
    assert files_of(repository, tmp_path / "out") == {"large.design", "small.design"}
    made = (tmp_path / "out" / "large.design").read_bytes()
    assert made == bytes(len(SHOP))


def test_names_with_spaces_and_of_other_scripts_are_kept(
    repository: Repository, capsys: Capsys
) -> None:
    repository.commit(**{"my shop": SHOP, "bücher/日本": SHOP.replace("shop", "books")})
    repository.write("bücher/日本.design", SHOP.replace("shop", "books").replace("300", "400"))
    (design,) = compared(capsys)["designs"]
    assert design["before"] == design["after"] == "bücher/日本.design"


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_line_ends_that_git_converts_are_no_change(repository: Repository, ends: str) -> None:
    repository.commit(a=SHOP)
    path = repository.folder / "a.design"
    path.write_bytes(SHOP.replace("\n", ends).encode())
    found = repository_of(repository.folder)
    assert changed(found, found.commit("HEAD"), [path]) == set()
    path.write_bytes(SHOP.replace("\n", ends).encode() + b"#")
    assert changed(found, found.commit("HEAD"), [path]) == {path}


def test_what_is_new_gone_or_elsewhere_has_changed(repository: Repository, tmp_path: Path) -> None:
    repository.commit(a=SHOP, b=SHOP)
    (repository.folder / "b.design").unlink()
    found = repository_of(repository.folder)
    names = ("a.design", "b.design", "c.design", "never.design")
    repository.write("c.design", SHOP)
    outside = tmp_path / "outside.design"
    outside.write_text(SHOP, encoding="utf-8")
    paths = [repository.folder / name for name in names]
    assert changed(found, found.commit("HEAD"), [*paths, outside]) == {*paths[1:3], outside}


def test_repositories_with_longer_names_of_objects_are_read(
    tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = run("git", "init", "-q", "--object-format=sha256", str(tmp_path), cwd=tmp_path)
    if done.returncode:
        pytest.skip("this git knows one format of objects")
    repository = Repository(tmp_path, monkeypatch)
    repository.commit(a=SHOP)
    found = repository_of(tmp_path)
    assert changed(found, found.commit("HEAD"), [tmp_path / "a.design"]) == set()
    assert compared(capsys)["designs"] == []


def test_a_revision_that_git_reads_as_an_option_is_refused(repository: Repository) -> None:
    repository.commit(a=SHOP)
    with pytest.raises(RevisionError, match="no revision"):
        repository_of(repository.folder).commit("--all")
