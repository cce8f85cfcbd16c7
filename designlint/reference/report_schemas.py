"""The JSON Schemas of what `check`, `verify`, `diff` and `drill` print for programs."""

from __future__ import annotations

import json

from designlint.reference.entry import Verbatim

FINDINGS_PATH, VERDICTS_PATH = "findings.schema.json", "verdicts.schema.json"
COMPARISON_PATH, DRILL_PATH = "comparison.schema.json", "drill.schema.json"


def report_schema_files() -> list[Verbatim]:
    """The schemas of findings, of verdicts, of comparisons and of drills."""
    from designlint.render import json_format, verdicts_json
    from designlint.render.difference import json_format as comparison
    from designlint.render.impact import drill_json

    schemas = {
        FINDINGS_PATH: json_format.json_schema(),
        VERDICTS_PATH: verdicts_json.json_schema(),
        COMPARISON_PATH: comparison.json_schema(),
        DRILL_PATH: drill_json.json_schema(),
    }
    return [Verbatim(path, json.dumps(schema, indent=2) + "\n") for path, schema in schemas.items()]
