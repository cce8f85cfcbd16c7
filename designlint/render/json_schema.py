"""Documents as JSON, and their schema: both are made from the types of the documents."""

from __future__ import annotations

from collections.abc import Sequence
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from designlint.base.later import Later

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}


def plain(value: Any) -> Any:
    """A document of named tuples as the objects and lists of JSON."""
    if isinstance(value, tuple):
        if hasattr(value, "_asdict"):
            return {name: plain(part) for name, part in value._asdict().items()}
        return [plain(part) for part in value]
    return [plain(part) for part in value] if isinstance(value, Later) else value


def schema_of(document: type[Any], title: str) -> dict[str, Any]:
    """The JSON Schema of what `plain` makes of a document of this type.

    Properties that it does not name are allowed, since a document may gain some.
    """
    shapes: dict[str, Any] = {}
    whole = _shape(document, shapes)
    return {"$schema": DIALECT, "title": title, **whole, "$defs": dict(sorted(shapes.items()))}


def _shape(kind: Any, shapes: dict[str, Any]) -> dict[str, Any]:
    if kind in _PLAIN:
        return {"type": _PLAIN[kind]}
    if get_origin(kind) is tuple:
        return _row(get_args(kind), shapes)
    if get_origin(kind) is Sequence:
        return _row((*get_args(kind), ...), shapes)
    if isinstance(kind, UnionType):
        return {"anyOf": [_shape(one, shapes) for one in get_args(kind)]}
    if kind.__name__ not in shapes:
        shapes[kind.__name__] = {}  # in case it has parts of its own kind
        shapes[kind.__name__] = _object(kind, shapes)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _row(parts: tuple[Any, ...], shapes: dict[str, Any]) -> dict[str, Any]:
    if parts[-1] is Ellipsis:
        return {"type": "array", "items": _shape(parts[0], shapes)}
    items = [_shape(part, shapes) for part in parts]
    return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}


def _object(kind: Any, shapes: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {
        "description": " ".join((kind.__doc__ or "").split()),
        "type": "object",
        "properties": {name: _shape(hint, shapes) for name, hint in hints.items()},
        "required": list(hints),
    }
