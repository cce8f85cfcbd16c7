"""The JSON Schemas of what `check` and `verify` print for programs."""

from __future__ import annotations

import json

from designlint.reference.entry import Verbatim

FINDINGS_PATH, VERDICTS_PATH = "findings.schema.json", "verdicts.schema.json"


def report_schema_files() -> list[Verbatim]:
    """The schema of findings and that of verdicts."""
    from designlint.render import json_format, verdicts_json

    schemas = {FINDINGS_PATH: json_format.json_schema(), VERDICTS_PATH: verdicts_json.json_schema()}
    return [Verbatim(path, json.dumps(schema, indent=2) + "\n") for path, schema in schemas.items()]
