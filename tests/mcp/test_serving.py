"""The server through a real client, over pipes."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from tests.server.designs import SHOP

READING = {"check", "verify", "whatif", "explain", "schema", "diff"}


async def talk(folder: Path, *options: str) -> dict[str, Any]:
    """What the server says of its tools, of a design and of a slip."""
    parameters = StdioServerParameters(
        command=sys.executable, args=["-m", "designlint", "mcp", *options], cwd=str(folder)
    )
    async with (
        stdio_client(parameters) as (reading, writing),
        ClientSession(reading, writing) as session,
    ):
        await session.initialize()
        tools = (await session.list_tools()).tools
        checked = await session.call_tool("check", {"paths": ["shop.design"]})
        refused = await session.call_tool("check", {"paths": ["../x"]})
    return {
        "tools": {tool.name: tool for tool in tools},
        "checked": json.loads(checked.content[0].text),  # type: ignore[union-attr]  # a text
        "refused": refused,
    }


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("designs")
    (folder / "shop.design").write_text(SHOP, encoding="utf-8")
    return asyncio.run(asyncio.wait_for(talk(folder), 120))


def test_the_tools_read_only(said: dict[str, Any]) -> None:
    assert set(said["tools"]) == READING
    assert all(tool.annotations.read_only_hint for tool in said["tools"].values())
    assert all(tool.description for tool in said["tools"].values())


def test_a_check_is_that_of_the_command(said: dict[str, Any]) -> None:
    assert "VER003" in [one["code"] for one in said["checked"]["diagnostics"]]


def test_a_refusal_is_an_error_of_the_tool(said: dict[str, Any]) -> None:
    assert said["refused"].is_error
    assert "not in the folder" in said["refused"].content[0].text


def test_tools_that_write_are_there_where_they_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "shop.design").write_text(SHOP, encoding="utf-8")
    said = asyncio.run(asyncio.wait_for(talk(tmp_path, "--write"), 120))
    assert set(said["tools"]) == READING | {"fix", "format"}
    assert not said["tools"]["fix"].annotations.read_only_hint
