"""Temporary repositories with revisions of designs, and `designlint diff` in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from designlint.cli import main
from tests.ci.checkout import committed, run

SHOP = """design shop "A shop"
actor buyer
provider aws { region eu { zone a; zone b; zone c } }
data order "Orders" { size 1kB; count 10M; importance critical }
functional FR1 "A buyer orders." { priority must }
nonfunctional NFR1 "Orders work." { require availability of buy >= 99.9% }
component web : service "The site" {
  replicas 3 in a, b, c; capacity 200 req/s per replica; availability 99.9% per replica
}
component db : database "Orders for good" {
  holds order; replicas 2 in a, b; topology leader_follower; failover auto 60s
  availability 99.9% per replica; cost 100 USD/month per replica
}
flow buy "Order" serves FR1 { rate 300 req/s peak; buyer -> web -> db writes order }
"""


class Repository:
    """A git repository in a folder, which is the working folder."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.git("init", "-q", "-b", "main")
        monkeypatch.chdir(folder)
        for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "PRE_COMMIT"):
            monkeypatch.delenv(name, raising=False)

    def git(self, *words: str) -> str:
        """What a command of git prints; it has to succeed."""
        done = run("git", *words, cwd=self.folder)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, name: str, text: str) -> Path:
        """Write a file, with its folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def commit(self, **files: str) -> str:
        """Commit everything; the files are given by their names before `.design`."""
        for name, text in files.items():
            self.write(f"{name}.design", text)
        return committed(self.folder)


def compared(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> dict[str, Any]:
    """The JSON of a comparison that ends with an exit code."""
    capsys.readouterr()
    assert main(["diff", *words, "--format", "json"]) == code
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The message of a comparison that cannot be made."""
    capsys.readouterr()
    assert main(["diff", *words]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    return shown.err


def trends(found: dict[str, Any], key: str) -> dict[str, str]:
    """The trend of each verdict or number of the only design that differs, by what it is about."""
    (design,) = found["designs"]
    if key == "verdicts":
        return {f"{one['owner']}": one["trend"] for one in design[key]}
    return {f"{one['sort']} of {one['subject']}": one["trend"] for one in design[key]}


def codes(found: dict[str, Any], trend: str) -> list[str]:
    """The codes of all findings with a trend."""
    return sorted(
        one["finding"]["code"]
        for design in found["designs"]
        for one in design["findings"]
        if one["trend"] == trend
    )
