"""The server with all that it can do."""

from __future__ import annotations

from designlint.server import editing, lifecycle
from designlint.server.requests import (
    acting,
    calling,
    commands,
    facts,
    naming,
    previewing,
    reading,
    writing,
)
from designlint.server.server import DesignServer


def make() -> DesignServer:
    """A server that answers every request there is."""
    server = DesignServer()
    for part in (
        lifecycle,
        editing,
        writing,
        reading,
        naming,
        facts,
        acting,
        calling,
        commands,
        previewing,
    ):
        part.declare(server)
    return server
