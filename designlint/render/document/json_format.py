"""A review document as JSON, and the schema of that: both are made from the document's types."""

from __future__ import annotations

import json
from typing import Any

from designlint.document import Document
from designlint.render.json_schema import plain, schema_of


def render(document: Document) -> str:
    """The document as JSON; everything is ASCII, so the text survives any encoding."""
    return json.dumps(plain(document), indent=1) + "\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `render`."""
    return schema_of(Document, "Review document of designlint")
