"""The page on editors: its configurations are read by what they are for, and one is started."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from designlint.mcp.tools import Tools
from designlint.server.preferences import Preferences, preferences
from tests.server.designs import SHOP

PAGE = (Path(__file__).resolve().parents[2] / ".docs" / "editors.md").read_text(encoding="utf-8")
WAIT = """
local deadline = vim.loop.now() + 60000
vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 end, 50)
for _, one in ipairs(vim.diagnostic.get(0)) do
  io.stdout:write(one.source .. " " .. one.code .. " " .. one.lnum .. "\\n")
end
local opened = ""
vim.ui.open = function(address) opened = address end
vim.cmd("DesignPreview")
vim.wait(60000, function()
  opened = opened .. vim.fn.execute("messages")
  return opened:find("http://127.0.0.1:", 1, true) ~= nil
end, 50)
io.stdout:write(opened:match("http://127.0.0.1:%d+/[%w_-]+/") or "no preview", "\\n")
vim.cmd("qa!")
"""


def block(language: str) -> str:
    """The one block of a language on the page."""
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


def test_the_blocks_are_well_formed() -> None:
    helix = tomllib.loads(block("toml"))
    assert helix["language-server"]["designlint"] == {"command": "designlint", "args": ["lsp"]}
    client = json.loads(block("json"))
    assert client["mcpServers"]["designlint"] == {"command": "designlint", "args": ["mcp"]}
    assert block("elisp").count("(") == block("elisp").count(")")


def test_the_settings_are_those_that_are_read() -> None:
    named = re.findall(r"^\| `designlint\.(\w+)` \|", PAGE, re.MULTILINE)
    given = {"inlayHints": False, "codeLens": False, "config": "x.yaml"}
    assert set(named) == set(given)
    assert preferences({"designlint": given}) == Preferences(
        inlay_hints=False, code_lens=False, config="x.yaml"
    )
    assert preferences(given) == preferences({"designlint": given})
    assert preferences({"inlayHints": "no"}) == preferences(None) == Preferences()


def test_the_tools_of_assistants_are_on_the_page() -> None:
    tools = Tools(lambda *_: pytest.fail("not called"), Path())
    section = PAGE[PAGE.index("## Assistants") :]
    named = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    assert set(named) == {tool.__name__ for tool in tools.reading} | {"schema"}
    assert all(f"`{tool.__name__}`" in section for tool in tools.writing)


@pytest.mark.skipif(shutil.which("nvim") is None, reason="Neovim is not installed")
def test_neovim_shows_findings_and_opens_the_preview(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "designlint"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m designlint "$@"\n')
    command.chmod(0o755)
    (tmp_path / "init.lua").write_text(block("lua"))
    (tmp_path / "wait.lua").write_text(WAIT)
    (tmp_path / "shop.design").write_text(SHOP, encoding="utf-8")
    ran = subprocess.run(
        ["nvim", "--headless", "-u", "init.lua", "-n", "shop.design", "-c", "luafile wait.lua"],
        cwd=tmp_path,
        env={"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "designlint VER003" in ran.stdout + ran.stderr
    assert re.search(r"^http://127\.0\.0\.1:\d+/[\w-]+/$", ran.stdout, re.MULTILINE)
