"""The keys of what a design states, by what states it: `component[properties.store.TOPOLOGY]`."""

from __future__ import annotations

from designlint.schema import component, context, edge, messaging, relation, store

__since__ = "0.1"
__stability__ = "stable"

__all__ = [
    "component",
    "context",
    "edge",
    "messaging",
    "relation",
    "store",
]
