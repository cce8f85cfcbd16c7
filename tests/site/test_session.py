"""What the playground asks of designlint, without a browser: its answers are those of a check."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from designlint.base.clock import today
from designlint.check import check
from designlint.config import Settings
from designlint.language.project import load_text
from designlint.registry import load_registry
from designlint.render import json_format
from designlint.render.layout import laid_out

ROOT = Path(__file__).parents[2]
SESSION = ROOT / ".site" / "playground" / "src" / "session.py"
EXAMPLES = ("shortlink", "broken/zone_loss", "broken/stale_read", "broken/syntax_slips")


def _opened() -> ModuleType:
    """The page's Python, before its first design."""
    spec = importlib.util.spec_from_file_location("playground_session", SESSION)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def session() -> ModuleType:
    """A page that was just opened."""
    return _opened()


def _text(name: str) -> str:
    return (ROOT / "examples" / f"{name}.design").read_text(encoding="utf-8")


def _fresh(text: str, name: str) -> Any:
    made = check(load_text(text, name), load_registry(), Settings(), today())
    return json.loads(json_format.render(made.result))["diagnostics"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_answer_is_that_of_a_check(session: ModuleType, name: str) -> None:
    answer = json.loads(session.checked(_text(name)))
    assert answer["diagnostics"] == _fresh(_text(name), session.NAME)


def test_an_answer_after_edits_is_that_of_a_check(session: ModuleType) -> None:
    text = _text("shortlink")
    edits = (
        text.replace("replicas 3", "replicas 1"),
        text.replace("replicas 3", "replicas"),
        text + "\n# a word more",
        text.rpartition("}")[0],
        text.replace(">= 99.95%", ">= 99.5%"),
        _text("broken/dual_write"),
        text,
    )
    for edited in edits:
        answer = json.loads(session.checked(edited))
        assert answer["diagnostics"] == _fresh(edited, session.NAME)
        assert answer["verdicts"] == json.loads(_opened().checked(edited))["verdicts"]


def test_every_view_of_an_example_is_drawn(session: ModuleType) -> None:
    views = json.loads(session.checked(_text("shortlink")))["views"]
    drawn = [
        json.loads(session.drawn(view, of)) for view, names in views.items() for of in names or [""]
    ]
    assert drawn
    for picture in drawn:
        assert picture.get("svg", "").startswith("<svg") or "digraph" in picture["dot"]


def test_a_picture_has_its_title_once(session: ModuleType) -> None:
    session.checked(_text("shortlink"))
    graph = json.loads(session.drawn("components", ""))["dot"]
    svg = session.dressed(laid_out(graph, "svg", seconds=30).decode("utf-8"))
    assert svg.count("URL shortener: components</text>") == 1


def test_the_words_of_the_language_have_their_meaning(session: ModuleType) -> None:
    words = json.loads(session.vocabulary())
    assert "replicas" in words["properties"]
    assert all(meaning for group in words.values() for meaning in group.values())
