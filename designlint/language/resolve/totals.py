"""What all components of a design have together, and how much of it there may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from designlint.language import codes
from designlint.language.resolve.reading import Reading
from designlint.model import Component
from designlint.schema.component import AUTOSCALE, REPLICAS
from designlint.schema.property import Property
from designlint.schema.shape import MAX_REPLICAS
from designlint.schema.store import FOLLOWERS, TOPOLOGY


def within_limits(components: Mapping[str, Component], reading: Reading) -> dict[str, Component]:
    """The components; what passes the limit of replicas in one design is an error, and not stated."""
    found, left = {}, MAX_REPLICAS
    for path, component in components.items():
        kept = component
        for key, number in _numbers(component):
            if number <= left:
                left -= number
                continue
            known = component.properties[key]
            at = component.span if known is None or known.span is None else known.span
            problem = f"more than {MAX_REPLICAS} replicas in one design are not supported"
            reading.add(codes.VALUE.at(at, problem=problem))
            kept = replace(kept, properties=kept.properties.without(key))
        found[path] = kept
    return found


def _numbers(component: Component) -> Iterator[tuple[Property[Any], int]]:
    """How many replicas each property of a component asks for."""
    stated, scaled = component.value(REPLICAS), component.value(AUTOSCALE)
    topology = component[TOPOLOGY]
    followers = topology.detail(FOLLOWERS) if topology is not None else None
    if stated is not None:
        yield REPLICAS, stated.number
    if scaled is not None:
        yield AUTOSCALE, scaled.range.high
    if followers is not None:
        yield TOPOLOGY, followers.number
