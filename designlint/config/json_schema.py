"""The JSON Schema of `designlint.yaml`, for editors that complete and check it."""

from __future__ import annotations

from collections.abc import Mapping

from designlint.config.forms import Schema
from designlint.config.keys import CODE_PATTERN, KEYS
from designlint.config.options import options_of
from designlint.plugins.rule import Rule

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(rules: Mapping[str, Rule]) -> Schema:
    """The schema, with the options of the rules that are given; those of others may be anything."""
    schema = KEYS.schema()
    options = schema["properties"]["options"]
    known = {
        code: {"description": f"The options of {code} {rule.name}.", **record.schema()}
        for code, rule in rules.items()
        if (record := options_of(rule)) is not None
    }
    others = f"^(?!({'|'.join(known)})$)[A-Z]+\\d+$" if known else CODE_PATTERN
    schema["properties"]["options"] = {
        "description": options["description"],
        "type": ["object", "null"],
        "properties": known,
        "patternProperties": {others: {"type": "object"}},
        "additionalProperties": False,
    }
    return {"$schema": DIALECT, "title": "Configuration of designlint", **schema}
