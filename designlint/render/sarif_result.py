"""A finding as a SARIF result: its places, its witness as a code flow, its fingerprints."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from designlint.base.source import Source, Span
from designlint.diagnostics.diagnostic import Diagnostic, Label, Step
from designlint.diagnostics.fingerprint import VERSION
from designlint.render.breaches import broken_names
from designlint.render.consequences import consequence_lines
from designlint.render.json_format import answer
from designlint.render.json_schema import plain
from designlint.render.levels import SARIF
from designlint.render.line_hash import line_hashes
from designlint.render.places import Base, region

RESULT_LIMIT = 25_000
PLACE_LIMIT = 1_000
"""Places of one result, and steps of one code flow, that are read."""
OUR_FINGERPRINT = f"designlint/v{VERSION}"
_ROOT = "%SRCROOT%"


class Pieces:
    """Makes the parts of results that are about files; what is costly is made once a file."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._hashes: dict[Source, list[str]] = {}
        self._artifacts: dict[str, dict[str, str]] = {}

    def line_hash(self, span: Span) -> str:
        """GitHub's hash of the line that a span begins on."""
        if span.source not in self._hashes:
            self._hashes[span.source] = line_hashes(span.source.text)
        hashes = self._hashes[span.source]
        return hashes[min(span.position.line, len(hashes)) - 1]

    def place(self, span: Span) -> dict[str, Any]:
        """A `physicalLocation` with all four fields of its region."""
        line, column, end_column = region(span)
        return {
            "artifactLocation": self._artifact(span.source.name),
            "region": {
                "startLine": line,
                "startColumn": column,
                "endLine": line,
                "endColumn": end_column,
            },
        }

    def _artifact(self, name: str) -> dict[str, str]:
        if name not in self._artifacts:
            self._artifacts[name] = artifact(self._base.path(name))
        return self._artifacts[name]


def artifact(path: str) -> dict[str, str]:
    """An `artifactLocation`: relative to the repository, or a whole URI for what is outside it."""
    try:
        raw = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # no file has such a name, but standard input may be called so
        raw = path.encode("utf-8", "surrogatepass")
    uri = quote(raw, safe="/~")
    if path.startswith("/"):
        return {"uri": f"file://{uri}"}
    return {"uri": uri, "uriBaseId": _ROOT}


def result_of(diagnostic: Diagnostic, fingerprint: str, pieces: Pieces) -> dict[str, Any]:
    """The result of a finding; who puts it into a run adds its `ruleIndex`."""
    span = diagnostic.primary.span
    location: dict[str, Any] = {"physicalLocation": pieces.place(span)}
    if diagnostic.primary.text:
        location["message"] = _message(diagnostic.primary.text)
    if diagnostic.element:
        location["logicalLocations"] = [{"fullyQualifiedName": diagnostic.element}]
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "level": SARIF[diagnostic.severity],
        "message": _message(diagnostic.message),
        "locations": [location],
        "partialFingerprints": {
            "primaryLocationLineHash": pieces.line_hash(span),
            OUR_FINGERPRINT: fingerprint,
        },
        "properties": {"severity": str(diagnostic.severity)},
    }
    if related := _places(diagnostic):
        numbered = enumerate(related[:PLACE_LIMIT], 1)
        result["relatedLocations"] = [_related(at, label, pieces) for at, label in numbered]
    if diagnostic.witness:
        result["codeFlows"] = [_flow(diagnostic, pieces)]
    if diagnostic.help:
        result["properties"]["help"] = [plain(answer(one)) for one in diagnostic.help]
    if diagnostic.breaks:
        result["properties"]["breaks"] = [one.requirement for one in diagnostic.breaks]
    if diagnostic.consequences:
        result["properties"]["consequences"] = list(consequence_lines(diagnostic, None))
    if diagnostic.designs:
        result["properties"]["designs"] = list(diagnostic.designs)
    if diagnostic.owner:
        result["properties"]["owner"] = diagnostic.owner
    return result


def _places(diagnostic: Diagnostic) -> list[Label]:
    """The places that a finding is about beside its own, the requirements that it breaks last."""
    named = broken_names(diagnostic)
    broken = [one for one in diagnostic.breaks if one.requirement in named]
    return [
        *diagnostic.secondary,
        *[Label(one.span, f"breaks {one.requirement}") for one in broken],
    ]


def _related(number: int, label: Label, pieces: Pieces) -> dict[str, Any]:
    # GitHub shows no related place without words.
    return {
        "id": number,
        "physicalLocation": pieces.place(label.span),
        "message": _message(label.text or "see here"),
    }


def _flow(diagnostic: Diagnostic, pieces: Pieces) -> dict[str, Any]:
    """The witness, step by step; a step without a place is shown at the finding."""
    steps = [_step(step, diagnostic, pieces) for step in diagnostic.witness[:PLACE_LIMIT]]
    return {"threadFlows": [{"locations": steps}]}


def _step(step: Step, diagnostic: Diagnostic, pieces: Pieces) -> dict[str, Any]:
    origin = f" ({step.origin})" if step.origin else ""
    location = {
        "physicalLocation": pieces.place(step.span or diagnostic.primary.span),
        "message": _message(f"{step.text}{origin}".strip() or "see here"),
    }
    return {"location": location}


def _message(text: str) -> dict[str, str]:
    """A message whose text is only text: `[words](place)` would be read as a link."""
    if "](" in text:
        text = text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return {"text": text}
