"""The tools as command lines: the same engine and JSON, and no way out of the folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from designlint.cli import main, parser_for
from designlint.commands import COMMANDS
from designlint.commands.mcp import ran
from designlint.console.command import Output
from designlint.mcp.language import described
from designlint.mcp.tools import ToolError, Tools
from designlint.registry import load_registry
from tests.server.designs import SHOP


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tools:
    monkeypatch.chdir(tmp_path)
    Path("shop.design").write_text(SHOP, encoding="utf-8")
    return Tools(partial(ran, parser_for(list(COMMANDS))), tmp_path)


def test_a_tool_answers_what_its_command_prints(
    tools: Tools, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)  # an assistant has no window
    for answer, line in (
        (tools.check(["shop.design"]), ["check", "--format", "json", "--no-cache", "shop.design"]),
        (tools.verify(["shop.design"]), ["verify", "--format", "json", "shop.design"]),
        (
            tools.whatif("shop.design", lose=["store"], load="2x", set=["shop.replicas=3"]),
            [
                "whatif",
                "shop.design",
                "--lose",
                "store",
                "--load",
                "2x",
                "--set",
                "shop.replicas=3",
                "--format",
                "json",
            ],
        ),
        (tools.explain("SPF001"), ["explain", "SPF001"]),
    ):
        main(line)
        assert answer == capsys.readouterr().out


def test_a_text_that_is_not_saved_is_checked(tools: Tools) -> None:
    found = json.loads(tools.check(text=SHOP.replace("-> store", "-> stor")))
    assert any("`stor`" in one["message"] for one in found["diagnostics"])


def test_requests_at_the_same_time_are_answered_each_for_its_own_text(tools: Tools) -> None:
    texts = [f"actor u\nflow f {{ u -> missing{n} }}\n" for n in range(8)]
    with ThreadPoolExecutor(len(texts)) as pool:
        answers = list(pool.map(lambda text: tools.check(text=text), texts))
    for number, answer in enumerate(answers):
        assert f"`missing{number}`" in answer


def test_the_standard_input_is_that_of_the_protocol(tools: Tools) -> None:
    for asked in (tools.check, tools.verify, tools.fix, tools.format):
        with pytest.raises(ToolError, match="`-` is no file"):
            asked(["-"])


def test_a_verdict_comes_with_its_remedy_where_that_is_asked_for(tools: Tools) -> None:
    (verdict,) = json.loads(tools.verify(["shop.design"], why="rush"))["verdicts"]
    assert verdict["status"] == "violated"
    assert verdict["remedy"]
    assert verdict["derivation"]


def test_two_files_are_compared(tools: Tools) -> None:
    Path("new.design").write_text(SHOP.replace("replicas 2", "replicas 7"), encoding="utf-8")
    found = json.loads(tools.diff(["shop.design", "new.design"]))
    assert "rush" in json.dumps(found)


def test_what_an_assistant_writes_is_changed_where_it_asks_for_that(tools: Tools) -> None:
    Path("slip.design").write_text("component a : service { replicas = 2 }\n", encoding="utf-8")
    tools.fix(["slip.design"])
    assert "replicas 2" in Path("slip.design").read_text(encoding="utf-8")
    Path("slip.design").write_text("actor   b\n", encoding="utf-8")
    tools.format(["slip.design"])
    assert Path("slip.design").read_text(encoding="utf-8") == "actor b\n"


@pytest.mark.parametrize("path", ["../other.design", "/etc", "a\0b"])
def test_no_tool_reads_outside_of_its_folder(tools: Tools, path: str) -> None:
    for ask in (tools.check, tools.verify, tools.fix, tools.format):
        with pytest.raises(ToolError, match="not in the folder"):
            ask([path])
    with pytest.raises(ToolError, match="not in the folder"):
        tools.whatif(path, load="2x")


def test_a_value_is_never_an_option() -> None:
    lines: list[Sequence[str]] = []

    def run(line: Sequence[str], text: str | None) -> Output:
        lines.append(line)
        return Output("{}", 0)

    tools = Tools(run, Path.cwd())
    tools.check(["--fix"], profile="--output=x")
    tools.verify(["--config=x"], why="--output=x")
    tools.whatif("--output=x", lose=["-o"], load="-q", set=["--x=1"])
    tools.explain("--debug")
    tools.diff(["--output=x"])
    for line in lines:
        options = line[: line.index("--")]
        words = [word for word in options[1:] if word != "json"]
        known = ("--format", "--no-cache", "--profile=", "--why=", "--lose=", "--load=", "--set=")
        assert all(word.startswith(known) for word in words)


def test_a_usage_error_is_an_answer(tools: Tools) -> None:
    with pytest.raises(ToolError, match="no page about"):
        tools.explain("xyzzyq")
    with pytest.raises(ToolError, match="nothing to compare"):
        tools.whatif("shop.design")


@pytest.mark.parametrize("state", ["x" * 5_000, "a" * 300 + "/b", "\0", "--version", "HEAD:../x"])
def test_a_state_that_is_none_is_refused(tools: Tools, state: str) -> None:
    with pytest.raises(ToolError):
        tools.diff([state])


def test_the_language_is_described_as_data() -> None:
    registry = load_registry()
    everything = described(registry)
    assert everything["declarations"]["component"]["form"].startswith("component NAME : ")
    assert set(everything["kinds"]) == set(registry.kinds)
    assert set(everything["metrics"]) == set(registry.metrics)
    cache = described(registry, "cache")
    assert cache["properties"]["ttl"]["form"].startswith("ttl TIME")
    assert "timeout" in described(registry, "call")["properties"]
    assert "rate" in described(registry, "flow")["properties"]
    assert described(registry, "findings")["title"] == "Findings of designlint"
    with pytest.raises(ToolError, match="did you mean `cache`"):
        described(registry, "cahe")
