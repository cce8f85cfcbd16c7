"""`designlint report`: files, usage, templates."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from designlint.cli import USAGE, main
from designlint.console import writing
from tests.report.shop import DESIGN

pytestmark = pytest.mark.usefixtures("shop")


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    try:
        code = main(["report", *argv])
    except SystemExit as stopped:  # argparse
        code = int(stopped.code or 0)
    output = capsys.readouterr()
    return code, output.out, output.err


def template(name: str, text: str) -> None:
    path = Path("own") / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


# ---- files


def test_the_ending_decides_the_format(capsys: pytest.CaptureFixture[str]) -> None:
    for name, begin in (("a.html", "<!doctype html>"), ("a.md", "# A "), ("a.json", "{\n")):
        assert run(capsys, "shop.design", "-o", name) == (0, "", "")
        assert Path(name).read_text(encoding="utf-8").lstrip().startswith(begin)
    code, out, _ = run(capsys, "shop.design")
    assert (code, out) == (0, Path("a.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["shop.design", "-o", "x.doc"], "`x.doc` ends in no known format: .html"),
        (["shop.design", "--format", "pdf"], "pdf goes to a file: -o FILE.pdf"),
        (["gone.design"], "gone.design"),
        (["shop.design", "-o", "no/folder.html"], "cannot write `no/folder.html`"),
        (["shop.design", "--template", "gone"], "there is no folder `gone` with templates"),
        (["shop.design", "--watch", "--port", "99999999"], "cannot listen at 127.0.0.1"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (USAGE, "")
    assert problem in err
    assert "Traceback" not in err


def test_a_design_with_mistakes_still_has_a_report(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.design").write_text(f"{DESIGN}component web : cache\nnonsense {{", encoding="utf-8")
    code, out, errors = run(capsys, "bad.design")
    assert code == 1
    assert "LNG" in out
    assert "error[LNG" in errors


def test_a_run_that_is_killed_while_it_writes_leaves_the_old_file(tmp_path: Path) -> None:
    """The process dies at the moment at which most is written: between the new bytes and the name."""
    target = tmp_path / "review.html"
    target.write_text("the old one", encoding="utf-8")
    script = (
        "import os, signal, pathlib\n"
        "pathlib.Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "from designlint.cli import main\n"
        "main(['report', 'shop.design', '-o', 'review.html'])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=False)
    assert done.returncode == -signal.SIGKILL
    assert target.read_text(encoding="utf-8") == "the old one"


def test_a_write_that_fails_leaves_the_old_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("review.md").write_text("the old one", encoding="utf-8")

    def full(*_: object) -> Path:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(writing, "_write_part", full)
    code, _, err = run(capsys, "shop.design", "-o", "review.md")
    assert code == USAGE
    assert "No space left" in err
    assert Path("review.md").read_text(encoding="utf-8") == "the old one"


# ---- templates of a team's own


def test_a_template_changes_one_block(capsys: pytest.CaptureFixture[str]) -> None:
    template(
        "report.md",
        '{% extends "designlint/report.md" %}{% block footer %}Ours: {{ doc.title }}{% endblock %}',
    )
    code, out, _ = run(capsys, "shop.design", "-f", "markdown", "--template", "own")
    assert code == 0
    assert out.rstrip().endswith("Ours: A \\<small> shop")
    assert "## Wrap-up" in out


def test_a_template_takes_the_place_of_a_part(capsys: pytest.CaptureFixture[str]) -> None:
    template("parts/summary.html", "<p>Only {{ doc.title }}</p>")
    code, out, _ = run(capsys, "shop.design", "--format", "html", "--template", "own")
    assert code == 0
    assert "<p>Only A &lt;small&gt; shop</p>" in out
    assert "id=traceability" in out


def test_the_configuration_names_templates(capsys: pytest.CaptureFixture[str]) -> None:
    template("report.md", "Just {{ doc.name }}")
    Path("designlint.yaml").write_text("report-template: own\n", encoding="utf-8")
    assert run(capsys, "shop.design", "-f", "markdown") == (0, "Just shop\n", "")


@pytest.mark.parametrize(
    ("stated", "problem"),
    [("../x", "outside of this folder"), ("gone", "there is no folder `gone`")],
)
def test_a_configured_folder_is_inside_and_there(
    stated: str, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("designlint.yaml").write_text(f"report-template: {stated}\n", encoding="utf-8")
    code, out, err = run(capsys, "shop.design")
    assert (code, out) == (USAGE, "")
    assert problem in err
    assert "designlint.yaml:1:" in err


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("one\n{% if %}", 2, "Expected an expression"),
        ("one\n\n{{ doc.titel }}", 3, "has no attribute 'titel'"),
        ("{{ nobody }}", 1, "'nobody' is undefined"),
        ("\n{{ doc.__class__.__mro__ }}", 2, "unsafe"),
        ("{{ ''.__class__ }}", 1, "unsafe"),
        ("\n{% include '../shop.design' %}", 2, "../shop.design"),
        ("{% include '/etc/passwd' %}", 1, "/etc/passwd"),
        ("{{ 'x' * 1000000000 }}", 1, "is for small numbers"),
        ("{{ 9 ** 999999 }}", 1, "is for small numbers"),
        ("{% for i in range(999999999) %}x{% endfor %}", 1, "Range too big"),
        ("{{ doc.title / 0 }}", 1, "TypeError"),
        ("{{ 1 / 0 }}", 1, "ZeroDivisionError"),
        ("{% include 'report.md' %}", 1, "without end"),
    ],
)
def test_a_broken_template_is_reported_at_its_line(
    text: str, line: int, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    template("report.md", text)
    asked = ("-f", "markdown", "--template", "own", "--color", "never")
    code, out, err = run(capsys, "shop.design", *asked)
    assert (code, out) == (USAGE, "")
    assert "error[CFG004]: this template cannot be used" in err
    assert problem in " ".join(err.split())
    assert re.search(rf"report\.md:{line}:", err), err
    assert "Traceback" not in err


def test_a_misspelt_block_is_reported_at_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    template(
        "report.html",
        '{% extends "designlint/report.html" %}\n\n{% block sumary %}ours{% endblock %}',
    )
    code, out, err = run(capsys, "shop.design", "--template", "own", "--color", "never")
    assert (code, out) == (USAGE, "")
    said = " ".join(err.split())
    assert "`designlint/report.html` has no block `sumary`; did you mean `summary`?" in said
    assert "report.html:3:" in said


def test_a_block_inside_of_a_block_may_be_new(capsys: pytest.CaptureFixture[str]) -> None:
    inner = "{% block summary %}{% block ours %}<p>Ours</p>{% endblock %}{% endblock %}"
    template("report.html", f'{{% extends "designlint/report.html" %}}{inner}')
    code, out, _ = run(capsys, "shop.design", "--template", "own")
    assert code == 0
    assert "<p>Ours</p>" in out


def test_a_folder_without_a_known_template_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    template("raport.html", "nothing uses this")
    code, out, err = run(capsys, "shop.design", "--template", "own", "--color", "never")
    assert (code, out) == (USAGE, "")
    assert "no file in `own` has the name of a template" in " ".join(err.split())


@pytest.mark.parametrize(("ending", "begin"), [("html", "<!doctype html>"), ("md", "# A ")])
def test_a_summary_is_short(ending: str, begin: str, capsys: pytest.CaptureFixture[str]) -> None:
    for name, more in ((f"whole.{ending}", ()), (f"short.{ending}", ("--summary",))):
        assert run(capsys, "shop.design", "-o", name, *more) == (0, "", "")
    whole, short = (
        Path(f"{name}.{ending}").read_text(encoding="utf-8") for name in ("whole", "short")
    )
    assert short.lstrip().startswith(begin)
    assert "summary of the design review" in short
    assert len(short) < len(whole)
    assert "A service" not in short
    ids = set(re.findall(r'\bid="?([^"> ]+)', short))
    assert set(re.findall(r'(?:href="?|\]\()#([^")> ]+)', short)) <= ids


def test_a_summary_has_no_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "shop.design", "-f", "json", "--summary")
    assert code == USAGE
    assert "--summary goes with html, markdown and pdf" in err


def test_a_link_out_of_the_folder_is_not_followed(capsys: pytest.CaptureFixture[str]) -> None:
    Path("secret.txt").write_text("secret", encoding="utf-8")
    template("report.md", "{% include 'link.txt' %}")
    Path("own/link.txt").symlink_to(Path("secret.txt").resolve())
    code, out, err = run(capsys, "shop.design", "-f", "markdown", "--template", "own")
    assert code == USAGE
    assert "secret" not in out
    assert "link.txt" in err
