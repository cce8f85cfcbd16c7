"""What things and lines of a picture mean; how each meaning looks, the renderers decide."""

from __future__ import annotations

from typing import Literal

# What a node is, which decides its shape.
Role = Literal[
    "actor", "edge", "service", "store", "cache", "broker", "external", "operations", "requirement",
    "flow", "api", "group", "note",
]  # fmt: skip
# What a line means, which decides how it is drawn.
Line = Literal["sync", "async", "miss", "replication", "backup", "fallback", "serves", "depends_on"]
# What is shown of a thing; never by colour alone.
Mark = Literal["plain", "bad", "warn", "good", "assumed", "doubtful", "unknown", "gone"]
# How full a thing is, in words of a scale; empty where the drawing is not about that.
Heat = Literal["", "unknown", "free", "light", "half", "high", "full"]
