"""The language as data: what an assistant can write, and the forms of what the tools answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from designlint.language.suggest import did_you_mean
from designlint.mcp.tools import ToolError
from designlint.reference.report_schemas import report_schema_files
from designlint.registry import Registry
from designlint.schema.declarations import DECLARATIONS
from designlint.schema.kinds import EXTERNAL
from designlint.schema.property import Property
from designlint.schema.relation import RELATION_PROPERTIES
from designlint.schema.shape import show_shape

_END = ".schema.json"


def schema_tool(registry: Registry) -> Any:
    """The tool that describes the language, with the kinds and metrics of a registry."""

    def schema(of: str = "") -> str:
        """The design language as JSON. Without `of`, the declarations, kinds of components and metrics in a
        line each; with the name of a declaration or a kind, also all its properties with their forms; with
        `call`, the properties of calls; with findings, verdicts or comparison, the JSON Schema of what
        check, verify and diff answer.
        """
        return json.dumps(described(registry, of), indent=1)

    return schema


def described(registry: Registry, of: str = "") -> Any:
    """What there is to say of a word of the language, or of all of it."""
    schemas = {one.path.removesuffix(_END): one.text for one in report_schema_files()}
    if of in schemas:
        return json.loads(schemas[of])
    if not of:
        return _overview(registry)
    if of in registry.kinds:
        kind = registry.kinds[of]
        return {"kind": of, "doc": kind.doc, "properties": _properties(kind.properties.values())}
    if of in DECLARATIONS:
        return _declaration(of)
    if of == "call":
        return {
            "call": "a -> b waits, a ~> b does not",
            "properties": _properties(RELATION_PROPERTIES),
        }
    known = [*DECLARATIONS, *registry.kinds, *schemas, "call"]
    raise ToolError(f"`{of}` is no declaration and no kind{did_you_mean(of, known)}")


def _overview(registry: Registry) -> Mapping[str, Any]:
    return {
        "declarations": {
            one.keyword: {
                "form": f"{one.keyword} {show_shape(one.header)}",
                "doc": one.doc,
                "within": list(one.within),
            }
            for one in DECLARATIONS.values()
        },
        "kinds": {kind.name: kind.doc for kind in registry.kinds.values()},
        "metrics": {one.name: one.summary for one in registry.metrics.values()},
    }


def _declaration(keyword: str) -> Mapping[str, Any]:
    one = DECLARATIONS[keyword]
    properties = EXTERNAL.properties if keyword == "external" else one.properties
    return {
        "declaration": keyword,
        "form": f"{keyword} {show_shape(one.header)}",
        "doc": one.doc,
        "within": list(one.within),
        "properties": _properties(properties.values()),
    }


def _properties(keys: Iterable[Property[Any]]) -> Mapping[str, Any]:
    return {
        key.name: {
            "form": f"{key.name} {show_shape(key.shape)}".rstrip(),
            "doc": key.doc,
            **({"block": _properties(key.details.values())} if key.details else {}),
        }
        for key in keys
    }
