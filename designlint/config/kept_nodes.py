"""The nodes of YAML texts as JSON, kept between runs: the library that reads YAML takes longer to load than
an answer from the cache takes in all."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from designlint import __version__
from designlint.base.cache import UNUSABLE, Cache
from designlint.base.digests import digest_of
from designlint.base.installed import distributions
from designlint.base.source import Source, Span
from designlint.config.nodes import Node, read_yaml

MOST_NODES = 20_000
"""A text with more is read each time: by aliases a short one may have any number."""
_LAYOUT = "1"


class _TooManyError(Exception):
    """A text has more nodes than are kept."""


def kept_yaml(source: Source, cache: Cache | None) -> Node:
    """The root of a YAML text, from the cache where it was read before; see `read_yaml`. Raises
    ConfigError."""
    if cache is None:
        return read_yaml(source)
    key = digest_of("yaml", _LAYOUT, __version__, *distributions(), source.text)
    try:
        return _decoded(json.loads(cache.read(key)), source)
    except UNUSABLE:
        node = read_yaml(source)
    # What cannot be kept is read again the next time.
    with suppress(OSError, ValueError, RecursionError, _TooManyError):
        cache.write(key, json.dumps(_encoded(node, [MOST_NODES])))
    return node


def _encoded(node: Node, left: list[int]) -> Any:
    """A node as a list: its place, its scalar, its items, and its pairs one after the other."""
    left[0] -= 1
    if left[0] < 0:
        raise _TooManyError
    items = None if node.items is None else [_encoded(one, left) for one in node.items]
    pairs = None
    if node.pairs is not None:
        pairs = [_encoded(one, left) for pair in node.pairs for one in pair]
    return [node.span.start, node.span.end, node.scalar, items, pairs]


def _decoded(value: Any, source: Source) -> Node:
    start, end, scalar, items, pairs = value
    every = None if pairs is None else [_decoded(one, source) for one in pairs]
    return Node(
        Span(source, start, end),
        scalar,
        None if items is None else tuple([_decoded(one, source) for one in items]),
        None if every is None else tuple(zip(every[::2], every[1::2], strict=True)),
    )
