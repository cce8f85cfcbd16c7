"""`designlint explain`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from designlint.cli import main
from designlint.commands import COMMANDS
from designlint.reference.lookup import Lookup
from tests import snapshot
from tests.reference.pages import registry

SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.fixture(autouse=True)
def _width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def explain(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["explain", *words]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("word", ["SPF001", "followers", "rtt", "steps"])
def test_output(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    snapshot.check(SNAPSHOTS / f"explain_{word}.80.txt", explain(capsys, word))


@pytest.mark.parametrize("word", ["spf001", "spof-single-replica", "SPOF-Single-Replica"])
def test_a_rule_is_found_by_code_and_name(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert explain(capsys, word) == explain(capsys, "SPF001")


def test_a_word_that_is_several_things_shows_all(capsys: pytest.CaptureFixture[str]) -> None:
    text = explain(capsys, "latency")
    assert text.index("latency (property)\n===") < text.index("latency (metric)\n===")


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("LNG005", "LNG005 import-trouble"),
        ("INT001", "INT001 rule-failed"),
        ("cache", "cache (kind)"),
        ("flow", "flow (declaration)"),
        ("kafka", "kafka (technology)"),
        ("designlint_rules", "designlint_rules (hook)"),
        ("require", "Claims"),
        ("units", "Quantities"),
        ("component", "Every component"),
    ],
)
def test_each_kind_of_word(word: str, title: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"{title}\n{'=' * len(title)}\n" in explain(capsys, word)


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("evicton", "; did you mean `eviction`?"),
        ("VER01", "; did you mean `VER001`?"),
        ("kafak", "; did you mean `kafka`?"),
        ("zzzzzz", "; `designlint explain` lists all pages"),
    ],
)
def test_an_unknown_word(word: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", word]) == 2
    captured = capsys.readouterr()
    assert captured.err == f"designlint: no page about `{word}`{hint}\n"
    assert captured.out == ""


def test_a_sentence_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    text = "When a payment fails, the shop shall say so promptly and within 2 seconds, etc."
    assert main(["explain", text]) == 0
    page = capsys.readouterr().out
    assert page.startswith("event-driven (EARS)\n")
    assert re.search(r"^2 seconds +a time +2s$", page, re.MULTILINE)
    assert "an open end (REQ007): `etc.`" in page
    assert "REQ003" not in page  # the amount measures it


def test_words_that_are_no_sentence_are_a_word_that_is_not_found(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["explain", "no page"]) == 2
    assert capsys.readouterr().out == ""


def test_without_a_word_everything_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    text = explain(capsys)
    listed = {" ".join(name.split()) for part in text.split("\n\n") for name in part.split(",")}
    for names in Lookup(registry()).groups().values():
        assert names
        assert set(names) <= listed


def test_every_word_is_found() -> None:
    lookup = Lookup(registry())
    for word in lookup.words():
        assert lookup.find(word), word


def test_headings_are_bold_in_colour(capsys: pytest.CaptureFixture[str]) -> None:
    assert "\x1b[1mttl (property)\x1b[0m" in explain(capsys, "ttl", "--color", "always")
    assert "\x1b" not in explain(capsys, "ttl")


def test_the_command_is_declared() -> None:
    assert COMMANDS["explain"].module == "designlint.commands.explain"
