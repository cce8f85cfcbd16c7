"""The server: the tools, in the protocol."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError as Refused
from mcp_types import ToolAnnotations

from designlint import __version__
from designlint.mcp.language import schema_tool
from designlint.mcp.tools import Run, ToolError, Tools
from designlint.registry import load_registry

INSTRUCTIONS = """\
designlint reads designs of systems in its own language and proves their requirements. Ask `schema` for the
language before you write a design, `check` whatever you have written, and `verify` with `why` for what to
change where a requirement is violated. Declare what is known; never invent a number to meet a requirement."""


def make(run: Run, folder: Path, *, writes: bool) -> MCPServer:
    """A server for the designs in a folder; its tools write where that is asked for."""
    server: MCPServer = MCPServer(
        "designlint", instructions=INSTRUCTIONS, version=__version__, log_level="WARNING"
    )
    tools = Tools(run, folder)
    for tool in (*tools.reading, schema_tool(load_registry())):
        _add(server, tool, reads_only=True)
    for tool in tools.writing if writes else ():
        _add(server, tool, reads_only=False)
    return server


def _add(server: MCPServer, tool: Callable[..., str], *, reads_only: bool) -> None:
    @wraps(tool)
    def answered(*args: object, **kwargs: object) -> str:
        try:
            return tool(*args, **kwargs)
        except ToolError as error:
            raise Refused(str(error)) from None

    hints = ToolAnnotations(
        read_only_hint=reads_only,
        destructive_hint=False,
        idempotent_hint=True,
        open_world_hint=False,
    )
    server.tool(annotations=hints, structured_output=False)(answered)


def serve(run: Run, *, writes: bool) -> int:
    """Serve an assistant over standard input and output until it ends the conversation; the exit code."""
    make(run, Path.cwd(), writes=writes).run("stdio")
    return 0
