"""A review document as JSON, and the schema of that: both are made from the document's types."""

from __future__ import annotations

import json
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from designlint.document import Document

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}


def render(document: Document) -> str:
    """The document as JSON; everything is ASCII, so the text survives any encoding."""
    return json.dumps(_plain(document), indent=1) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        if hasattr(value, "_asdict"):
            return {name: _plain(part) for name, part in value._asdict().items()}
        return [_plain(part) for part in value]
    return value


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `render`."""
    shapes: dict[str, Any] = {}
    whole = _shape(Document, shapes)
    return {
        "$schema": DIALECT,
        "title": "Review document of designlint",
        **whole,
        "$defs": dict(sorted(shapes.items())),
    }


def _shape(kind: Any, shapes: dict[str, Any]) -> dict[str, Any]:
    if kind in _PLAIN:
        return {"type": _PLAIN[kind]}
    if get_origin(kind) is tuple:
        return _row(get_args(kind), shapes)
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
        "additionalProperties": False,
    }
