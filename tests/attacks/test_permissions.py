"""What may not be read, searched or written: one line that says so, and the code of the page."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from designlint.cli import main

pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions of Unix")
# Root may read everything, but for what it is denied.
AS_OTHERS = ["setpriv", "--inh-caps=-all", "--bounding-set=-dac_override,-dac_read_search"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Designs in folders that others may not search, may list alone, and may search; and one unreadable."""
    top = tmp_path_factory.mktemp("permissions")
    for name in ("open", "closed", "listed", "unread"):
        (top / name).mkdir()
        (top / name / "a.design").write_text("component a : service\n", encoding="utf-8")
    (top / "designlint.yaml").write_text("select: [LNG]\n", encoding="utf-8")
    (top / "closed").chmod(0o000)
    (top / "listed").chmod(0o644)
    (top / "unread" / "a.design").chmod(0o000)
    (top / "open").chmod(0o555)
    yield top
    for name in ("closed", "listed", "open"):
        (top / name).chmod(0o755)


def ran(folder: Path, *lines: str) -> list[tuple[int, str]]:
    """The exit codes and outputs of command lines, one after the other in a process without special rights."""
    is_root = os.getuid() == 0
    if is_root and shutil.which(AS_OTHERS[0]) is None:
        pytest.skip("root may read everything")
    script = (
        "import io, sys\n"
        "from contextlib import redirect_stderr, redirect_stdout\n"
        "from designlint.cli import main\n"
        "for line in sys.argv[1:]:\n"
        "    out, err = io.StringIO(), io.StringIO()\n"
        "    with redirect_stdout(out), redirect_stderr(err): code = main(line.split())\n"
        "    print(code, (out.getvalue() + err.getvalue()).replace('\\n', ' '))\n"
    )
    environment = {**os.environ, "HOME": "/nonexistent", "COLUMNS": "200"}
    command = [*(AS_OTHERS if is_root else ()), sys.executable, "-c", script, *lines]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    found = [line.partition(" ") for line in done.stdout.splitlines()]
    return [(int(code), said) for code, _, said in found]


REFUSED = {
    "check --no-cache .": ("`closed` cannot be read", "`listed/a.design` cannot be read", "`unread/a.design` cannot"),
    "check --no-cache closed": ("`closed` cannot be read: Permission denied",),
    "check --no-cache closed/a.design": ("`closed/a.design` cannot be read: Permission denied",),
    "check --no-cache listed": ("`listed/a.design` cannot be read: Permission denied",),
    "check --no-cache open -o json=closed/x.json": ("`closed/x.json`",),
    "check --no-cache open -o json=open/x.json": ("cannot write `open/x.json`: Permission denied",),
    "check --no-cache open --config closed/x.yaml": ("there is no configuration file `closed/x.yaml`",),
    "check --no-cache open --baseline closed/x.json": ("closed/x.json",),
    "verify .": ("cannot be read: Permission denied",),
    "format .": ("`closed` cannot be read", "`listed/a.design` cannot be read", "`unread/a.design` cannot"),
    "format --check closed": ("`closed` cannot be read: Permission denied",),
    "diagram closed": ("`closed` cannot be read: Permission denied",),
    "report unread/a.design": ("`unread/a.design` cannot be read: Permission denied",),
    "report open --template closed": ("`report.html` cannot be read",),
    "baseline create open --file open/b.json": ("cannot write `open/b.json`: Permission denied",),
    "init closed/x": ("Permission denied",),
    "import closed": ("`closed`: Permission denied",),
    "config --path closed": ("`closed` cannot be read: Permission denied",),
    "config --path listed/a.design": ("`listed/a.design` cannot be read: Permission denied",),
    "rules closed": ("`closed` cannot be read: Permission denied",),
    "diff open unread": ("designlint: `unread/a.design` cannot be read: Permission denied",),
    "diff unread open": ("designlint: `unread/a.design` cannot be read: Permission denied",),
    "diff closed open": ("designlint: `closed` cannot be read: Permission denied",),
    "diff -f json open listed": ("designlint: `listed/a.design` cannot be read: Permission denied",),
}  # fmt: skip


def test_what_may_not_be_read_or_written_is_said(folder: Path) -> None:
    for (line, words), (code, said) in zip(REFUSED.items(), ran(folder, *REFUSED), strict=True):
        assert code == 2, (line, said)
        assert "internal error" not in said, line
        assert all(word in said for word in words), (line, said)


def test_what_may_be_read_is_checked(folder: Path) -> None:
    assert ran(folder, "check open", "check --cache-dir closed/c open")[0][0] == 0


def test_a_name_that_no_file_can_have_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for line in (["check", "a\0b"], ["init", "\0"], ["check", "-o", "json=\0"], ["\0"]):
        assert main(line) == 2
        assert "NUL" in capsys.readouterr().err
