"""The formats of a comparison: for a terminal, for a pull request, for programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from markdown_it import MarkdownIt

from designlint.base.source import Source, Span
from designlint.cli import main
from designlint.diagnostics.diagnostic import Diagnostic, Label, Severity
from designlint.diagnostics.differences import (
    ClaimChange,
    DesignChange,
    Difference,
    ElementChange,
    FindingChange,
    Judged,
    NumberChange,
    Trend,
)
from designlint.render.cells import width
from designlint.render.difference import json_format, markdown, terminal
from tests.diff.repository import SHOP, Repository
from tests.examples.own_design import ROOT
from tests.snapshot import check

Capsys = pytest.CaptureFixture[str]
OUTAGES = ROOT / "examples" / "outages"
HOSTILE = (
    "</details> <script>@everyone #1 | `x` [a](b) \x1b[31m ![](http://x) * _ \u202e \U0001d51b"
)


def finding(text: str, trend: Trend, number: int = 0) -> FindingChange:
    source = Source(f"{number}/a|b.design", text or "x")
    made = Diagnostic(
        f"SPF{number % 1000:03}", Severity.ERROR, f"{text} {number}", Label(Span(source, 0, 1)),
        identity=(str(number),),
    )  # fmt: skip
    return FindingChange(made, f"{number:032}", trend, Severity.ERROR)


def design(text: str, rows: int, number: int = 0) -> DesignChange:
    judged = [Judged(text, word, text, text, text) for word in ("met", "violated")]
    return DesignChange(
        f"{number}.design", f"{number}.design", text,
        tuple(ClaimChange(text, *judged, trend) for trend in Trend for _ in range(rows)),
        tuple(NumberChange("load", text, text, text, trend) for trend in Trend for _ in range(rows)),
        tuple(ElementChange("component", text, "", text) for _ in range(rows)),
        tuple(
            finding(text, trend, at * 10 + n)
            for n, trend in enumerate(Trend) for at in range(rows)
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "rows", "designs"),
    [("short", 1, 1), ("short", 300, 1), (HOSTILE, 30, 40), ("word " * 400, 30, 30), ("\U0001d51b" * 3000, 3, 3),
     ("|" * 3000, 9, 300), (HOSTILE * 50, 500, 2)],
)  # fmt: skip
def test_a_comment_is_never_longer_than_github_takes(text: str, rows: int, designs: int) -> None:
    found = Difference("main", "HEAD", tuple(design(text, rows, n) for n in range(designs)), 3)
    made = markdown.render(found)
    assert len(made.encode("utf-16-le")) // 2 <= 65_536
    assert made.startswith(markdown.MARK)
    opened = [line for line in made.splitlines() if line.startswith("<details>")]
    assert len(opened) == made.splitlines().count("</details>")
    if rows * designs > 300:
        assert "not shown" in made


def test_what_does_not_fit_is_counted() -> None:
    made = markdown.render(Difference("a", "b", tuple(design("x", 90, n) for n in range(60))))
    assert re.search(r"\d+ more changed designs are not shown", made)
    assert re.search(r"\d+ more are not shown", made)
    assert "60 designs changed" in made


def test_no_text_of_an_author_is_markup() -> None:
    made = markdown.render(Difference(HOSTILE, "b", (design(HOSTILE, 2),)))
    page = MarkdownIt("commonmark").enable("table").render(made)
    assert "<script" not in page
    assert "<a " not in page
    assert "<img" not in page
    assert "\x1b" not in made
    assert not re.search(r"@\w", re.sub(r"`[^`]*`", "", made))


def test_every_row_of_a_table_has_its_columns() -> None:
    made = markdown.render(Difference("a", "b", (design(HOSTILE, 3),)))
    columns = 0
    for line in made.splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        assert not (cells and columns) or cells == columns, line
        columns = cells


@pytest.mark.parametrize("columns", [40, 60, 100, 200])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    made = terminal.render(
        Difference("a", "b", (design("some words of an author", 3),)), width=columns, colour=False
    )
    assert max(map(width, made.splitlines())) <= max(columns, 40)
    assert "\x1b" not in terminal.render(
        Difference("a", "b", (design(HOSTILE, 1),)), width=columns, colour=False
    )


def test_json_is_as_its_published_schema_says(repository: Repository, capsys: Capsys) -> None:
    schema = json.loads((ROOT / ".docs" / "comparison.schema.json").read_text(encoding="utf-8"))
    assert schema == json.loads(json.dumps(json_format.json_schema()))
    repository.commit(shop=SHOP)
    repository.write(
        "shop.design", SHOP.replace("replicas 2 in a, b; topology", "replicas 1 in a; topology")
    )
    repository.write("new.design", 'actor x "Someone"\n')
    assert main(["diff", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, schema)
    made = json.loads(json_format.render(Difference("a", "b", (design(HOSTILE, 2),))))
    jsonschema.validate(made, schema)
    assert len(made["designs"][0]["verdicts"]) == 2 * len(Trend)


@pytest.mark.parametrize(
    ("name", "kind"), [("out.md", "<!-- designlint"), ("out.json", "{"), ("out.txt", "HEAD")]
)
def test_the_ending_of_the_file_chooses_the_format(
    name: str, kind: str, repository: Repository, capsys: Capsys
) -> None:
    repository.commit(shop=SHOP)
    assert main(["diff", "--output", name]) == 0
    assert capsys.readouterr().out == ""
    assert (repository.folder / name).read_text(encoding="utf-8").startswith(kind)


PAIRS = ("02_foursquare", "27_gitlab", "44_kinesis")


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("kind", ["terminal", "markdown"])
def test_the_comparison_of_an_outage_before_and_after(
    name: str, kind: str, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(OUTAGES / name)
    monkeypatch.setenv("COLUMNS", "100")
    assert main(["diff", "before.design", "after.design", "--format", kind]) == 0
    ending = {"terminal": "txt", "markdown": "md"}[kind]
    snapshots = Path(__file__).parent / "snapshots"
    check(snapshots / f"{name}.{ending}", capsys.readouterr().out)
